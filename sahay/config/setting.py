"""A field of a section."""

from dataclasses import MISSING, field
from typing import Any

from sahay.config import checks


def setting(check: checks.Check, default: Any = MISSING, *, default_factory: Any = MISSING) -> Any:
    """A field that `check` reads from the file; without a default the file must have it."""
    return field(default=default, default_factory=default_factory, metadata={"check": check})


def part(shape: type) -> Any:
    """A field with settings of its own: `shape` is read as a section is, and may be left out."""
    return field(default_factory=shape, metadata={"shape": shape})
