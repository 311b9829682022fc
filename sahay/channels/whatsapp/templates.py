"""What may be said outside the window: which approved template, with which values, in which language."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sahay.channels.base import Template
from sahay.domain.message import Author, Message
from sahay.domain.notice import PAYLOAD as NOTICE

# Why something is said late: what the template is for.
AGENT_REPLY = "agent_reply"
RATING = "rating"
ORDER_UPDATE = "order_update"
PURPOSES = (AGENT_REPLY, RATING, ORDER_UPDATE)
# What a template's value may be: the message's text, who says it, the shop's name, the order it is about.
TEXT, AGENT, SHOP, ORDER = VALUES = ("text", "agent", "shop", "order")

_RATING_PAYLOAD = "/app_rate_"


@dataclass(frozen=True, slots=True)
class Approved:
    """One template of the operator's account. `languages` has Meta's code for each of our languages; `values` says what
    its placeholders {{1}}, {{2}} are."""

    name: str
    languages: Mapping[str, str]
    values: tuple[str, ...] = (TEXT,)


@dataclass(frozen=True, slots=True)
class Templates:
    """By purpose."""

    shop: str = ""
    by_purpose: Mapping[str, Approved] = field(default_factory=dict)

    def has(self, purpose: str) -> bool:
        return purpose in self.by_purpose

    def of(self, message: Message, language: str, order: str | None) -> Template | None:
        """How this message is said late; None when nothing was approved for it."""
        purpose = purpose_of(message)
        approved = self.by_purpose.get(purpose) if purpose else None
        if approved is None:
            return None
        told = {TEXT: message.text, AGENT: message.name or self.shop, SHOP: self.shop, ORDER: order or "-"}
        return Template(approved.name, _code(approved, language), tuple(told[value] for value in approved.values))


def purpose_of(message: Message) -> str | None:
    """The bot answers at once, and what it would say late nobody waits for."""
    if message.payload == NOTICE:
        return ORDER_UPDATE
    if any(offer.payload.startswith(_RATING_PAYLOAD) for offer in message.offers):
        return RATING
    return AGENT_REPLY if message.author is Author.AGENT else None


def _code(approved: Approved, language: str) -> str:
    """The nearest language that the template has: "gu-Latn" is "gu" if need be, and any is better than silence."""
    base = language.partition("-")[0]
    codes = approved.languages
    return codes.get(language) or codes.get(base) or codes.get("en") or next(iter(codes.values()))
