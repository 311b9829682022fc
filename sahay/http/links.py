"""Links that open a chat with the shop on another channel, with a code in the first message."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from sahay.channels.health import Health

# A name as Telegram has them for bots: https://core.telegram.org/bots/features#botfather
_BOT = re.compile(r"[A-Za-z][A-Za-z0-9_]{3,31}")


def _telegram(health: Health, code: str, _text: str) -> str | None:
    """https://core.telegram.org/bots/features#deep-linking"""
    name = health.account or ""
    return f"https://t.me/{name}?start={code}" if _BOT.fullmatch(name) else None


def _whatsapp(health: Health, _code: str, text: str) -> str | None:
    """https://faq.whatsapp.com/5913398998672934"""
    number = re.sub(r"[^0-9]", "", health.facts.get("number", ""))
    return f"https://wa.me/{number}?text={quote(text, safe='')}" if number else None


_LINKS: Mapping[str, Callable[[Health, str, str], str | None]] = {"telegram": _telegram, "whatsapp": _whatsapp}


@dataclass(frozen=True, slots=True)
class Links:
    """To the channels whose health is known."""

    health: Mapping[str, Health]

    def to(self, channel: str, code: str, text: str) -> str | None:
        """None where the channel is not connected, or what it is called there is not known yet."""
        health = self.health.get(channel)
        return _LINKS[channel](health, code, text) if health and channel in _LINKS else None

    def channels(self) -> list[str]:
        """Those to which there is a link now."""
        return [channel for channel in _LINKS if self.to(channel, "-", "-")]
