"""One-time codes, as honest customers use them."""

from datetime import timedelta

import pytest

from sahay.shop.accounts import Account
from sahay.shop.identity import Identity, Limited, Method, Sent, Wrong
from tests.integration.shop.identity.world import ASHA, DAY, HOUR, MEENA, MINUTE, RAVI


async def test_the_code_from_the_mail_proves_the_account(world):
    code = await world.code("a", ASHA)

    granted = await world.check("a", code)
    assert (granted.account_id, granted.method) == (ASHA.id, Method.CODE)
    assert await world.of("a") == granted


@pytest.mark.parametrize("written", ["{}", " {} ", "{:.3} {:.0}", "{:.3}-{:.0}"])
async def test_however_the_address_is_written_the_mail_goes_to_the_accounts_own(world, written):
    address = " <ASHA@EXAMPLE.COM>. " if written == " {} " else "asha@Example.com"
    await world.send("a", address)
    await world.deliver()

    (letter,) = world.inboxes.mails
    assert letter.recipient == ASHA.email


@pytest.mark.parametrize(
    "say",
    [
        lambda code: code,
        lambda code: f" {code[:3]} {code[3:]} ",
        lambda code: f"{code[:3]}-{code[3:]}",
        lambda code: "".join(chr(0x0966 + int(digit)) for digit in code),  # Devanagari digits
        lambda code: "".join(chr(0x0AE6 + int(digit)) for digit in code),  # Gujarati digits
        lambda code: "".join(chr(0xFF10 + int(digit)) for digit in code),  # as wide as a Han character
    ],
)
async def test_a_code_may_be_written_in_several_ways(world, say):
    code = await world.code("a", ASHA)

    assert isinstance(await world.check("a", say(code)), Identity)


@pytest.mark.parametrize(
    ("language", "word"), [("en", "code"), ("hi", "कोड"), ("gu", "કોડ"), ("hi-Latn", "aapka"), ("gu-Latn", "tamaro")]
)
async def test_the_mail_is_in_the_language_of_the_conversation(world, language, word):
    await world.send("a", ASHA.email, language)
    await world.deliver()

    (letter,) = world.inboxes.mails
    assert word in letter.message.get_content()
    assert letter.message["Content-Language"] == language


async def test_a_code_is_good_for_ten_minutes(world):
    first = await world.code("a", ASHA)
    world.clock.forward(10 * MINUTE - 1)
    assert isinstance(await world.check("a", first), Identity)

    second = await world.code("b", ASHA)
    world.clock.forward(10 * MINUTE)
    assert await world.check("b", second) == Wrong(0)


async def test_it_works_once(world):
    code = await world.code("a", ASHA)
    await world.check("a", code)

    assert await world.check("a", code) == Wrong(0)


async def test_the_next_code_takes_the_place_of_the_one_before(world):
    first = await world.code("a", ASHA)
    second = await world.code("a", ASHA)

    if first != second:
        assert await world.check("a", first) == Wrong(4)
    assert isinstance(await world.check("a", second), Identity)


async def test_a_message_that_comes_again_sends_and_counts_nothing_more(world):
    first = await world.send("a", ASHA.email, message_id="m")
    world.clock.forward(MINUTE)
    again = await world.send("a", ASHA.email, message_id="m")
    await world.deliver()

    assert first == again == Sent(world.clock.now() - timedelta(minutes=1) + timedelta(minutes=10))
    (code,) = world.inboxes.codes_of(ASHA.email)

    wrong = "000000" if code != "000000" else "111111"
    assert [await world.check("a", wrong, message_id="n") for _ in range(3)] == [Wrong(4)] * 3
    right = [await world.check("a", code, message_id="o") for _ in range(3)]
    assert isinstance(right[0], Identity)
    assert right[0] == right[1] == right[2]


async def test_without_a_code_there_is_nothing_to_guess(world):
    assert await world.check("a", "123456") == Wrong(0)


@pytest.mark.parametrize(
    "email",
    [
        "nobody@example.com",  # no account
        MEENA.email,  # two of them
        "asha",  # no address
        ASHA.phone,  # a phone number, which the account has
        "",
    ],
)
async def test_where_no_one_account_has_the_address_the_answer_is_the_same_and_no_mail_goes(world, email):
    known = await world.send("a", ASHA.email)
    unknown = await world.send("b", email)
    await world.deliver()

    assert unknown == known
    assert [letter.recipient for letter in world.inboxes.mails] == [ASHA.email]


async def test_an_account_whose_address_takes_no_mail_is_like_none(world):
    world.accounts.accounts = [Account("c-9", "Asha", "आशा@example.com")]

    assert isinstance(await world.send("a", "आशा@example.com"), Sent)
    await world.deliver()
    assert world.inboxes.mails == []


async def test_a_code_that_waited_too_long_for_the_mail_server_is_not_sent(world):
    await world.send("a", ASHA.email)
    world.clock.forward(10 * MINUTE)
    await world.deliver()

    assert world.inboxes.mails == []


async def test_a_conversation_has_three_codes_an_hour(world):
    began = world.clock.now()
    for _ in range(3):
        assert isinstance(await world.send("a", ASHA.email), Sent)
        world.clock.forward(MINUTE)

    assert await world.send("a", RAVI.email) == Limited(began + timedelta(hours=1))
    world.clock.forward(HOUR - 3 * MINUTE)
    assert isinstance(await world.send("a", ASHA.email), Sent)


async def test_an_address_has_five_codes_a_day_in_all_conversations(world):
    began = world.clock.now()
    for conversation in "abcde":
        assert isinstance(await world.send(conversation, "ASHA@example.com"), Sent)

    assert await world.send("f", ASHA.email) == Limited(began + timedelta(days=1))
    assert isinstance(await world.send("f", RAVI.email), Sent)
    world.clock.forward(DAY)
    assert isinstance(await world.send("f", ASHA.email), Sent)


async def test_when_a_code_is_used_up_the_answer_says_whether_another_may_be_had(world):
    async def use_up(code):
        wrong = "000000" if code != "000000" else "111111"
        return [await world.check("a", wrong) for _ in range(5)]

    assert await use_up(await world.code("a", ASHA)) == [Wrong(4), Wrong(3), Wrong(2), Wrong(1), Wrong(0)]
    await use_up(await world.code("a", ASHA))
    assert (await use_up(await world.code("a", ASHA)))[-1] == Limited(world.clock.now() + timedelta(hours=1))


async def test_an_account_that_another_conversation_belongs_to_is_no_obstacle(world):
    await world.check("a", await world.code("a", ASHA))

    assert isinstance(await world.check("b", await world.code("b", ASHA)), Identity)
