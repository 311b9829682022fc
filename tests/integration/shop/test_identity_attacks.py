"""Getting to be somebody else: by tokens that nobody signed, by codes that were guessed, by addresses that were tried.

Whatever is tried, nobody is granted what is not theirs, and who tries learns nothing from the answer or the work.
"""

import asyncio
from collections import Counter

import pytest
from sqlalchemy import event

from sahay.shop.identity import Identity, Limited, NoLogin, Sent, Wrong
from sahay.shop.identity.login import Logins
from sahay.store.schema import metadata
from tests.fakes import ManualClock
from tests.integration.shop.databases import DATABASES
from tests.integration.shop.identity.forged import HS, TOKENS, by_hand, forged, now
from tests.integration.shop.identity.world import ASHA, DAY, HOUR, MEENA, MINUTE, RAVI, memory_world, sql_world
from tests.logs import logged

NOBODY = "nobody@example.com"


@pytest.fixture(params=["memory", *DATABASES])
async def world(request, tmp_path):
    clock = ManualClock()
    if request.param == "memory":
        yield memory_world(clock)
        return
    async with DATABASES[request.param](tmp_path) as opened:
        yield sql_world(clock, opened)


@pytest.fixture(params=DATABASES)
async def stored(request, tmp_path):
    """The same, in a database."""
    async with DATABASES[request.param](tmp_path) as opened:
        yield sql_world(ManualClock(), opened)


@pytest.mark.parametrize("kind", TOKENS)
def test_a_token_that_is_not_the_shops_is_not_believed(kind):
    world = memory_world(ManualClock())

    assert asyncio.run(world.log_in("a", forged(kind, world))) is NoLogin.NOT_BELIEVED
    assert asyncio.run(world.of("a")) is None


def test_the_same_by_hand_but_right_is_believed():
    """So that the tokens above are refused for what is wrong with them."""
    world = memory_world(ManualClock())

    assert isinstance(asyncio.run(world.log_in("a", by_hand(HS, world.claims()))), Identity)
    assert isinstance(asyncio.run(world.log_in("b", by_hand(HS | {"kid": "1"}, world.claims(jti="2")))), Identity)


@pytest.mark.parametrize("seconds", [-30, 0, 30])
def test_clocks_may_differ_a_little(seconds):
    world = memory_world(ManualClock())
    token = world.token(iat=now(world) + seconds, exp=now(world) + seconds + 600)

    assert isinstance(asyncio.run(world.log_in("a", token)), Identity)


def test_any_token_with_a_letter_changed_is_not_believed():
    """Wherever the letter is: some 250 of them."""
    world = memory_world(ManualClock())
    token = world.token()
    # The last letter has two bits that mean nothing: https://www.rfc-editor.org/rfc/rfc4648#section-3.5
    tampered = [
        f"{token[:place]}{'A' if token[place] != 'A' else 'B'}{token[place + 1 :]}" for place in range(len(token) - 1)
    ]
    believed = [each for each in tampered if isinstance(asyncio.run(world.log_in("a", each)), Identity)]

    assert believed == []


def test_a_shop_that_signs_nothing_believes_nothing():
    world = memory_world(ManualClock())
    logins = Logins(None, world.accounts, world.identities)

    assert asyncio.run(logins.log_in("a", world.token(), now=world.clock.now())) is NoLogin.NOT_BELIEVED


async def test_a_stolen_token_opens_no_second_conversation_however_many_are_tried(world):
    token = world.token()
    await world.log_in("mine", token)

    outcomes = [await world.log_in(f"thief-{each}", token) for each in range(20)]
    assert set(outcomes) == {NoLogin.NOT_BELIEVED}


async def test_of_many_who_tell_a_token_at_once_one_is_believed(world):
    token = world.token()
    outcomes = await asyncio.gather(*(world.log_in(f"c-{each}", token) for each in range(8)))

    assert sum(isinstance(outcome, Identity) for outcome in outcomes) == 1


async def test_of_two_who_log_in_to_one_conversation_at_once_one_has_it(world):
    outcomes = await asyncio.gather(world.log_in("a", world.token(ASHA)), world.log_in("a", world.token(RAVI)))

    assert sum(isinstance(outcome, Identity) for outcome in outcomes) == 1
    assert NoLogin.OTHER_ACCOUNT in outcomes


async def guess_all(world, conversation, guesses, right):
    """Wrong codes, until no more are taken; each by its own message."""
    outcomes = []
    for guess in guesses:
        if guess != right:
            outcomes.append(await world.check(conversation, guess))
    return outcomes


