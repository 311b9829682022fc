"""The people at the desk, as a shop sets them."""

import pytest

from sahay.config import ConfigError
from sahay.config.document import read_sections

SHOP = 'shop: {name: S, url: "https://s.example", email: care@s.example, phone: "+91 79 4000 1234"}\n'


@pytest.fixture
def read(tmp_path):
    def read(text=""):
        file = tmp_path / "sahay.yml"
        file.write_text(SHOP + text)
        return read_sections(file)["desk"]

    return read


def test_out_of_the_box_agents_help_themselves_and_there_are_no_teams(read):
    desk = read()

    assert (desk.assignment, desk.teams, desk.reopen) == ("manual", {}, "bot")
    assert desk.priority_of_reasons["verification_exhausted"] == "high"


def test_a_shop_with_teams(read):
    desk = read("desk: {teams: {payments: {topics: [payment_issue, get_refund]}, others: {topics: []}}}")

    assert desk.teams == {"payments": ("payment_issue", "get_refund"), "others": ()}


@pytest.mark.parametrize(
    ("desk", "error"),
    [
        ("{assignment: by lot}", "assignment: must be manual or offer or automatic, not 'by lot'"),
        ("{offer_seconds: 1}", "offer_seconds: must be a whole number of 5 or more, not 1"),
        ("{away_minutes: 1}", "away_minutes: must be a whole number of 2 or more, not 1"),  # signs come each minute
        ("{away_minutes: 20}", "give_back_minutes: must not be less than away_minutes (20), but is 10"),
        ("{teams: {a: {topics: [x]}, b: {topics: [x]}}}", "teams: must give each topic to one team, but x has several"),
        ("{teams: {a: [x]}}", "teams: must be a team's topics, as {topics: [track_order]}, not ['x']"),
        ("{teams: {A b: {topics: []}}}", "teams: must be a short name of small letters, as payments, not 'A b'"),
        ("{priority_of_topics: {x: 1}}", "priority_of_topics: must be low or normal or high or urgent, not 1"),
        ("{resolve_reasons: solved}", "resolve_reasons: must be a list, not 'solved'"),
        ("{reopen: never}", "reopen: must be bot or agent, not 'never'"),
    ],
)
def test_a_mistake_is_named(read, desk, error):
    with pytest.raises(ConfigError) as raised:
        read(f"desk: {desk}")

    assert str(raised.value) == f"sahay.yml: desk.{error}"


def test_a_reason_that_there_is_not(read):
    with pytest.raises(ConfigError, match="priority_of_reasons: must be requested or not_understood"):
        read("desk: {priority_of_reasons: {boredom: high}}")
