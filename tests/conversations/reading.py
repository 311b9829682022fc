"""What the bot should have said, as regular expressions made of the texts that it has."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import yaml

from sahay.config import ROOT
from sahay.shop.faq.entries import Catalogue
from sahay.shop.faq.files import read_directory

LANGUAGES = ("en", "hi", "gu")
PLACEHOLDER = re.compile(r"\\\{\w+(?:\\?\.\w+)?\\\}")
ANY_DAY = date(2026, 11, 20)  # no entry of the demo has dates
_FAQ = Catalogue.of(read_directory(ROOT / "data" / "faq", LANGUAGES))


@dataclass(frozen=True)
class Expected:
    """One reply: its text, and the payloads of the buttons that it has in any case."""

    text: re.Pattern[str]
    payloads: tuple[str, ...] = ()

    def matches(self, reply: dict[str, Any]) -> bool:
        payloads = tuple(button["payload"] for button in reply.get("buttons", ()))
        return bool(self.text.fullmatch(reply["text"])) and payloads[: len(self.payloads)] == self.payloads


def expected(notation: str, language: str) -> Expected:
    """What a script writes for a reply. Raises KeyError for a text or an entry that does not exist."""
    if notation.startswith("/"):
        return Expected(re.compile(f".*{notation.strip('/')}.*", re.DOTALL))
    if notation.startswith("faq:"):
        answer = _FAQ.answer(notation.removeprefix("faq:"), language, ANY_DAY)
        if answer is None:
            raise KeyError(notation)
        return Expected(_pattern(answer.text))
    said = _texts(language)[notation]
    if isinstance(said, str):
        return Expected(_pattern(said))
    return Expected(_pattern(said["text"]), tuple(button["payload"] for button in said.get("buttons", ())))


def _pattern(text: str) -> re.Pattern[str]:
    """The text with anything in place of its placeholders, except the sign for a missing value."""
    return re.compile(PLACEHOLDER.sub("[^…{}]+", re.escape(text.strip())), re.DOTALL)


@cache
def _texts(language: str) -> dict[str, Any]:
    files = (ROOT / "data" / "responses" / language).glob("*.yml")
    return {key: said for file in files for key, said in yaml.safe_load(file.read_text("utf-8"))["texts"].items()}
