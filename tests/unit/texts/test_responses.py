"""What customers read: complete, equal in all languages, and said by somebody."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from actions.questions.account import SEND_AGAIN
from actions.questions.order import BY_EMAIL
from sahay.flow.aftercare import FOLLOW_UPS, RATINGS
from sahay.flow.continuing import LINK_NO, LINK_YES
from sahay.flow.copies import TRANSCRIPT
from sahay.flow.taps import LEAVE_QUEUE
from sahay.language.identify import identify
from sahay.shop.faq.files import read_directory
from sahay.shop.orders import OrderState

ROOT = Path(__file__).parents[3]
LANGUAGES = ("en", "hi", "gu")
ROMANISED = ("hi-Latn", "gu-Latn")  # what they leave out is said in Hindi or Gujarati letters

# https://developers.facebook.com/docs/whatsapp/cloud-api/messages/interactive-reply-buttons-messages
TITLE_CHARACTERS = 20
BUTTONS = 3
# https://developers.facebook.com/docs/whatsapp/cloud-api/messages/interactive-list-messages
LISTED = {"app_rating": 10}  # more than buttons can hold are rows of a list

# What nobody is asked whether they meant.
CHOICES = {SEND_AGAIN, BY_EMAIL}  # of buttons that are written in the texts
WITHOUT_TITLE = {
    "rate_answer",
    *("affirm", "bot_challenge", "deny", "frustration", "goodbye", "greet", "inform", "out_of_scope", "thank_you"),
}

PLACEHOLDER = re.compile(r"\{(\w+)\}")
DOMAIN = yaml.safe_load((ROOT / "domain.yml").read_text("utf-8"))
INTENTS = {next(iter(intent)) for intent in DOMAIN["intents"]}
ANSWERED_BY_APP = {LEAVE_QUEUE, TRANSCRIPT, LINK_YES, LINK_NO, *RATINGS, *FOLLOW_UPS}
FAQ_KEYS = {entry.key for entry in read_directory(ROOT / "data" / "faq", LANGUAGES)}


RESPONSES = ROOT / "data" / "responses"
LINES = 400  # of a file: what one reads at once


def load(language: str) -> dict[str, dict[str, Any]]:
    """A language's texts by topic, then by key."""
    documents = {
        file.stem: yaml.safe_load(file.read_text("utf-8")) for file in sorted((RESPONSES / language).iterdir())
    }
    assert {document["language"] for document in documents.values()} == {language}
    return {topic: document["texts"] for topic, document in documents.items()}


TOPICS = {language: load(language) for language in (*LANGUAGES, *ROMANISED)}
TEXTS = {
    language: {key: said for texts in topics.values() for key, said in texts.items()}
    for language, topics in TOPICS.items()
}


def wording(said: Any) -> str:
    return said if isinstance(said, str) else said["text"]


def buttons(said: Any) -> list[dict[str, str]]:
    return [] if isinstance(said, str) else said.get("buttons", [])


def literals(package: str, prefix: str) -> set[str]:
    """The keys of texts that the code of a package names."""
    return {key for source in sources(package) for key in re.findall(rf'(?<!f)"({prefix}[a-z_]*[a-z])"', source)}


def patterns(package: str, prefix: str) -> set[str]:
    """The keys that it makes up, as regular expressions: f"utter_order_{state}" is utter_order_[a-z_]+."""
    made = {key for source in sources(package) for key in re.findall(rf'f"({prefix}[^" ]*)"', source)}
    return {re.sub(r"\{[^}]+\}", "[a-z_]+", key) for key in made}


def sources(package: str) -> list[str]:
    return [file.read_text("utf-8") for file in (ROOT / package).rglob("*.py")]


def patterns_of_titles() -> set[str]:
    """The names that the actions make up for titles: talk.title(f"kind_{kind}")."""
    made = {name for source in sources("actions") for name in re.findall(r'title\(f"([^"]+)"\)', source)}
    return {re.sub(r"\{[^}]+\}", "[a-z_]+", name) for name in made}


