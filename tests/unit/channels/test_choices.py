"""Choices where there are no buttons: as lines of a text, and answered with a number."""

import pytest

from sahay.channels.base import Choice
from sahay.channels.choices import chosen_number, is_number, numbered

# What is offered, how it is written, and which place each answer stands for.
NUMBERED: list[tuple[tuple[str, ...], str, dict[str, int | None]]] = [
    (("Yes", "No"), "1. Yes\n2. No", {"1": 0, " 2. ": 1, "2)": 1, "२": 1, "૧": 0, "3": None, "0": None, "yes": None}),
    # Numbers that mean something are what everybody answers, and the only ones to be seen.
    (("5 – Very good", "4 – Good", "1 – Poor"), "5 – Very good\n4 – Good\n1 – Poor", {"5": 0, "1": 2, "2": None}),
    (("5 – बहुत अच्छी", "4 – अच्छी"), "5 – बहुत अच्छी\n4 – अच्छी", {"५": 0, "4": 1, "1": None}),
    # Not unless each has its own.
    (("5 – Very good", "Another time"), "1. 5 – Very good\n2. Another time", {"1": 0, "2": 1, "5": None}),
    (("2 - red", "2 - blue"), "1. 2 - red\n2. 2 - blue", {"1": 0, "2": 1}),
    (("10234 – on its way", "10235 – delivered"), "1. 10234 – on its way\n2. 10235 – delivered", {"1": 0, "2": 1}),
]


@pytest.mark.parametrize(("titles", "text", "answers"), NUMBERED)
def test_choices_are_answered_with_the_number_that_is_seen(
    titles: tuple[str, ...], text: str, answers: dict[str, int | None]
) -> None:
    choices = [Choice(f"c:1:{place}", title) for place, title in enumerate(titles)]

    assert numbered(choices) == text
    assert {answer: chosen_number(answer, choices) for answer in answers} == answers


def test_what_may_be_a_number() -> None:
    assert [text for text in ("1", "12.", "५", "123", "one", "1 lamp", "") if is_number(text)] == ["1", "12.", "५"]
