"""`sahay.yml` itself: read, and its sections turned into the dataclasses of `sections`."""

import difflib
from collections.abc import Iterable
from dataclasses import MISSING, Field, fields, replace
from pathlib import Path
from typing import Any

from sahay.config import sections
from sahay.config.aftercare import Aftercare
from sahay.config.channels import Channels
from sahay.config.desk import Desk
from sahay.config.errors import ConfigError, Invalid
from sahay.config.forwarding import Forwarding
from sahay.config.people import People
from sahay.config.retention import Retention
from sahay.config.service_levels import ServiceLevels
from sahay.config.webhooks import Webhooks
from sahay.config.widget import Widget
from sahay.config.yaml_file import read_yaml

BACKEND = "backend"
SECTIONS: dict[str, type] = {
    "shop": sections.Shop,
    "languages": sections.Languages,
    "hours": sections.Hours,
    "handoff": sections.Handoff,
    "verification": sections.Verification,
    "identity": sections.Identity,
    "mail": sections.Mail,
    "faq": sections.Faq,
    "tickets": sections.Tickets,
    "desk": Desk,
    "service_levels": ServiceLevels,
    "aftercare": Aftercare,
    "people": People,
    "retention": Retention,
    "webhooks": Webhooks,
    "forwarding": Forwarding,
    "widget": Widget,
    "channels": Channels,
    "limits": sections.Limits,
    "engine": sections.Engine,
    "policies": sections.Policies,
}


def read_sections(path: Path) -> dict[str, Any]:
    """The sections of the file at `path`, by name. Raises ConfigError."""
    document = _mapping(read_yaml(path, path.name), path.name)
    _refuse_unknown(document, [*SECTIONS, BACKEND], path.name, "")
    read = {name: read_section(name, shape, document.get(name), path.name) for name, shape in SECTIONS.items()}
    return read | {BACKEND: _backend(document.get(BACKEND), path.name)}


def _backend(value: Any, file: str) -> sections.Backend:
    """Only the kind is read: whose options the others are depends on it."""
    options = dict(_mapping(value, f"{file}: {BACKEND}"))
    kind = {"kind": options.pop("kind")} if "kind" in options else {}
    chosen: sections.Backend = read_section(BACKEND, sections.Backend, kind, file)
    return replace(chosen, options=options, file=file)


def read_section(name: str, shape: type, value: Any, file: str) -> Any:
    """`value`, as YAML read it, as the dataclass `shape` whose fields are `sections.setting`s. Raises ConfigError."""
    given = _mapping(value, f"{file}: {name}")
    shape_fields = fields(shape)
    _refuse_unknown(given, [each.name for each in shape_fields], file, f"{name}.")
    values = {}
    for each in shape_fields:
        try:
            if each.name in given:
                values[each.name] = _value(each, f"{name}.{each.name}", given[each.name], file)
            elif _required(each):
                raise Invalid("is missing", each.name)
        except Invalid as invalid:
            raise ConfigError(f"{file}: {name}.{each.name}: {invalid.rule}") from None
    try:
        return shape(**values)
    except Invalid as invalid:
        raise ConfigError(f"{file}: {name}.{invalid.key}: {invalid.rule}") from None


def _value(each: Field[Any], name: str, value: Any, file: str) -> Any:
    """Raises Invalid; ConfigError for a part with settings of its own."""
    shape = each.metadata.get("shape")
    return read_section(name, shape, value, file) if shape else each.metadata["check"](value)


def _required(each: Field[Any]) -> bool:
    return each.default is MISSING and each.default_factory is MISSING


def _mapping(value: Any, where: str) -> dict[str, Any]:
    """An empty document or section reads as None, and means that everything is left at its default."""
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise ConfigError(f"{where}: must be keys with values, not {value!r:.60}")
    return value


def _refuse_unknown(given: dict[str, Any], known: Iterable[str], file: str, prefix: str) -> None:
    known = list(known)
    for key in given:
        if key not in known:
            near = difflib.get_close_matches(str(key), known, 1)
            hint = f"did you mean {near[0]}?" if near else f"known are {', '.join(known)}"
            raise ConfigError(f"{file}: {prefix}{key}: is not a setting; {hint}")
