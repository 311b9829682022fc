"""The nearest entry, in any of five language-scripts, and how near it is."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sahay.language.attention import CHARACTERS
from sahay.shop.faq.search import Index, Match, Searchable

ENTRIES = {
    "delivery_time": [
        "How long does delivery take?",
        "डिलीवरी में कितने दिन लगते हैं?",
        "ડિલિવરીમાં કેટલા દિવસ લાગે?",
    ],
    "refund": ["When will I get my refund?", "रिफंड कब मिलेगा?", "રિફંડ ક્યારે મળશે?"],
    "cash": ["Can I pay cash on delivery?", "क्या कैश ऑन डिलीवरी है?", "કેશ ઓન ડિલિવરી છે?"],
    "hours": ["When is the shop open?", "दुकान कब खुलती है?", "દુકાન ક્યારે ખુલે છે?"],
    "warranty": ["Is there a warranty?", "क्या वारंटी है?", "વોરંટી છે?"],
}
NEAR = 0.2  # below it an entry has at most small words in common with the query


def index_of(entries):
    return Index(Searchable(entry, tuple(texts)) for entry, texts in entries)


INDEX = index_of(ENTRIES.items())


@pytest.mark.parametrize(
    ("query", "entry"),
    [
        ("how long will the delivery take", "delivery_time"),
        ("delivery me kitne din lagenge", "delivery_time"),  # Hindi in Latin letters; no entry is written so
        ("delivery ma ketla divas", "delivery_time"),  # Gujarati in Latin letters
        ("refund kab milega", "refund"),
        ("refund kyare malse", "refund"),
        ("रिफंड कब आएगा", "refund"),
        ("refnd", "refund"),  # misspelt
        ("cash on delivry", "cash"),
        ("dukan kab khulegi", "hours"),
        ("દુકાન ક્યારે ખુલશે", "hours"),
        ("warenty", "warranty"),
        ("વૉરંટી", "warranty"),
    ],
)
def test_the_nearest_entry(query, entry):
    best = INDEX.search(query)[0]
    assert (best.id, best.score >= NEAR) == (entry, True)


@pytest.mark.parametrize(
    "query",
    [
        "what is the capital of france",
        "mausam kaisa hai",
        "મને વાર્તા કહો",
        "tell me a joke please",
        "is it going to rain",
        "?",
        "",
        "🙂",
    ],
)
def test_what_is_no_question_of_ours_stays_below(query):
    assert all(match.score < NEAR for match in INDEX.search(query))


@pytest.mark.parametrize(("entry", "text"), [(entry, text) for entry, texts in ENTRIES.items() for text in texts])
def test_the_text_of_an_entry_finds_it_with_full_score(entry, text):
    assert INDEX.search(text)[0] == Match(entry, pytest.approx(1.0))


def test_the_best_comes_first_and_no_more_than_asked_for():
    matches = INDEX.search("delivery", limit=2)
    assert [match.id for match in matches] == ["delivery_time", "cash"]
    assert matches[0].score >= matches[1].score


@pytest.mark.parametrize(
    "query",
    ["is it gift-wrapped", "उपहार", "golden ribbon"],  # worded so, tagged so, answered so
)
def test_an_entry_is_found_by_its_wordings_its_tags_and_its_answers(query):
    gift = Searchable("gift", ("Do you gift-wrap?",), ("present", "उपहार"), ("Yes, with a golden ribbon.",))
    index = Index([gift, *(Searchable(entry, tuple(texts)) for entry, texts in ENTRIES.items())])
    assert index.search(query)[0].id == "gift"


def test_an_answer_counts_less_than_a_wording():
    index = Index(
        [
            Searchable("answered", ("Do you wrap gifts?",), (), ("Yes, with a ribbon.",)),
            Searchable("worded", ("Is a ribbon extra?",), (), ("No.",)),
        ]
    )
    assert [match.id for match in index.search("ribbon")] == ["worded", "answered"]


@pytest.mark.parametrize("same", ["WARRANTY there is a?", "is there a waranty", "kyaa vaarantee hai"])
def test_the_same_words_score_fully_however_they_are_spelt_and_in_whatever_order(same):
    assert INDEX.search(same)[0] == Match("warranty", 1.0)


def test_other_words_never_score_fully():
    assert all(match.score < 1 for match in INDEX.search("warranty"))


def test_only_the_beginning_of_a_long_message_is_searched():
    beginning = "is there a warranty " * (CHARACTERS // 20)
    assert INDEX.search(beginning + " refund" * 100) == INDEX.search(beginning)


def test_an_empty_collection_finds_nothing():
    assert index_of([]).search("anything") == []


@given(st.text())
def test_any_query_has_scores_between_0_and_1_in_order(query):
    scores = [match.score for match in INDEX.search(query, limit=10)]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)


@settings(deadline=None)  # each builds an index, which takes long on a busy machine
@given(st.lists(st.tuples(st.text(max_size=3), st.lists(st.text(max_size=20), max_size=3)), max_size=5), st.text())
def test_any_collection_can_be_searched(entries, query):
    known = {entry for entry, _ in entries}
    assert {match.id for match in index_of(dict(entries).items()).search(query)} <= known
