"""Secrets that nobody set: made once, and kept in the data directory for the next start."""

import fcntl
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sahay.config.errors import ConfigError

GENERATED_BYTES = 32  # the size of an HMAC-SHA-256 key


def stored_secrets(path: Path, names: tuple[str, ...]) -> dict[str, str]:
    """The secrets kept in the file at `path` (mode 0600), made first for the names that it lacks.

    Several processes may start at once: all get the same ones. Raises ConfigError.
    """
    if not names:
        return {}
    try:
        with _alone_in(path.parent):
            kept = _read(path)
            missing = [name for name in names if name not in kept]
            if missing:
                kept |= {name: secrets.token_urlsafe(GENERATED_BYTES) for name in missing}
                _write(path, kept)
    except OSError as error:
        raise ConfigError(f"SAHAY_VAR: {path} cannot be kept there: {error.strerror}") from None
    return {name: kept[name] for name in names}


@contextmanager
def _alone_in(directory: Path) -> Iterator[None]:
    directory.mkdir(parents=True, exist_ok=True)
    handle = os.open(directory, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _read(path: Path) -> dict[str, str]:
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except ValueError:
        kept = None
    if not isinstance(kept, dict) or not all(isinstance(value, str) and value for value in kept.values()):
        raise ConfigError(f"{path}: is damaged; delete it to have new secrets made")
    return kept


def _write(path: Path, kept: dict[str, str]) -> None:
    """A crash leaves the old file or the new one, never half of one."""
    draft = path.with_suffix(".draft")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        json.dump(kept, file)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
