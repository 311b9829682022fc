"""The scripts: conversations with the bot, written down as YAML.

- conversation: what it shows
  language: hi                        # en if it is left out
  turns:
    - says: मेरा ऑर्डर {shipped} कहाँ है  # what the customer writes...
      bot: [utter_ask_order_contact]  # ...and all that the bot says to it, in order
    - taps: /contact_human_agent      # or a button: one that the bot offered in this conversation
      bot: [utter_handoff]
      handoff: {reason: requested}    # what the app is asked for; if it is left out, nothing. `ticket: new` is one of
                                      # which nobody knew the number before

What the bot says is a key of data/responses, `faq:` and a key of data/faq, or `/a regular expression/`. When the bot
changes the language, its answer and what follows is read in that one. A turn may
also have `buttons` (the payloads of its last reply, in order), `slots` (some of those after it; null: not set),
`asks` (the question of the task that waits now; null: none), a `language` that the customer changes to, and the
`intent` as which it is understood. With that one, `bot` may be left out: then nothing is said of what it answers.

Each script has a customer with orders of its own, so that none changes anything for another. They are named in braces
wherever a script has a text:

    {placed} {shipped} ...   the number of an order in this state (all of sahay.shop.orders.OrderState), made because it
                             is mentioned; {placed2} and {placed3} are others, {placed_hi} and {placed_gu} is the
                             same in their digits. Special ones and what they hold: see own_orders.py
    {stranger}               an order of somebody else, {stranger_email} and {stranger_phone} of whom
    {name} {email} {phone}   the customer, who has an account; {mobile} is the phone without +91; {new_email} and
                             {new_phone} nobody has yet
    {code}                   from the last e-mail to the customer
    {reference}              of the last ticket that this conversation opened

What else a script may have:

    skill: cancel_order               # the intent that it covers, and how it ends: see coverage.py
    outcome: done                     # or a list of them
    known: login                      # the customer is known from the start, by login or by phone
    shop: [placed, shipped]           # orders that are there although they are not mentioned; the latest comes first
    customer: {newsletter: true, points: 0} # they have 120 points and no newsletter; points: null for no part in it
    fails: {orders.cancel: unavailable} # what the shop's system fails at, in this script: see faults.py
    effects:                          # what became of it in the database. Without it: nothing at all
      orders: {"{placed}": {state: cancelled, total: 159800}} # also items: {SKU: quantity}, address: {pin: "380001"}
      refunds: {"{placed}": [59900]}  # all amounts, in paise
      operations: [cancel_order, not change_items, open request_refund] # all, in order: done, refused, not settled
      mails: [invoice]                # kinds of all e-mails to the customer, in order, but codes
      tickets: [{kind: complaint, priority: high}]           # all, in order, and some of what they hold
      account: {name: Asha Shah, pins: ["380001", "682036"]} # some of it; pins of all addresses. With {new_email} as
                                      # its email: whoever has that address now
      newsletter: true
      returns: [{order_number: "{delivered}", kind: refund, lines: {HH-103: 1}}]
      reviews: [{sku: HH-103, stars: 5}]

What `effects` leaves out is not looked at, but for `operations`: none.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

import yaml

SCRIPTS = Path(__file__).parent / "scripts"
# Not what else stands in braces: '/inform{"choice": "mistake"}', /\d{5}/.
NAMED = re.compile(r"\{([a-z_]+\d?)\}")


class Outcome(StrEnum):
    """How a conversation about a wish goes."""

    DONE = "done"
    ANSWERED = "answered"  # from the knowledge base
    REFUSED = "refused"  # the shop does not do it
    WRONG_DETAILS = "wrong_details"  # the customer does not prove whose it is
    INTERRUPTED = "interrupted"  # by another question, after which it goes on
    CORRECTED = "corrected"  # a detail that was given before
    LEFT = "left"
    FAILURE = "failure"  # of the shop's system
    PERSON = "person"  # who takes over, with the details


@dataclass(frozen=True, kw_only=True)
class Effects:
    """See above. None is not looked at."""

    orders: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    refunds: Mapping[str, list[int]] = field(default_factory=dict)
    operations: list[str] = field(default_factory=list)
    mails: list[str] | None = None
    tickets: list[dict[str, Any]] | None = None
    account: dict[str, Any] | None = None
    newsletter: bool | None = None
    returns: list[dict[str, Any]] | None = None
    reviews: list[dict[str, Any]] | None = None


@dataclass(frozen=True, kw_only=True)
class ScriptedTurn:
    """What the customer does (`says` or `taps`), and what follows."""

    bot: list[str] | None = None
    says: str | None = None
    taps: str | None = None
    language: str | None = None
    buttons: list[str] | None = None
    slots: dict[str, str | None] = field(default_factory=dict)
    asks: str | None = ""
    handoff: dict[str, str] | None = None
    intent: str | None = None

    def __post_init__(self) -> None:
        if self.bot is None and self.intent is None:
            raise ValueError(f"a turn must have `bot` or `intent`: {self}")
        if (self.says is None) == (self.taps is None):
            raise ValueError(f"a turn must have one of `says` and `taps`: {self}")

    @property
    def message(self) -> str:
        return self.says or self.taps or ""


@dataclass(frozen=True, kw_only=True)
class Script:
    """`effects` is None where nothing may have become of it."""

    conversation: str
    turns: tuple[ScriptedTurn, ...]
    language: str = "en"
    file: str = ""
    skill: str | None = None
    outcomes: tuple[Outcome, ...] = ()
    known: str | None = None
    shop: tuple[str, ...] = ()
    customer: Mapping[str, Any] = field(default_factory=dict)
    fails: Mapping[str, str] = field(default_factory=dict)
    effects: Effects | None = None
    mentions: tuple[str, ...] = ()

    def __str__(self) -> str:
        shows = ", ".join(filter(None, (self.skill, self.language)))
        return f"{self.file}: {self.conversation} ({shows})"


def read_scripts(folder: Path = SCRIPTS) -> list[Script]:
    """All of them. Raises TypeError for a field that does not exist, or is missing, ValueError for a wrong value."""
    return [script for file in sorted(folder.glob("*.yml")) for script in read_file(file)]


def read_file(file: Path) -> list[Script]:
    with file.open(encoding="utf-8") as stream:  # and not its text: so an error names the file
        return [script_of(raw, file.stem) for raw in yaml.safe_load(stream)]


def twice(scripts: Iterable[Script]) -> list[str]:
    """The names that several scripts of the same wish and language have. Only one of those would be played."""
    return [name for name, count in Counter(map(str, scripts)).items() if count > 1]


def script_of(raw: dict[str, Any], file: str = "") -> Script:
    """A script of its YAML."""
    rest = dict(raw)
    outcome = rest.pop("outcome", [])
    effects = rest.pop("effects", None)
    return Script(
        turns=tuple(ScriptedTurn(**turn) for turn in rest.pop("turns")),
        outcomes=tuple(Outcome(each) for each in ([outcome] if isinstance(outcome, str) else outcome)),
        shop=tuple(rest.pop("shop", ())),
        effects=None if effects is None else Effects(**effects),
        mentions=tuple(dict.fromkeys(mentioned(raw))),
        file=file,
        **rest,
    )


def mentioned(value: Any) -> Iterator[str]:
    """The names in braces in all texts of the value, in their order."""
    match value:
        case str():
            yield from NAMED.findall(value)
        case dict():
            for key, each in value.items():
                yield from (*mentioned(key), *mentioned(each))
        case list():
            for each in value:
                yield from mentioned(each)
