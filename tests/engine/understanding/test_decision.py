"""Answer, ask or fall back: what is decided, and how the borders are learned."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.decision import CANDIDATES, REJECTED, Judgement, candidates

# The score is the confidence; answered from .75, asked from .4.
JUDGEMENT = Judgement(slope=1.0, offset=0.0, answer_at=0.75, ask_at=0.4)
NEVER_ASKED = {"greet", "goodbye", "thank_you", "affirm", "deny", "inform", "frustration", REJECTED}
NAMES = ["track_order", "get_refund", "cancel_order", "complaint", *sorted(NEVER_ASKED)]


@st.composite
def rankings(draw):
    names = draw(st.permutations(NAMES))
    scores = draw(st.lists(st.floats(0, 1), min_size=len(names), max_size=len(names)))
    return list(zip(names, sorted(scores, reverse=True), strict=True))


judgements = st.builds(
    lambda slope, offset, borders: Judgement(slope, offset, max(borders), min(borders)),
    st.floats(0, 10),
    st.floats(-5, 5),
    st.tuples(st.floats(0, 1), st.floats(0, 1)),
)


@pytest.mark.parametrize(
    ("ranking", "kind", "names"),
    [
        ([("track_order", 0.9), ("get_refund", 0.5)], "answer", ["track_order", "get_refund"]),
        ([("track_order", 0.6), ("get_refund", 0.4)], "ask", ["track_order", "get_refund"]),
        ([("track_order", 0.3), ("get_refund", 0.2)], "fall_back", ["track_order", "get_refund"]),
        # Nobody is asked about what is far less likely than the likeliest.
        ([("track_order", 0.6), ("get_refund", 0.2)], "ask", ["track_order"]),
        # Confident, and another one as much: the first must lead by a tenth of its score.
        ([("track_order", 0.9), ("get_refund", 0.82)], "ask", ["track_order", "get_refund"]),
        ([("track_order", 0.9), ("get_refund", 0.8)], "answer", ["track_order", "get_refund"]),
        # Courtesies are said together: none of them must lead the others.
        ([("thank_you", 0.9), ("goodbye", 0.89), ("get_refund", 0.4)], "answer", ["thank_you", "get_refund"]),
        ([("thank_you", 0.9), ("goodbye", 0.89), ("get_refund", 0.88)], "ask", ["get_refund"]),
        ([("thank_you", 0.9), ("get_refund", 0.89)], "ask", ["get_refund"]),
        ([("affirm", 0.9), ("get_refund", 0.1)], "answer", ["affirm"]),
        # What is no business of the shop is never answered nor asked, however sure.
        ([(REJECTED, 0.99), ("get_refund", 0.5)], "fall_back", ["get_refund"]),
        ([(REJECTED, 0.6), ("get_refund", 0.55)], "fall_back", ["get_refund"]),
        ([("get_refund", 0.6), (REJECTED, 0.5)], "ask", ["get_refund"]),
        # Nobody is asked whether that was a number; and where nothing else is near, there is nothing to ask.
        ([("inform", 0.6), ("get_refund", 0.3)], "ask", ["get_refund"]),
        ([("inform", 0.6), ("get_refund", 0.1)], "fall_back", []),
        # An apology is called for sooner than an answer.
        ([("frustration", 0.5), ("get_refund", 0.4)], "answer", ["frustration", "get_refund"]),
        ([("frustration", 0.45), ("get_refund", 0.4)], "ask", ["get_refund"]),
        (
            [("a", 0.6), ("b", 0.5), ("c", 0.4), ("d", 0.3)],
            "ask",
            ["a", "b", "c"],  # as many as there are buttons
        ),
        ([("a", 0.9)], "answer", ["a"]),  # nothing to lead
        ([("a", 0.0), ("b", 0.0)], "fall_back", ["a", "b"]),
    ],
)
def test_what_is_decided(ranking, kind, names):
    decision = JUDGEMENT.decide(ranking)
    assert (decision.kind, decision.candidates, decision.also) == (kind, names, [])


@given(judgements, rankings())
def test_every_decision_can_be_acted_on(judgement, ranking):
    decision = judgement.decide(ranking)
    assert len(decision.candidates) == len(set(decision.candidates)) <= CANDIDATES
    assert REJECTED not in decision.candidates
    assert decision.candidates or decision.kind == "fall_back"
    assert not NEVER_ASKED & set(decision.candidates[decision.kind == "answer" :])
    if decision.kind == "answer":
        assert decision.candidates[0] == ranking[0][0]


@given(judgements, rankings())
def test_confidences_are_sorted_and_leave_no_more_than_there_is(judgement, ranking):
    confidences = judgement.confidences(ranking)
    values = [confidence for _, confidence in confidences]
    assert [name for name, _ in confidences] == [name for name, _ in ranking]
    assert values == sorted(values, reverse=True)
    assert all(0 <= value <= 1 for value in values)
    assert sum(values) <= 1 + 1e-9


@given(judgements, st.floats(0, 1), st.floats(0, 1))
def test_a_better_score_is_no_less_confidence(judgement, one, other):
    assert judgement.confidence(min(one, other)) <= judgement.confidence(max(one, other))


@given(rankings())
def test_candidates_are_wishes_likeliest_first(ranking):
    found = candidates(ranking)
    assert len(found) <= CANDIDATES
    assert found == [name for name, _ in ranking if name in found]
    assert not NEVER_ASKED & set(found)


def test_a_judgement_comes_back_from_what_is_saved():
    assert Judgement(**JUDGEMENT.as_dict()) == JUDGEMENT


# A trial in which a score is the chance to be right, and the second candidate is right in most cases where the first
# is not.
def _trial(times=4000):
    chance = random.Random(5)  # noqa: S311 - no secret
    for _ in range(times):
        score = chance.random()
        wrong = "get_refund" if chance.random() < 0.7 else "complaint"
        ranking = [("track_order", score), ("get_refund", score / 2), (REJECTED, score / 3)]
        yield ranking, "track_order" if chance.random() < score else wrong


TRIAL = list(_trial())


@pytest.mark.parametrize("wrong_at_most", [0.02, 0.1, 0.2])
def test_no_more_answers_are_wrong_than_is_put_up_with(wrong_at_most):
    judgement = Judgement.learn(TRIAL, wrong_at_most)
    answered = [ranking[0][0] == intent for ranking, intent in TRIAL if judgement.decide(ranking).kind == "answer"]
    assert answered
    assert answered.count(False) / len(answered) <= wrong_at_most


def test_the_more_is_put_up_with_the_more_is_answered():
    strict, lax = Judgement.learn(TRIAL, 0.05), Judgement.learn(TRIAL, 0.2)
    assert lax.answer_at < strict.answer_at


@pytest.mark.parametrize("score", [0.2, 0.5, 0.8])
def test_a_confidence_is_the_share_that_turned_out_right(score):
    assert Judgement.learn(TRIAL, 0.1).confidence(score) == pytest.approx(score, abs=0.05)


def test_where_asking_helps_often_enough_it_is_asked():
    """First or second is right in most messages from a score of 0, so asking always helps."""
    judgement = Judgement.learn(TRIAL, 0.1)
    assert judgement.ask_at < 0.1
    assert judgement.decide([("track_order", 0.4), ("get_refund", 0.2)]).kind == "ask"


def test_a_lucky_message_far_below_does_not_set_the_border():
    """Where the score is less than .4 the right intent is never offered, but for the one message that scores lowest."""
    trial = [
        (ranking, intent if ranking[0][1] > 0.4 else "complaint") for ranking, intent in TRIAL if ranking[0][1] > 0.3
    ]
    lucky = ([("track_order", 0.001), ("get_refund", 0.0)], "track_order")
    judgement = Judgement.learn([*trial, lucky], 0.1)
    assert judgement.decide([("track_order", 0.35), ("get_refund", 0.0)]).kind == "fall_back"
    assert judgement.decide([("track_order", 0.6), ("get_refund", 0.0)]).kind == "ask"


@pytest.mark.parametrize("right", ["track_order", "complaint"])
def test_a_trial_of_one_outcome_teaches_nothing(right):
    judgement = Judgement.learn([([("track_order", 0.7), ("get_refund", 0.1)], right)] * 5, 0.1)
    assert judgement.confidence(0.7) == pytest.approx(0.7)
    assert 0 <= judgement.ask_at <= judgement.answer_at <= 1


def test_what_is_rejected_is_no_answer_that_could_be_wrong():
    """However many of the rejected messages were meant for the shop, the border of the answers stays."""
    rejected = [([(REJECTED, 0.9), ("track_order", 0.1)], "track_order")] * 100
    right = [([("track_order", 0.9), ("get_refund", 0.1)], "track_order")] * 100
    assert Judgement.learn([*right, *rejected], 0.1).decide(right[0][0]).kind == "answer"
