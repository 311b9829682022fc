"""A kill at each moment of each kind of change, in each run of the tests; `python -m tests.crash.writes` is the long
and random one."""

import pytest

from sahay.shop.operations import Kind
from tests.crash.writes.history import Template, play
from tests.crash.writes.killing import SETTLING, TURN

# Who tells the customer in the end: the bot, asked again, or the settler, because the bot is away.
RECOVERIES = {"the bot": True, "the settler": False}


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
    lives = [(moment, True), (None, not away), (None, True)]

    assert play(template(kind), file, lives) == []


@pytest.mark.parametrize("moment", SETTLING)
@pytest.mark.parametrize("kind", Kind)
def test_killed_while_it_is_settled(template, tmp_path, kind, moment):
    file = template(kind).copy(tmp_path / "shop.db")

    assert play(template(kind), file, [("shop.after", True), (moment, False), (None, True), (None, True)]) == []