ALL = [(language, key) for language in TEXTS for key in TEXTS[language]]
ALL_BUTTONS = [(language, key, button) for language, key in ALL for button in buttons(TEXTS[language][key])]


def test_there_are_no_other_files():
    assert {path.name for path in RESPONSES.iterdir()} == set(TOPICS)
    assert {path.suffix for path in RESPONSES.glob("*/*")} == {".yml"}


def test_no_file_grows_beyond_what_one_reads_at_once():
    lengths = {path: len(path.read_text("utf-8").splitlines()) for path in RESPONSES.glob("*/*")}

    assert [path for path, lines in lengths.items() if lines > LINES] == []


@pytest.mark.parametrize("language", ["hi", "gu"])
def test_a_language_says_what_english_says(language: str):
    assert {topic: list(texts) for topic, texts in TOPICS[language].items()} == {
        topic: list(texts) for topic, texts in TOPICS["en"].items()
    }


@pytest.mark.parametrize("language", ROMANISED)
def test_latin_letters_say_nothing_else_and_in_the_same_order(language: str):
    for topic, texts in TOPICS[language].items():
        assert list(texts) == [key for key in TOPICS["en"][topic] if key in texts], topic


@pytest.mark.parametrize("language", TOPICS)
def test_no_key_is_in_two_files(language: str):
    assert sum(map(len, TOPICS[language].values())) == len(TEXTS[language])


# The app reads app.yml and operations.yml, the actions titles.yml, mails are written from mail.yml; everywhere else are
# the bot's own texts.
PREFIXES = {"app": "app", "operations": "app", "titles": "title", "mail": "mail"}


@pytest.mark.parametrize("topic", TOPICS["en"])
def test_a_file_holds_what_its_readers_look_for_there(topic: str):
    assert {key.split("_")[0] for key in TOPICS["en"][topic]} == {PREFIXES.get(topic, "utter")}


@pytest.mark.parametrize(("language", "key"), ALL)
def test_a_text_has_the_placeholders_and_buttons_of_the_english_one(language: str, key: str):
    said, english = TEXTS[language][key], TEXTS["en"][key]

    assert set(PLACEHOLDER.findall(wording(said))) == set(PLACEHOLDER.findall(wording(english)))
    assert [each["payload"] for each in buttons(said)] == [each["payload"] for each in buttons(english)]


SCRIPTS = {
    "en": ("[A-Za-z]", "[\u0900-\u097f\u0a80-\u0aff]"),  # Latin, and neither Devanagari...
    "hi": ("[\u0900-\u097f]", "[\u0a80-\u0aff]"),
    "gu": ("[\u0a80-\u0aff]", "[\u0900-\u0963\u0966-\u097f]"),  # ...nor Gujarati; the danda is shared
}
SCRIPTS |= dict.fromkeys(ROMANISED, SCRIPTS["en"])


@pytest.mark.parametrize(("language", "key"), ALL)
def test_a_text_is_written_in_its_own_script(language: str, key: str):
    own, foreign = SCRIPTS[language]
    written = [wording(TEXTS[language][key]), *(each["title"] for each in buttons(TEXTS[language][key]))]

    for text in written:
        assert re.search(own, text), text
        assert not re.search(foreign, text), text


# Hindi and Gujarati verbs that make the speaker a man or a woman. The bot is neither.
GENDERED = re.compile(
    r"(सकता|सकती|रहा|रही|चाहता|चाहती|पाया|पाई) (हूँ|हूं)|समझ (पाया|पाई|सका|सकी)|(શક્યો|શકી|ગયો|ગઈ) (નહીં|છું)"
    r"|(sakta|sakti|raha|rahi|chahta|chahti|paya|payi) hoon|samajh (paya|payi|saka|saki)"
    r"|(shakyo|shaki|gayo|gai) (nahi|chhu)"
)
# "the courier could not" is about somebody else
MEN = {"gu": "કુરિયર", "hi": "कूरियर", "hi-Latn": "Courier", "gu-Latn": "Courier"}


