"""The part `channels.whatsapp:` of `sahay.yml`, and its secrets."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from sahay.config import checks
from sahay.config.errors import ConfigError, Invalid
from sahay.config.setting import setting

# What a template may be for, and what its placeholders may stand for (`sahay.channels.whatsapp.templates`).
PURPOSES = ("agent_reply", "rating", "follow_up", "order_update")
VALUES = ("text", "agent", "shop", "order")
# As many quick replies as anything else has buttons.
BUTTONS = 3
_KEYS = {"name", "languages", "values", "buttons"}
# What Meta signs and knows its calls by: long enough not to be guessed.
SECRET_CHARACTERS = 16
_TOKEN, _APP, _VERIFY = (f"SAHAY_WHATSAPP_{name}" for name in ("TOKEN", "APP_SECRET", "VERIFY_TOKEN"))

_template_name = checks.shaped(r"[a-z0-9_]{1,512}", "must be a template's name, of small letters, digits and _")
_code = checks.shaped(r"[a-z]{2,3}(_[A-Z]{2})?", "must be a language's code at Meta, as en or en_US")
_tag = checks.shaped(r"[a-z]{2,3}(-[A-Z][a-z]{3})?", "must be one of our languages, as hi or hi-Latn")


@dataclass(frozen=True, kw_only=True)
class ApprovedTemplate:
    """`languages` has Meta's code for each of ours, `values` what {{1}}, {{2}}... stand for, `buttons` how many quick
    replies it has."""

    name: str
    languages: Mapping[str, str]
    values: tuple[str, ...]
    buttons: int = 0


def _template(value: Any) -> ApprovedTemplate:
    if not isinstance(value, dict) or not {"name"} <= value.keys() <= _KEYS:
        raise checks.refuse("must have name, languages, values and buttons", value)
    languages = checks.named(_tag, _code)(value.get("languages", {"en": "en"}))
    if not languages:
        raise Invalid("must be approved in one language or more")
    values = checks.several(checks.one_of(*VALUES))(value.get("values", ["text"]))
    buttons = checks.whole(0)(value.get("buttons", 0))
    if buttons > BUTTONS:
        raise checks.refuse(f"must have {BUTTONS} buttons at most", buttons)
    return ApprovedTemplate(name=_template_name(value["name"]), languages=languages, values=values, buttons=buttons)


def _says_all(templates: Mapping[str, ApprovedTemplate]) -> None:
    """What an agent wrote is said, or the desk is told that it was not: a template without it does neither."""
    reply = templates.get("agent_reply")
    if reply and "text" not in reply.values:
        raise Invalid("must have text among its values, or nobody reads what the agent wrote", "templates.agent_reply")


@dataclass(frozen=True, kw_only=True)
class WhatsApp:
    """`number_id` is what Meta calls the shop's number, `templates` what may be said to who has not written for a day,
    by what it is for. `api` is where Meta is asked."""

    number_id: str | None = setting(
        checks.optional(
            checks.shaped(r"[0-9]{5,30}", "must be the number's id in quotes, as Meta's dashboard shows it")
        ),
        None,
    )
    templates: Mapping[str, ApprovedTemplate] = setting(
        checks.named(checks.one_of(*PURPOSES), _template), default_factory=lambda: MappingProxyType({})
    )
    api: str = setting(checks.url, "https://graph.facebook.com")

    def __post_init__(self) -> None:
        _says_all(self.templates)


@dataclass(frozen=True)
class WhatsAppSecrets:
    """`token` may send; Meta signs with the `app` secret what it sends; `verify` is a word of the operator's own, by
    which Meta's setup makes sure of the address."""

    token: str = field(repr=False)
    app: str = field(repr=False)
    verify: str = field(repr=False)


def whatsapp_secrets(environ: Mapping[str, str], section: WhatsApp) -> WhatsAppSecrets | None:
    """None when there are none. Raises ConfigError, in which no secret is shown."""
    given = {name: environ.get(name) or "" for name in (_TOKEN, _APP, _VERIFY)}
    if not any(given.values()):
        return None
    for name, value in given.items():
        if len(value) < SECRET_CHARACTERS or not (value.isascii() and value.isprintable()) or " " in value:
            raise ConfigError(f"{name}: must have {SECRET_CHARACTERS} characters or more; the three go together")
    if section.number_id is None:
        raise ConfigError(f"channels.whatsapp.number_id: is missing: {_TOKEN} is set")
    return WhatsAppSecrets(given[_TOKEN], given[_APP], given[_VERIFY])