async def test_guessing_in_one_conversation_ends_after_fifteen(world):
    taken = 0
    for _ in range(5):
        if isinstance(await world.send("thief", ASHA.email), Limited):
            break
        outcomes = await guess_all(world, "thief", [f"{each:06}" for each in range(8)], right=None)
        taken += sum(isinstance(outcome, Wrong) and outcome.attempts_left > 0 for outcome in outcomes) + 1

    assert taken <= 15
    assert isinstance(await world.send("thief", ASHA.email), Limited)


async def test_guessing_in_ever_new_conversations_ends_after_twenty_five_a_day(world):
    live = 0
    for each in range(40):
        conversation = f"thief-{each}"
        if isinstance(await world.send(conversation, ASHA.email), Sent):
            outcomes = await guess_all(world, conversation, [f"{number:06}" for number in range(6)], right=None)
            live += sum(getattr(outcome, "attempts_left", 0) > 0 for outcome in outcomes) + 1

    assert live == 25


async def test_after_five_wrong_guesses_the_right_code_is_wrong(world):
    code = await world.code("a", ASHA)
    await guess_all(world, "a", [f"{each:06}" for each in range(6)], code)

    assert not isinstance(await world.check("a", code), Identity)
    assert await world.of("a") is None


async def test_a_code_of_another_conversation_is_wrong(world):
    """Who reads it over somebody's shoulder, or has it told on the phone, has it for the wrong chat."""
    theirs = await world.code("customer", ASHA)
    await world.send("thief", ASHA.email)
    await world.deliver()
    mine = world.inboxes.codes_of(ASHA.email)[-1]

    if theirs != mine:
        assert await world.check("thief", theirs) == Wrong(4)
    assert isinstance(await world.check("customer", theirs), Identity)


async def test_a_code_for_another_address_is_wrong(world):
    """Asked for with one's own address, and then for another's: the latest counts."""
    own = await world.code("thief", RAVI)
    await world.send("thief", ASHA.email)

    outcome = await world.check("thief", own)
    assert not isinstance(outcome, Identity) or outcome.account_id == RAVI.id


async def test_a_conversation_is_not_taken_over_by_a_code(world):
    await world.check("a", await world.code("a", ASHA))

    code = await world.code("a", RAVI)
    assert await world.check("a", code) == Wrong(0)
    assert (await world.of("a")).account_id == ASHA.id


async def test_of_many_who_say_the_right_code_at_once_one_is_granted_it(world):
    code = await world.code("a", ASHA)
    outcomes = await asyncio.gather(*(world.check("a", code) for _ in range(8)))

    assert sum(isinstance(outcome, Identity) for outcome in outcomes) == 1


async def test_guesses_made_at_once_are_counted_each(world):
    code = await world.code("a", ASHA)
    wrong = [f"{each:06}" for each in range(20) if f"{each:06}" != code]
    outcomes = await asyncio.gather(*(world.check("a", guess) for guess in wrong))

    assert sum(getattr(outcome, "attempts_left", 0) > 0 for outcome in outcomes) == 4
    assert not isinstance(await world.check("a", code), Identity)


async def test_codes_asked_for_at_once_are_counted_each(world):
    outcomes = await asyncio.gather(*(world.send(f"c-{each}", ASHA.email) for each in range(12)))

    assert sum(isinstance(outcome, Sent) for outcome in outcomes) == 5


async def test_the_same_message_at_once_sends_one_mail(world):
    await asyncio.gather(*(world.send("a", ASHA.email, message_id="m") for _ in range(6)))
    await world.deliver()

    assert len(world.inboxes.mails) == 1


@pytest.mark.parametrize(
    "said",
    [
        "",
        " ",
        "0",
        "00000",
        "0000000",
        "1e5",
        "-00001",
        "0x0001",
        "' OR 1=1 --",
        "%",
        "\x00",
        "\ud800",
        "९" * 7,
        "9" * 5000,
    ],
)
async def test_odd_codes_are_wrong_codes(world, said):
    await world.code("a", ASHA)

    assert await world.check("a", said) == Wrong(4)


