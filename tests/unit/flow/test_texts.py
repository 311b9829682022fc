"""In which language the app says something."""

import pytest

from sahay.domain.message import Button
from sahay.flow.texts import Said, Texts, TextsError

TEXTS = Texts(
    {
        "en": {"app_hello": Said("Hello {name}"), "app_bye": Said("Bye"), "app_only": Said("Only")},
        "hi": {"app_hello": Said("नमस्ते {name}"), "app_bye": Said("अलविदा")},
        "hi-Latn": {"app_hello": Said("Namaste {name}")},
    },
    default="en",
)


@pytest.mark.parametrize(
    ("key", "language", "text"),
    [
        ("app_hello", "hi", "नमस्ते Asha"),
        ("app_hello", "hi-Latn", "Namaste Asha"),
        ("app_bye", "hi-Latn", "अलविदा"),  # not in Latin letters: in its own
        ("app_only", "hi-Latn", "Only"),  # nor in those: in the default language
        ("app_hello", "ta", "Hello Asha"),
    ],
)
def test_the_nearest_text_is_said(key, language, text):
    assert TEXTS.say(key, language, name="Asha").text == text


def test_a_key_that_no_language_has():
    with pytest.raises(KeyError):
        TEXTS.say("app_nothing", "hi-Latn")


FILES = {
    "en/app.yml": "texts: {app_bye: Bye, app_hello: {text: Hello, buttons: [{title: Go, payload: /go}]}}",
    "en/talk.yml": "texts: {utter_greet: Hello}",  # said by the bot
    "hi/app.yml": "texts: {app_bye: अलविदा}",
}


@pytest.fixture
def folder(tmp_path):
    for path, content in FILES.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(content, "utf-8")
    return tmp_path


def test_the_file_app_of_each_language_is_read(folder):
    texts = Texts.load(folder, "en")

    assert texts.say("app_bye", "hi") == Said("अलविदा")
    assert texts.say("app_hello", "hi") == Said("Hello", (Button("Go", "/go"),))
    with pytest.raises(KeyError):
        texts.say("utter_greet", "en")


@pytest.mark.parametrize("content", ["texts: [", "texts: 3", "- a", "", "text: {}", "texts: {app_bye: {}}"])
def test_a_file_that_cannot_be_used_is_named(folder, content):
    (folder / "hi" / "app.yml").write_text(content, "utf-8")

    with pytest.raises(TextsError, match=r"^data/responses/hi/app\.yml: "):
        Texts.load(folder, "en")


def test_the_default_language_must_have_texts(folder):
    with pytest.raises(TextsError, match=r"gu/app\.yml: the default language has no texts"):
        Texts.load(folder, "gu")
