"""Files that people write in YAML: a mistake in one gives its name and line."""

from pathlib import Path
from typing import Any

import yaml

from sahay.config.errors import ConfigError

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def safe_load(text: str) -> Any:
    """Like PyYAML's own, which reads ten thousand utterances in ten times the time. Raises yaml.YAMLError."""
    return yaml.load(text, _LOADER)  # noqa: S506 (both are safe)


def read_yaml(path: Path, name: str) -> Any:
    """The content of the file, that errors call `name`. Raises ConfigError."""
    try:
        return safe_load(path.read_text(encoding="utf-8"))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f", line {mark.line + 1}" if mark else ""
        raise ConfigError(f"{name}{where}: not valid YAML: {error.problem}") from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ConfigError(f"{name}: not valid YAML: {str(error).splitlines()[0]}") from None
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}") from None
