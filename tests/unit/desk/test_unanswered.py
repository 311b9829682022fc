"""What the bot did not know: grouped, without what is a customer's own, and as files that teach it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml

from sahay.desk.unanswered.gathering import gather
from sahay.desk.unanswered.lessons import LessonError, Lessons, NewEntry, key_of
from sahay.desk.unanswered.masking import masked
from sahay.desk.unanswered.questions import Question, Why
from sahay.shop.faq import FaqError
from tests.conversations.script import read_file

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)


def asked(*texts: str) -> list[Question]:
    return [Question(f"c{place}", 2, text, "en", NOW, Why.NOT_UNDERSTOOD) for place, text in enumerate(texts)]


def test_a_question_is_one_group_in_whatever_words_and_letters():
    wrap = ["do you gift wrap", "gift wrap available?", "kya gift wrapping hota hai", "गिफ्ट रैप मिलेगा क्या"]
    store = ["is there a store in pune", "pune me dukan hai kya", "પુણેમાં દુકાન છે?"]

    found = gather(asked(*wrap, *store, "do you hire", "tell me a joke"))

    groups = [{question.text for question in group.questions} for group in found]
    assert groups == [set(wrap), set(store), {"do you hire"}, {"tell me a joke"}]


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("my mail is asha.k+1@mail.example.in ok", "my mail is name@example.com ok"),
        ("order 10234 for +91 98250 12345", "order 12345 for 12345"),
        ("see https://x.example/a?b=c now", "see now"),
        ("two\nlines\tof it", "two lines of it"),
        ("[blue](colour) {order} a|b", "blue colour order a b"),  # what files read as notation
        ("मेरा नंबर 9825012345 है", "मेरा नंबर 12345 है"),
        ("no digits, nothing to hide", "no digits, nothing to hide"),
    ],
)
def test_nothing_of_a_customer_goes_into_a_file(text: str, plain: str):
    assert masked(text) == plain


@pytest.mark.parametrize(
    ("question", "key"),
    [
        ("Do you gift-wrap?", "do_you_gift_wrap"),
        ("how long is the warranty on the big mixer grinder", "how_long_is_the_warranty_on"),
        ("क्या?", ""),
    ],
)
def test_a_key_is_made_of_the_first_words(question: str, key: str):
    assert key_of(question) == key


FAQ = """\
# A comment that stays.
- key: hours
  topic: shop
  questions: {en: ["When are you open?"]}
  answer: {en: From ten to eight.}
"""
NLU = """\
version: "3.1"

nlu:
  - intent: track_order
    metadata: {language: en, batch: first}
    examples: |
      - where is my order
"""
WRAP = NewEntry("gift_wrap", "shop", {"en": ["Do you gift wrap?"]}, {"en": "Yes, for 49 rupees."})


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for folder, name, text in (("data/faq", "shop.yml", FAQ), ("data/nlu", "orders.yml", NLU)):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / name).write_text(text, encoding="utf-8")
    (tmp_path / "tests/conversations/scripts").mkdir(parents=True)
    return tmp_path


@pytest.fixture
def lessons(root: Path) -> Lessons:
    return Lessons(root, root / "data/faq", ("en",))


class TestAnEntry:
    def test_is_written_beside_the_others_with_a_dialogue_that_tests_it(self, lessons: Lessons, root: Path):
        changes, entries = lessons.entry(WRAP)
        lessons.write(changes)

        assert [entry.key for entry in entries] == ["hours", "gift_wrap"]
        assert yaml.safe_load((root / "data/faq/taught.yml").read_text("utf-8"))[0]["key"] == "gift_wrap"
        [script] = read_file(root / "tests/conversations/scripts/taught.yml")
        assert (script.turns[0].says, script.turns[0].bot) == ("Do you gift wrap?", ["faq:gift_wrap"])

    def test_a_second_one_is_added_and_the_diff_shows_only_that(self, lessons: Lessons):
        lessons.write(lessons.entry(WRAP)[0])
        second = NewEntry("hiring", "shop", {"en": ["Do you hire?"]}, {"en": "Write to us."})

        [faq, dialogue] = lessons.entry(second)[0]

        added = [line for line in faq.diff.splitlines() if line.startswith("+") and not line.startswith("+++")]
        assert "-- key" not in faq.diff
        assert "+- key: hiring" in added
        assert "+- 'conversation': 'taught: hiring'".replace("'", "") in dialogue.diff.replace("'", "")

    @pytest.mark.parametrize(
        ("new", "mistake"),
        [
            (NewEntry("hours", "shop", {"en": ["Open?"]}, {"en": "Yes."}), "hours: key: is taken already, in shop.yml"),
            (NewEntry("Gift Wrap", "shop", {"en": ["Wrap?"]}, {"en": "Yes."}), "key: must be small letters"),
            (NewEntry("open", "shop", {"en": ["When are you open?"]}, {"en": "Ten."}), "is a question of hours too"),
            (NewEntry("wrap", "shop", {"hi": ["रैप?"]}, {"en": "Yes."}), "questions.en: is missing"),
            (NewEntry("wrap", "shop", {"en": ["Wrap?"]}, {}), "answer.en: is missing"),
        ],
    )
    def test_a_wrong_one_changes_nothing_and_says_why(self, lessons: Lessons, root: Path, new: NewEntry, mistake: str):
        with pytest.raises(FaqError, match=mistake):
            lessons.entry(new)

        assert not (root / "data/faq/taught.yml").exists()


class TestUtterances:
    def test_are_written_in_their_language_with_dialogues(self, lessons: Lessons, root: Path):
        said = [("en", "has my box 98765 left"), ("hi-Latn", "mera dabba kidhar pahucha")]

        lessons.write(lessons.utterances("track_order", said))

        blocks = yaml.safe_load((root / "data/nlu/taught.yml").read_text("utf-8"))["nlu"]
        assert [(block["metadata"]["language"], block["examples"]) for block in blocks] == [
            ("en", "- has my box 12345 left\n"),
            ("hi-Latn", "- mera dabba kidhar pahucha\n"),
        ]
        scripts = read_file(root / "tests/conversations/scripts/taught.yml")
        assert [(script.language, script.turns[0].intent) for script in scripts] == [
            ("en", "track_order"),
            ("hi-Latn", "track_order"),
        ]

    @pytest.mark.parametrize(
        ("intent", "said", "mistake"),
        [
            ("dance", [("en", "dance please")], "There is no intent dance"),
            ("track_order", [], "nothing to teach"),
            ("track_order", [("en", "Where is my ORDER")], "known already, as track_order"),
            ("track_order", [("en", "parcel?"), ("en", "Parcel?")], "is there twice"),
            ("track_order", [("fr", "mon colis")], "none of the languages"),
            ("track_order", [("en", "[]")], "has 1 to 300 characters"),
        ],
    )
    def test_wrong_ones_are_refused(self, lessons: Lessons, intent: str, said: list, mistake: str):
        with pytest.raises(LessonError, match=mistake):
            lessons.utterances(intent, said)

    def test_the_intents_are_those_with_utterances(self, lessons: Lessons):
        assert lessons.intents() == ["track_order"]


def test_without_the_projects_tests_there_is_no_dialogue(lessons: Lessons, root: Path):
    (root / "tests/conversations/scripts").rmdir()

    assert [str(change.path) for change in lessons.entry(WRAP)[0]] == ["data/faq/taught.yml"]
