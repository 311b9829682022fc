"""In which language the app says something."""

import pytest

from sahay.flow.texts import Said, Texts

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
