"""The captured notifications, as files of the channel: in the shapes that Meta publishes, with nobody's data."""

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[4] / "sahay" / "channels" / "whatsapp" / "payloads"
NUMBER = "106540352242922"
BODIES = {path.stem: path.read_bytes() for path in sorted(FOLDER.glob("*.json"))}


def document(name: str) -> dict[str, Any]:
    """A fresh copy."""
    read: dict[str, Any] = json.loads(BODIES[name])
    return read
