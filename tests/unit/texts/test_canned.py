"""The demo's canned responses: complete, and fit to be sent."""

import re

import pytest
import yaml

from sahay.domain.composing import REPLY_CHARACTERS
from sahay.domain.placeholders import unknown
from sahay.shop.demo.canned import FILE

RESPONSES = yaml.safe_load(FILE.read_text(encoding="utf-8"))
# An agent may be a woman or a man: no verb in the first person says which.
GENDERED = re.compile(r"(रहा|रही|सकता|सकती|गया|गई|करूँगा|करूँगी) हूँ|(શક્યો|શકી) (છું|નથી)|ગયો છું|ગઈ છું")


def test_a_dozen_each_with_a_shortcut_of_its_own() -> None:
    shortcuts = [each["shortcut"] for each in RESPONSES]

    assert len(set(shortcuts)) == len(shortcuts) >= 12
    assert all(re.fullmatch(r"[a-z]{3,10}", shortcut) for shortcut in shortcuts)


@pytest.mark.parametrize("response", RESPONSES, ids=lambda each: each["shortcut"])
def test_a_response_says_the_same_in_three_languages(response: dict) -> None:
    texts = response["texts"]
    filled = {language: sorted(re.findall(r"\{\w+\}", text)) for language, text in texts.items()}

    assert list(texts) == ["en", "hi", "gu"]
    assert filled["hi"] == filled["gu"] == filled["en"]
    assert [unknown(text) for text in texts.values()] == [(), (), ()]
    assert all(len(text) <= REPLY_CHARACTERS and not GENDERED.search(text) for text in texts.values())
    assert re.search("[ऀ-ॿ]", texts["hi"])
    assert re.search("[઀-૿]", texts["gu"])
