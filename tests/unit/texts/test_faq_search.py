"""The demo's knowledge base is found by questions that are not its own."""

import pytest

from bench.faq_search import FAQ, LANGUAGES, measure, questions
from sahay.language.canonical import canonical
from sahay.language.tag import TAGS
from sahay.shop.faq.files import read_directory

ENTRIES = read_directory(FAQ, LANGUAGES)
ASKED = questions()


def test_there_are_enough_questions_and_none_is_a_wording_of_an_entry():
    wordings = {canonical(each) for entry in ENTRIES for tag in TAGS for each in entry.questions[tag]}
    assert len(ASKED) >= 160
    assert [question for _, question in ASKED if canonical(question) in wordings] == []
    assert {key for key, _ in ASKED} <= {entry.key for entry in ENTRIES}


@pytest.mark.parametrize(("figure", "least"), [("first", 0.90), ("among_three", 0.97)])
def test_the_right_entry_is_found(figure, least):
    assert measure(ENTRIES, ASKED)[figure] >= least


def test_a_wrong_answer_is_rare():
    assert measure(ENTRIES, ASKED)["answered_wrongly"] <= 0.03
