"""The shape of the settings: one frozen dataclass a section of `sahay.yml`, with its rules and defaults."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sahay.config import checks
from sahay.config.aftercare import Aftercare
from sahay.config.channels import Channels, ChannelSecrets
from sahay.config.desk import Desk
from sahay.config.errors import Invalid
from sahay.config.forwarding import ChatwootSecrets, Forwarding
from sahay.config.people import People
from sahay.config.retention import Retention
from sahay.config.service_levels import ServiceLevels
from sahay.config.setting import setting as setting
from sahay.config.webhooks import Webhooks
from sahay.config.widget import Widget
from sahay.language.tag import with_tags

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, kw_only=True)
class Shop:
    """Who the customers are talking to. `order_numbers` has an example of each form that its order numbers have.
    `pictures` is the path on this server of a product's picture, with {sku} in it; empty for none."""

    name: str = setting(checks.line)
    url: str = setting(checks.url)
    email: str = setting(checks.email)
    phone: str = setting(checks.phone)
    pictures: str = setting(checks.picture, "")
    currency: str = setting(checks.currency, "INR")
    country: str = setting(checks.country, "IN")
    timezone: ZoneInfo = setting(checks.timezone, ZoneInfo("Asia/Kolkata"))
    order_numbers: tuple[str, ...] = setting(checks.several(checks.order_number, minimum=1), ("10234",))


@dataclass(frozen=True, kw_only=True)
class Languages:
    """The languages that the shop answers in; `default` until the customer chooses.

    Who writes Hindi or Gujarati in Latin letters is answered in Latin letters, or in the language's own ("native").
    """

    default: str = setting(checks.language, "en")
    offered: tuple[str, ...] = setting(checks.several(checks.language, minimum=1), ("en", "hi", "gu"))
    romanised: str = setting(checks.one_of("latin", "native"), "latin")

    def __post_init__(self) -> None:
        if self.default not in self.offered:
            raise Invalid(f"must be one of languages.offered, not {self.default!r}", "default")
        if len(set(self.offered)) < len(self.offered):
            raise Invalid("must name each language once", "offered")

    @property
    def tags(self) -> tuple[str, ...]:
        """What a conversation may be in, as tags of `sahay.language.tag`."""
        return with_tags(self.offered) if self.romanised == "latin" else self.offered


Spans = tuple[tuple[time, time], ...]
_spans = checks.several(checks.span)


@dataclass(frozen=True, kw_only=True)
class Hours:
    """When people are at the desk: spans (opening, closing) of each weekday, in the shop's time zone."""

    mon: Spans = setting(_spans, ())
    tue: Spans = setting(_spans, ())
    wed: Spans = setting(_spans, ())
    thu: Spans = setting(_spans, ())
    fri: Spans = setting(_spans, ())
    sat: Spans = setting(_spans, ())
    sun: Spans = setting(_spans, ())
    holidays: tuple[date, ...] = setting(checks.several(checks.day), ())

    def __post_init__(self) -> None:
        for weekday, spans in zip(WEEKDAYS, self.week, strict=True):
            for (_, closes), (opens, _) in pairwise(spans):
                if opens < closes:
                    raise Invalid("must be spans in order that do not overlap", weekday)

    @property
    def week(self) -> tuple[Spans, ...]:
        """The spans of Monday to Sunday, to be indexed by `date.weekday()`."""
        return tuple(getattr(self, weekday) for weekday in WEEKDAYS)

    def on(self, day: date) -> Spans:
        """The spans of one date: none on a holiday."""
        return () if day in self.holidays else self.week[day.weekday()]


@dataclass(frozen=True, kw_only=True)
class Handoff:
    """After how many failed understandings in a row a person is offered, and called without asking."""

    offer_after: int = setting(checks.whole(1), 2)
    automatic_after: int = setting(checks.whole(1), 3)

    def __post_init__(self) -> None:
        if self.automatic_after < self.offer_after:
            raise Invalid(
                f"must not be less than offer_after ({self.offer_after}), but is {self.automatic_after}",
                "automatic_after",
            )


@dataclass(frozen=True, kw_only=True)
class Verification:
    """How often a customer may fail to prove that an order is theirs, and how long they then wait."""

    attempts: int = setting(checks.whole(1), 3)
    lock_minutes: int = setting(checks.whole(1), 30)


@dataclass(frozen=True, kw_only=True)
class Identity:
    """How long a customer who has shown by a code who they are need not do so again in that conversation."""

    code_minutes: int = setting(checks.whole(1), 60)


@dataclass(frozen=True, kw_only=True)
class Mail:
    """How mail leaves: by an SMTP server, or not at all, into a folder. `sender` is the shop's address if not set."""

    transport: str = setting(checks.one_of("folder", "smtp"), "folder")
    host: str | None = setting(checks.optional(checks.line), None)
    port: int = setting(checks.whole(1), 587)
    security: str = setting(checks.one_of("starttls", "tls", "plain"), "starttls")
    sender: str | None = setting(checks.optional(checks.email), None)

    def __post_init__(self) -> None:
        if self.transport == "smtp" and not self.host:
            raise Invalid("is missing: mail.transport is smtp", "host")


PRIORITIES = ("low", "normal", "high", "urgent")


@dataclass(frozen=True, kw_only=True)
class Faq:
    """The folder of the knowledge base, from the project's directory."""

    directory: str = setting(checks.line, "data/faq")


