"""YAML files as they are checked."""

from pathlib import Path
from typing import Any

import yaml


class Mistake(Exception):
    """One line that names the file and the key, and says what it must be."""


def content(path: Path, name: str) -> Any:
    """What is in the file that mistakes call ``name``. Raises Mistake."""
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise Mistake(f"{name}: cannot be read: {error.strerror}") from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise Mistake(f"{name}: not valid YAML: {' '.join(str(error).split())}") from None


def require(holds: bool, mistake: str) -> None:
    """Raise Mistake unless it ``holds``."""
    if not holds:
        raise Mistake(mistake)


def is_word(form: object) -> bool:
    return isinstance(form, str) and bool(form.strip())
