"""The files of the knowledge base, and what is said when one has a mistake."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import yaml

from sahay.language.tag import with_tags
from sahay.shop.faq import Entry, FaqError
from sahay.shop.faq.files import read_directory

LANGUAGES = ("en", "hi", "gu")
REAL = Path(__file__).parents[4] / "data" / "faq"


def raw(key="returns", **changes):
    """An entry as it stands in a file; a change to None leaves the field out."""
    entry = {
        "key": key,
        "topic": "returns",
        "questions": {language: [f"{key} {language}?"] for language in (*LANGUAGES, "hi-Latn")},
        "answer": dict.fromkeys(LANGUAGES, "Within 10 days."),
    }
    return {field: value for field, value in (entry | changes).items() if value is not None}


def without(mapping, key):
    return {other: value for other, value in mapping.items() if other != key}


def write(directory, **files):
    for name, content in files.items():
        text = content if isinstance(content, str) else yaml.safe_dump(content, allow_unicode=True)
        (directory / f"{name}.yml").write_text(text, encoding="utf-8")
    return directory


def test_entries_are_read_from_all_files(tmp_path):
    write(tmp_path, b=[raw("one")], a=[raw("two"), raw("three", topic="  payments ")])
    entries = read_directory(tmp_path, LANGUAGES)
    assert [(entry.key, entry.topic) for entry in entries] == [
        ("two", "returns"),
        ("three", "payments"),
        ("one", "returns"),
    ]
    assert entries[2] == Entry(
        "one",
        "returns",
        {language: (f"one {language}?",) for language in ("en", "hi", "gu", "hi-Latn")},
        {"en": "Within 10 days.", "hi": "Within 10 days.", "gu": "Within 10 days."},
    )


def test_a_shop_needs_only_the_languages_that_it_offers(tmp_path):
    write(tmp_path, faq=[raw(questions={"en": ["Returns?"]}, answer={"en": "Yes."})])
    assert [entry.answers for entry in read_directory(tmp_path, ["en"])] == [{"en": "Yes."}]


def test_an_entry_may_have_tags_and_dates(tmp_path):
    days = {"valid_from": date(2026, 11, 1), "valid_until": date(2026, 11, 30)}
    write(tmp_path, faq=[raw("one", tags=["policy", " दिन "], **days), raw("two")])
    one, two = read_directory(tmp_path, LANGUAGES)
    assert (one.tags, one.valid_from, one.valid_until) == (("policy", "दिन"), *days.values())
    assert (two.tags, two.valid_from, two.valid_until) == ((), None, None)


QUESTIONS, ANSWER = raw()["questions"], raw()["answer"]

MISTAKES = [
    # the entry, and what is said of it
    (raw(topic=None), "returns: topic: is missing"),
    (raw(topic=" "), "returns: topic: is empty"),
    (raw(topic=True), "returns: topic: must be text (in quotes, if it looks like something else), not True"),
    (raw(topic="t" * 81), "returns: topic: must have 80 characters or fewer, not 81"),
    (raw(questions=None), "returns: questions: is missing"),
    (raw(questions=["How?"]), "returns: questions: must have the keys en, hi, gu, hi-Latn, gu-Latn"),
    (raw(questions=without(QUESTIONS, "gu")), "returns: questions.gu: is missing"),
    (raw(questions=QUESTIONS | {"hi": []}), "returns: questions.hi: must be a list of one question or more"),
    (raw(questions=QUESTIONS | {"hi": "How?"}), "returns: questions.hi: must be a list of one question or more"),
    (raw(questions=QUESTIONS | {"en": ["How?", " "]}), "returns: questions.en: is empty"),
    (raw(questions=QUESTIONS | {"en": ["How?", "HOW?"]}), "returns: questions.en: has the same question twice"),
    (raw(questions=QUESTIONS | {"en": ["q" * 501]}), "returns: questions.en: must have 500 characters or fewer"),
    (raw(questions=QUESTIONS | {"fr": ["Ou?"]}), "returns: questions.fr: is not known; known are en, hi, gu"),
    (raw(answer=None), "returns: answer: is missing"),
    (raw(answer="Yes."), "returns: answer: must have the keys en, hi, gu"),
    (raw(answer=without(ANSWER, "hi")), "returns: answer.hi: is missing"),
    (raw(answer=ANSWER | {"hi": None}), "returns: answer.hi: is missing"),
    (raw(answer=ANSWER | {"en": 10}), "returns: answer.en: must be text"),
    (raw(answer=ANSWER | {"fr": "Oui."}), "returns: answer.fr: is not known; known are en, hi, gu, hi-Latn, gu-Latn"),
    (raw(intent=True), "returns: intent: must be text (in quotes, if it looks like something else), not True"),
    (raw(intent="/return"), "returns: intent: must be small letters and _, not '/return'"),
    (raw(intent="i" * 81), "returns: intent: must have 80 characters or fewer, not 81"),
    (raw(tags="policy"), "returns: tags: must be a list of words"),
    (raw(tags=["policy", 10]), "returns: tags: must be text (in quotes, if it looks like something else), not 10"),
    (raw(tags=["t" * 41]), "returns: tags: must have 40 characters or fewer, not 41"),
    (raw(valid_from="1 November"), "returns: valid_from: must be a date such as 2026-11-01, not '1 November'"),
    (
        raw(valid_until=datetime(2026, 11, 1, 12, tzinfo=UTC)),
        "returns: valid_until: must be a date such as 2026-11-01, not date",
    ),
    (
        raw(valid_from=date(2026, 11, 2), valid_until=date(2026, 11, 1)),
        "returns: valid_until: must not be before valid_from",
    ),
    (raw(anwser=ANSWER), "entry 1: entry.anwser: is not known; known are key, topic, intent, tags"),
    (raw(key=None), "entry 1: key: is missing"),
    (raw(key="Returns!"), "entry 1: key: must be small letters, digits and _, not 'Returns!'"),
    (raw(key="k" * 81), "entry 1: key: must have 80 characters or fewer, not 81"),
    ("returns", "entry 1: entry: must have the keys key, topic, intent, tags"),
]


@pytest.mark.parametrize(("entry", "said"), MISTAKES, ids=[said for _, said in MISTAKES])
def test_a_mistake_names_its_file_entry_and_field(tmp_path, entry, said):
    write(tmp_path, returns=[entry])
    with pytest.raises(FaqError) as error:
        read_directory(tmp_path, LANGUAGES)
    assert str(error.value).startswith(f"returns.yml: {said}")
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- key: a\n  topic: [b\n", "faq.yml, line 3: not valid YAML"),
        ("- key: a\n\ttopic: b\n", "faq.yml, line 2: not valid YAML"),
        ("key: a\n", "faq.yml: must be a list of entries"),
        ("", "faq.yml: must be a list of entries"),
        ("- \x00\n", "faq.yml: not valid YAML"),
    ],
)
def test_a_file_that_is_no_list_of_entries_is_named(tmp_path, text, said):
    with pytest.raises(FaqError) as error:
        read_directory(write(tmp_path, faq=text), LANGUAGES)
    assert str(error.value).startswith(said)


def test_a_file_that_is_not_text_is_named(tmp_path):
    (tmp_path / "faq.yml").write_bytes(b"- key: \xff\xfe")
    with pytest.raises(FaqError, match=r"faq\.yml: not valid YAML"):
        read_directory(tmp_path, LANGUAGES)


def test_a_directory_without_files_is_named(tmp_path):
    with pytest.raises(FaqError, match=r"has no \*\.yml files"):
        read_directory(tmp_path, LANGUAGES)


def test_a_key_belongs_to_one_entry(tmp_path):
    write(tmp_path, a=[raw("returns")], b=[raw("returns")])
    with pytest.raises(FaqError, match=r"b\.yml: returns: key: is taken already, in a\.yml"):
        read_directory(tmp_path, LANGUAGES)


def test_an_intent_is_answered_by_one_entry(tmp_path):
    write(tmp_path, a=[raw("returns", intent="get_refund")], b=[raw("money", intent="get_refund")])
    with pytest.raises(FaqError, match=r"b\.yml: money: intent: get_refund is answered by returns already"):
        read_directory(tmp_path, LANGUAGES)


def test_an_answer_may_be_in_latin_letters_too(tmp_path):
    write(tmp_path, faq=[raw(intent="return_product", answer=ANSWER | {"hi-Latn": "10 din mein."})])
    (entry,) = read_directory(tmp_path, LANGUAGES)
    assert (entry.answers["hi-Latn"], entry.intent) == ("10 din mein.", "return_product")


def test_answers_in_a_language_that_is_not_offered_are_ignored(tmp_path):
    write(tmp_path, faq=[raw(answer={"en": "Yes.", "hi": "Haan.", "gu": None, "gu-Latn": "Ha."})])
    (entry,) = read_directory(tmp_path, ("en", "hi"))
    assert entry.answers == {"en": "Yes.", "hi": "Haan."}
    assert "gu" in entry.questions  # which may still be asked


def test_a_question_belongs_to_one_entry(tmp_path):
    twin = raw("other", questions=raw("other")["questions"] | {"hi-Latn": ["RETURNS en?"]})
    write(tmp_path, a=[raw("returns")], b=[twin])
    with pytest.raises(FaqError, match=r"b\.yml: other: questions\.hi-Latn: 'RETURNS en\?' is a question of returns"):
        read_directory(tmp_path, LANGUAGES)


@pytest.mark.parametrize("offered", [("en",), ("en", "hi"), ("gu",)])
def test_the_shops_own_files_serve_fewer_languages_too(offered):
    entries = read_directory(REAL, offered)
    assert {tag for entry in entries for tag in entry.answers} == set(with_tags(offered))


def test_the_shops_own_files_are_right():
    entries = read_directory(REAL, LANGUAGES)
    assert len(entries) >= 12
    assert all({"hi-Latn", "gu-Latn"} <= entry.questions.keys() for entry in entries)
