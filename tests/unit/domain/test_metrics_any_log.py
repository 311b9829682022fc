"""Whatever happens in a conversation, its figures add up."""

from datetime import timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from sahay.domain.conversation import MOVES, Action, Owner
from sahay.domain.metrics.episode import End, Episode
from sahay.domain.metrics.episodes import QUIET, episodes
from sahay.domain.metrics.figures import Figures
from tests.unit.domain.test_metrics_episodes import STANDARDS, TEN, history

WHO = ("asha", "ravi")
NOW = 12_000
BY_AGENTS = {Action.CLAIM, Action.ASSIGN, Action.TRANSFER, Action.RESOLVE, Action.RETURN_TO_BOT, Action.SNOOZE}
# What may be said to whom; agents write in what is theirs.
SAID = {
    Owner.BOT: ["bot track_order", "asks get_refund", "sorry"],
    Owner.AGENT: ["customer", "agent asha"],
    Owner.SNOOZED: ["customer", "agent asha"],
}


@st.composite
def stories(draw: st.DrawFn) -> str:
    """Lines and moves that are possible one after the other, seconds or days apart."""
    owner, minute, story = Owner.BOT, 0, []
    for _ in range(draw(st.integers(0, 25))):
        minute += draw(st.sampled_from((1, 7, 60, 1439, 1440, 3000)))
        if minute >= NOW:
            break
        possible = [action for action, moves in MOVES.items() if owner in moves]
        what = draw(st.sampled_from([*SAID.get(owner, ["customer"]), *possible]))
        if isinstance(what, Action):
            owner = MOVES[what][owner]
            story.append(f"{minute} {what} {draw(st.sampled_from(WHO))}" if what in BY_AGENTS else f"{minute} {what}")
        else:
            story.append(f"{minute} {what}")
    return " | ".join(story)


def read(story: str) -> list[Episode]:
    return episodes(history(story), STANDARDS, TEN + timedelta(minutes=NOW))


def minutes_of(story: str, owner: Owner) -> float:
    """How long the conversation was somebody's, by its moves alone."""
    moves = history(story).moves
    ends = [*[move.at for move in moves[1:]], TEN + timedelta(minutes=NOW)][: len(moves)]
    spans = [end - move.at for move, end in zip(moves, ends, strict=True) if move.after is owner]
    return sum(spans, timedelta()) / timedelta(minutes=1)


@settings(max_examples=150, deadline=None)
@given(stories())
def test_the_figures_of_any_conversation_add_up(story: str) -> None:
    found = read(story)
    counted = Figures.of(found)
    assert counted.running + counted.contained + counted.abandoned + counted.human == counted.episodes == len(found)
    handoffs = [move for move in history(story).moves if move.action in (Action.HAND_OFF, Action.CALL_BACK)]
    assert counted.handoffs == len(handoffs)
    # Every minute with an agent is handled by somebody, and none twice.
    handled = sum(handling.seconds for episode in found for handling in episode.handled)
    assert handled == minutes_of(story, Owner.AGENT) * 60
    # Whoever is in the queue waits.
    waited = sum(episode.waited or 0 for episode in found)
    assert waited >= minutes_of(story, Owner.QUEUED) * 60


@settings(max_examples=150, deadline=None)
@given(stories())
def test_an_episode_follows_another_after_quiet(story: str) -> None:
    found = read(story)
    for before, after in pairwise(found):
        assert after.began_at - before.began_at >= QUIET
        assert before.end is not End.RUNNING
    for episode in found:
        assert episode.response is None or episode.reasons
        assert episode.resolution is None or episode.resolves
        assert episode.reopened <= len(episode.resolves)
        assert (episode.end is End.HUMAN) == bool(episode.handled)