@pytest.mark.parametrize(("language", "key"), [each for each in ALL if each[0] != "en"])
def test_the_bot_has_no_gender(language: str, key: str):
    text = wording(TEXTS[language][key])

    assert MEN[language] in text or not GENDERED.search(text)


@pytest.mark.parametrize(("language", "key", "button"), ALL_BUTTONS)
def test_a_button_says_something_that_the_bot_understands(language: str, key: str, button: dict[str, str]):
    intent, brace, rest = button["payload"].removeprefix("/").partition("{")

    assert button["payload"].startswith("/")
    assert intent in INTENTS or button["payload"] in ANSWERED_BY_APP
    if brace:
        [(entity, value)] = json.loads(brace + rest).items()
        assert value in {"faq": FAQ_KEYS, "choice": CHOICES}[entity]


@pytest.mark.parametrize(("language", "key", "button"), ALL_BUTTONS)
def test_a_button_fits_every_channel(language: str, key: str, button: dict[str, str]):
    assert len(button["title"]) <= TITLE_CHARACTERS
    assert len(buttons(TEXTS[language][key])) <= LISTED.get(key, BUTTONS)


@pytest.mark.parametrize("language", TEXTS)
def test_buttons_of_one_text_differ(language: str):
    for key, said in TEXTS[language].items():
        titles = [each["title"] for each in buttons(said)]
        assert len(set(titles)) == len(titles), key


def test_every_text_of_the_bot_is_said_and_every_text_that_it_says_is_there():
    named = set(DOMAIN["responses"]) | literals("actions", "utter_") | {"utter_also_asked"}  # which the engine says
    named -= {"utter_action"}  # a field of Rasa's
    made = patterns("actions", "utter_")
    keys = {key for key in TEXTS["en"] if key.startswith("utter_")}

    assert named <= keys
    assert [key for key in keys - named if not any(re.fullmatch(pattern, key) for pattern in made)] == []
    assert [pattern for pattern in made if not any(re.fullmatch(pattern, key) for key in keys)] == []
    assert {f"utter_order_{state}" for state in OrderState} <= keys


def test_every_text_that_the_app_says_is_there():
    assert literals("sahay", "app_") <= TEXTS["en"].keys()


def test_every_button_of_the_app_is_somewhere():
    offered = {button["payload"] for language, key, button in ALL_BUTTONS}

    assert offered >= ANSWERED_BY_APP


def test_every_mail_has_a_subject_of_one_line():
    keys = {key for key in TEXTS["en"] if key.startswith("mail_") and not key.endswith("_subject")}

    assert {f"{key}_subject" for key in keys} | keys == TOPICS["en"]["mail"].keys()
    assert literals("sahay", "mail_") <= keys
    assert all("\n" not in TEXTS[language][f"{key}_subject"] for language in TEXTS for key in keys)


def test_every_intent_has_a_title_and_every_title_is_used():
    titled = {key.removeprefix("title_") for key in TEXTS["en"] if key.startswith("title_")}
    source = "".join(sources("actions"))

    assert "contact_human_agent" in titled  # a person is always within reach
    assert INTENTS - titled == WITHOUT_TITLE
    others = titled - INTENTS
    made = {pattern.removeprefix("title_") for pattern in patterns_of_titles()}
    assert [
        name for name in others if f'"{name}"' not in source and not any(re.fullmatch(each, name) for each in made)
    ] == []


@pytest.mark.parametrize("language", TEXTS)
def test_titles_fit_a_button_and_differ(language: str):
    titles = [text for key, text in TEXTS[language].items() if key.startswith("title_")]

    assert all(len(title) <= TITLE_CHARACTERS for title in titles)
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize("key", DOMAIN["responses"])
def test_the_domain_holds_stubs_only(key: str):
    assert DOMAIN["responses"][key] == [{"text": key}]


@pytest.mark.parametrize(("language", "key"), [each for each in ALL if each[0] in ROMANISED])
def test_latin_letters_are_told_from_english(language: str, key: str):
    """We are understood by our own measure: what we say in Hindi or Gujarati in Latin letters is told as that."""
    if not key.startswith("title_"):
        assert identify(wording(TEXTS[language][key])).tag == language