@dataclass(frozen=True, kw_only=True)
class Tickets:
    """Within how many of the desk's opening hours somebody answers a ticket, by its priority."""

    respond_hours: Mapping[str, int] = setting(
        checks.named(checks.one_of(*PRIORITIES), checks.whole(1)),
        default_factory=lambda: {"low": 24, "normal": 8, "high": 4, "urgent": 1},
    )

    def __post_init__(self) -> None:
        if missing := [priority for priority in PRIORITIES if priority not in self.respond_hours]:
            raise Invalid(f"must say it for {' and '.join(missing)} too", "respond_hours")


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What one conversation (characters, messages) and one address (sessions, logins) may ask for."""

    message_characters: int = setting(checks.whole(1), 2000)
    messages_per_minute: int = setting(checks.whole(1), 30)
    sessions_per_minute: int = setting(checks.whole(1), 20)
    login_per_minute: int = setting(checks.whole(1), 10)


@dataclass(frozen=True, kw_only=True)
class Engine:
    """How patiently the engine is asked: `retry_seconds` are the pauses between the attempts.

    Within `patience_seconds` a customer has an answer or an apology, whatever the engine does.
    """

    timeout_seconds: float = setting(checks.seconds, 8.0)
    attempts: int = setting(checks.whole(1), 4)
    retry_seconds: tuple[float, ...] = setting(checks.several(checks.seconds), (0.5, 1.5, 4.0))
    patience_seconds: float = setting(checks.seconds, 15.0)
    breaker_failures: int = setting(checks.whole(1), 5)
    breaker_reset_seconds: float = setting(checks.seconds, 3.0)

    def __post_init__(self) -> None:
        if self.patience_seconds < self.timeout_seconds:
            raise Invalid(
                f"must be engine.timeout_seconds ({self.timeout_seconds:g}) or more, not {self.patience_seconds:g}",
                "patience_seconds",
            )
        if len(self.retry_seconds) != self.attempts - 1:
            raise Invalid(
                f"must have one pause fewer than engine.attempts ({self.attempts}), but has {len(self.retry_seconds)}",
                "retry_seconds",
            )


# The states in which nothing has left the shop yet, in their order.
BEFORE_SHIPPING = ("placed", "confirmed", "packed")
_until = checks.one_of(*BEFORE_SHIPPING)
METHODS = ("upi", "card", "netbanking", "cod")


@dataclass(frozen=True, kw_only=True)
class Policies:
    """What the shop allows its customers, and what it promises them. Amounts are in paise, `..._until` is the last
    state of an order in which it may be done, days of delivery and of refunds are working days."""

    cancel_until: str = setting(_until, "packed")
    cancel_free_until: str = setting(_until, "confirmed")
    cancel_free_minutes: int = setting(checks.whole(0), 30)
    cancellation_fee: int = setting(checks.money, 49_00)
    change_items_until: str = setting(_until, "confirmed")
    change_address_until: str = setting(_until, "packed")
    return_days: int = setting(checks.whole(0), 10)
    return_days_of: Mapping[str, int] = setting(
        checks.named(checks.line, checks.whole(0)), default_factory=lambda: {"electronics": 7}
    )
    damaged_days: int = setting(checks.whole(0), 2)
    refund_days: Mapping[str, int] = setting(
        checks.named(checks.one_of(*METHODS), checks.whole(1)),
        default_factory=lambda: {"upi": 4, "card": 9, "netbanking": 9, "cod": 4},
    )
    point_worth: int = setting(checks.money, 1_00)

    def __post_init__(self) -> None:
        if BEFORE_SHIPPING.index(self.cancel_free_until) > BEFORE_SHIPPING.index(self.cancel_until):
            raise Invalid(f"must not be later than cancel_until ({self.cancel_until})", "cancel_free_until")
        missing = [method for method in METHODS if method not in self.refund_days]
        if missing:
            raise Invalid(f"must have {' and '.join(missing)} too", "refund_days")


@dataclass(frozen=True, kw_only=True)
class Backend:
    """The system that keeps the shop's records. `options` are what else the section says: each system has its own,
    which are checked where it is opened (`sahay.shop.opening`); `file` is where they stand."""

    kind: str = setting(checks.one_of("sql", "http", "woocommerce", "shopify"), "sql")
    options: Mapping[str, Any] = field(default_factory=dict)
    file: str = "sahay.yml"

    @property
    def is_demo(self) -> bool:
        """Whether the records are in Sahay's own tables, which the demo fills."""
        return self.kind == "sql" and not self.options.get("tables")


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Everything that the program is told from outside. Its repr leaves out what is secret."""

    shop: Shop
    languages: Languages
    hours: Hours
    handoff: Handoff
    verification: Verification
    identity: Identity
    mail: Mail
    faq: Faq
    tickets: Tickets
    desk: Desk
    service_levels: ServiceLevels
    aftercare: Aftercare
    people: People
    retention: Retention
    webhooks: Webhooks
    forwarding: Forwarding
    widget: Widget
    channels: Channels
    limits: Limits
    engine: Engine
    policies: Policies
    backend: Backend

    port: int
    engine_port: int
    actions_port: int
    var: Path
    database_url: str = field(repr=False)
    engine_database_url: str = field(repr=False)
    session_key: str = field(repr=False)
    engine_token: str = field(repr=False)
    proxies: int = 0
    metrics_token: str | None = field(default=None, repr=False)
    identity_secret: str | None = field(default=None, repr=False)
    demo_secret: str | None = field(default=None, repr=False)
    smtp_user: str | None = field(default=None, repr=False)
    smtp_password: str | None = field(default=None, repr=False)
    chatwoot: ChatwootSecrets | None = field(default=None, repr=False)
    channel_secrets: ChannelSecrets = field(default_factory=ChannelSecrets, repr=False)

    @property
    def ports(self) -> Iterator[tuple[str, int]]:
        """Each port with the variable that moves it."""
        yield from (
            ("PORT", self.port),
            ("ENGINE_PORT", self.engine_port),
            ("ACTIONS_PORT", self.actions_port),
        )
