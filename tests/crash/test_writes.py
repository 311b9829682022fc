"""A kill at each moment of each kind of change, in each run of the tests; `python -m tests.crash.writes` is the long
and random one."""

from secrets import token_hex

import pytest

from sahay.shop.operations import Kind, running
from sahay.shop.operations.ledger import State
from sahay.shop.operations.running import Changes
from tests.crash.writes.history import LATER, Death, RemoteTemplate, Template, judge, play
from tests.crash.writes.killing import SETTLING, TURN, FatefulLedger
from tests.integration.shop.contract import small_shop as small


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    """Made when it is asked for, once for each kind."""
    made: dict[Kind, Template] = {}

    def of(kind: Kind) -> Template:
        if kind not in made:
            made[kind] = Template(tmp_path_factory.mktemp("shop"), kind)
        return made[kind]

    return of


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_of_change_leaves_its_mark(template, kind):
    assert template(kind).standard.before != template(kind).standard.after


@pytest.mark.parametrize("moment", TURN)
@pytest.mark.parametrize("kind", Kind)
def test_killed_on_the_way_to_the_reply(template, tmp_path, kind, moment):
    """Every second moment is followed by a bot that answers, the others by one that is away: both for each moment."""
    away = (list(Kind).index(kind) + TURN.index(moment)) % 2 == 1
    file = template(kind).copy(tmp_path / "shop.db")
    lives = [Death(moment), Death(bot_answers=not away), Death()]

    assert play(template(kind), file, lives) == []


@pytest.mark.parametrize("moment", SETTLING)
@pytest.mark.parametrize("kind", Kind)
def test_killed_while_it_is_settled(template, tmp_path, kind, moment):
    file = template(kind).copy(tmp_path / "shop.db")

    lives = [Death("shop.after"), Death(moment, bot_answers=False), Death(), Death()]

    assert play(template(kind), file, lives) == []


# Those that would be there twice, if they were made twice.
COUNTABLE = [Kind.REQUEST_REFUND, Kind.SEND_INVOICE, Kind.ADD_REVIEW, Kind.OPEN_TICKET]


@pytest.mark.parametrize("kind", COUNTABLE)
def test_several_processes_at_once(template, tmp_path, kind):
    """Each believes that the message is its own to answer, as after a lease that ran out. Then the reply of one may be
    kept although another was answered later, and what it told is told once more."""
    file = template(kind).copy(tmp_path / "shop.db")

    assert template(kind).live_together(file, small.NOW, 3) == [0, 0, 0]
    assert template(kind).live(file, small.NOW + LATER, Death()) == 0
    assert judge(template(kind), file, repeats=True) == []


# What the shop behind HTTP makes: mails and tickets are Sahay's own.
REMOTE = [kind for kind in Kind if kind not in (Kind.SEND_INVOICE, Kind.OPEN_TICKET)]


@pytest.fixture(scope="module")
def remote_template(tmp_path_factory):
    made: dict[Kind, RemoteTemplate] = {}

    def of(kind: Kind) -> RemoteTemplate:
        if kind not in made:
            made[kind] = RemoteTemplate(tmp_path_factory.mktemp("remote"), kind)
        return made[kind]

    return of


DEATHS = [
    Death("shop.before"),
    Death("shop.after"),
    Death("shop.inside", of_shop=True),
    Death("shop.after", of_shop=True),  # it has committed, and answers nobody
]
# Each kind with two of them; the random run has them all.
PAIRS = [(kind, death) for i, kind in enumerate(REMOTE) for j, death in enumerate(DEATHS) if (i + j) % 2]


@pytest.mark.parametrize(("kind", "death"), PAIRS, ids=lambda value: value.moment if isinstance(value, Death) else None)
def test_killed_while_a_shop_over_http_is_asked(remote_template, tmp_path, kind, death):
    """The one who asks, or the shop itself."""
    made = remote_template(kind)
    file = made.copy(tmp_path / "shop.db")

    assert play(made, file, [death, Death(bot_answers=False)]) == []


# Three ways to be wrong, to prove that they are seen. A life inherits what is broken here.


async def nothing(*_, **__):
    """Forgets that a reply has told."""


class AnotherKey(running.Order):
    """Asks the shop with a new key each time."""

    @property
    def once(self):
        return {"key": token_hex(), "now": self.now}


async def guess(changes, entry):
    """Says that it is done without asking the shop."""
    return await changes._ledger.end(entry.id, State.DONE, {}, entry.started_at)


BROKEN = {
    "told twice": (
        (FatefulLedger, "told", nothing),
        "reply.after",
        "the customer was told ['told: done', 'told",
    ),
    "done twice": ((running, "Order", AnotherKey), "shop.after", "the shop's records say otherwise"),
    "told without knowing": ((Changes, "settle", guess), "shop.before", "the shop's records say otherwise"),
}


@pytest.mark.parametrize(("broken", "moment", "seen"), BROKEN.values(), ids=BROKEN.keys())
def test_what_is_wrong_is_seen(template, tmp_path, monkeypatch, broken, moment, seen):
    made = template(Kind.ADD_REVIEW)
    file = made.copy(tmp_path / "shop.db")
    monkeypatch.setattr(*broken)

    assert seen in " ".join(play(made, file, [Death(moment), Death(bot_answers=moment == "shop.after"), Death()]))
