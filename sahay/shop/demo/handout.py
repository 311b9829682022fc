"""`demo.json`: how to log in and which orders to try, for people and scripts. Only its owner may read it."""

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from sahay.shop.demo.logins import Login

NAME = "demo.json"


def known_passwords(path: Path) -> dict[str, str]:
    """The passwords by e-mail address that were handed out before; none when there is no readable file."""
    try:
        logins = json.loads(path.read_text(encoding="utf-8"))["agents"]
        return {login["email"]: login["password"] for login in logins}
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return {}


def write(path: Path, logins: Sequence[Login], orders: Sequence[Mapping[str, str]]) -> None:
    """A crash leaves the old file or the new one, never half of one."""
    agents = [asdict(login) for login in logins]
    content: dict[str, Any] = {"agent": agents[0], "agents": agents, "orders": orders}
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(f".{os.getpid()}.draft")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        json.dump(content, file, indent=2)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