@pytest.mark.parametrize(
    "email",
    [
        "asha@example.com, eve@evil.example",
        "asha@example.com\r\nBcc: eve@evil.example",
        "eve@evil.example\x00asha@example.com",
        "ASHA@EXAMPLE.COM@evil.example",
        "asha@example.com\u2028",
        "ａｓｈａ@example.com",  # wide letters, which are the same to our ears
        "asha@ex\u0430mple.com",  # a Cyrillic letter
        "\ud800@example.com",
        "a" * 5000 + "@example.com",
    ],
)
async def test_a_mail_goes_to_an_accounts_own_address_or_to_nobody(world, email):
    assert isinstance(await world.send("a", email), Sent)
    await world.deliver()

    assert {letter.recipient for letter in world.inboxes.mails} <= {ASHA.email}


async def test_a_shop_that_answers_with_the_wrong_account_sends_nobody_a_code(world):
    """A search that is not exact, or a backend that lies."""

    async def anybody(_contact):
        return [ASHA]

    world.accounts.having = anybody
    await world.send("a", "eve@evil.example")
    await world.deliver()

    assert world.inboxes.mails == []


class Work:
    """Counts what is done: statements to the database, look-ups in the shop, codes drawn, digests made."""

    def __init__(self, world, monkeypatch):
        self.done = Counter()
        self._world = world
        engine = world.database.engine.sync_engine
        event.listen(engine, "before_cursor_execute", self._statement)
        mint = world.codes._mint
        for name in ("draw", "mail", "_digest"):
            monkeypatch.setattr(mint, name, self._counted(name, getattr(mint, name)))

    def _statement(self, _connection, _cursor, statement, *_):
        self.done[statement] += 1

    def _counted(self, name, function):
        def count(*arguments):
            self.done[name] += 1
            return function(*arguments)

        return count

    async def of(self, coroutine):
        self.done.clear()
        before = Counter(self._world.accounts.calls)
        outcome = await coroutine
        return outcome, self.done + Counter(self._world.accounts.calls) - before


async def test_nothing_in_the_answer_or_the_work_tells_which_addresses_have_an_account(stored, monkeypatch):
    work = Work(stored, monkeypatch)

    results = [
        await work.of(stored.send(conversation, email))
        for conversation, email in [("a", ASHA.email), ("b", NOBODY), ("c", MEENA.email), ("d", "no address")]
    ]
    assert all(result == results[0] for result in results)
    assert results[0][1]["having"] == 1

    guesses = [await work.of(stored.check(conversation, "no code")) for conversation in "abcd"]
    assert all(guess == guesses[0] for guess in guesses)
    assert guesses[0][0] == Wrong(4)


async def test_an_unknown_address_has_the_same_limits(world):
    for email in (ASHA.email, NOBODY):
        outcomes = [await world.send(f"{email}{each}", email) for each in range(6)]
        assert [type(outcome) for outcome in outcomes] == [Sent] * 5 + [Limited]


async def test_no_right_code_exists_for_an_unknown_address(stored, monkeypatch):
    monkeypatch.setattr(stored.codes._mint, "draw", lambda: "123456")
    await stored.send("a", NOBODY)

    assert await stored.check("a", "123456") == Wrong(4)
    assert await stored.of("a") is None


async def test_the_database_holds_no_code_and_no_address(stored):
    code = await stored.code("a", ASHA)
    await stored.check("a", code)
    await stored.log_in("b", stored.token(RAVI))

    async with stored.database.read() as connection:
        tables = [table for name, table in metadata.tables.items() if name.startswith(("identity", "mail"))]
        content = "".join([str((await connection.execute(table.select())).all()) for table in tables])
    assert code not in content
    assert not any(word in content.lower() for word in ("asha@", "ravi@", "example.com", "t-c-2"))


async def test_the_log_tells_neither_who_nor_what(world):
    with logged() as lines:
        code = await world.code("conversation-1", ASHA)
        await world.send("conversation-1", NOBODY)
        await world.check("conversation-1", code)
        token = world.token(RAVI)
        await world.log_in("conversation-2", token)
        await world.log_in("conversation-3", token)

    assert {line["event"] for line in lines} == {"code.asked", "code.checked", "identity.login", "mail.sent"}
    said = str(lines)
    assert not any(word in said for word in (code, token, "example", "asha", "Asha", "c-1'", "c-2'"))
    known, unknown = (line for line in lines if line["event"] == "code.asked")
    assert known == unknown


async def test_a_days_bounds_are_over_after_a_day_and_not_before(world):
    for each in range(5):
        await world.send(f"c-{each}", ASHA.email)
    world.clock.forward(DAY - HOUR)
    assert isinstance(await world.send("late", ASHA.email), Limited)

    world.clock.forward(HOUR + MINUTE)
    assert isinstance(await world.send("later", ASHA.email), Sent)
