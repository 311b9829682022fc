"""What may be said outside the window: which approved template, with which values, in which language."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sahay.channels.base import Manner, Part, Template
from sahay.channels.choices import choices_of
from sahay.domain.message import Author, Message
from sahay.domain.notice import PAYLOAD as NOTICE

# Why something is said late: what the template is for.
AGENT_REPLY = "agent_reply"
RATING = "rating"
FOLLOW_UP = "follow_up"
ORDER_UPDATE = "order_update"
# What a template's value may be: the message's text, who says it, the shop's name, the order it is about.
TEXT, AGENT, SHOP, ORDER = VALUES = ("text", "agent", "shop", "order")

# What those questions offer (`sahay.flow.aftercare`).
_QUESTIONS = {"/app_rate_5": RATING, "/app_solved": FOLLOW_UP}


@dataclass(frozen=True, slots=True)
class Approved:
    """One template of the operator's account. `languages` has Meta's code for each of our languages; `values` says what
    its placeholders {{1}}, {{2}} are, `buttons` how many quick replies it has: the message's first choices."""

    name: str
    languages: Mapping[str, str]
    values: tuple[str, ...] = (TEXT,)
    buttons: int = 0


@dataclass(frozen=True, slots=True)
class Templates:
    """By purpose."""

    shop: str = ""
    by_purpose: Mapping[str, Approved] = field(default_factory=dict)

    def of(self, message: Message, language: str, order: str | None) -> Part | None:
        """How this message is said late; None when nothing was approved for it."""
        purpose = purpose_of(message)
        approved = self.by_purpose.get(purpose) if purpose else None
        if approved is None:
            return None
        told = {
            TEXT: message.text,
            AGENT: message.name or self.shop,
            SHOP: self.shop,
            ORDER: _order_of(message) or order or "-",
        }
        values = tuple(told[value] for value in approved.values)
        template = Template(approved.name, _code(approved, language), values)
        replies = choices_of(message)[: approved.buttons]
        return Part(choices=replies, manner=Manner.BUTTONS if replies else None, template=template)


def purpose_of(message: Message) -> str | None:
    """The bot answers at once, and what it would say late nobody waits for."""
    if _order_of(message):
        return ORDER_UPDATE
    asked = next((_QUESTIONS[offer.payload] for offer in message.offers if offer.payload in _QUESTIONS), None)
    if asked:
        return asked
    return AGENT_REPLY if message.author is Author.AGENT else None


def _order_of(message: Message) -> str | None:
    """Which order a notice is about."""
    is_notice = message.payload and message.payload.startswith(NOTICE)
    return (message.payload or "").removeprefix(NOTICE) if is_notice else None


def _code(approved: Approved, language: str) -> str:
    """The nearest language that the template has: "gu-Latn" is "gu" if need be, and any is better than silence."""
    base = language.partition("-")[0]
    codes = approved.languages
    return codes.get(language) or codes.get(base) or codes.get("en") or next(iter(codes.values()))
