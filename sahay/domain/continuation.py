"""A conversation of the website goes on elsewhere: the code that says which one, once and for a short time.

It travels in a link that a customer opens, and anybody may be sent a link. So it opens nothing by itself: who arrives
with it is asked, and `docs/identity.md` says what they get.
"""

import hashlib
import re
import secrets
from datetime import timedelta

# Long enough to take up a phone, short enough that a link which is found later is worth nothing.
LIFE = timedelta(minutes=15)
# Codes that are no good, from one chat, and for how long they count. Guessing is hopeless (128 bits): this bounds work.
ATTEMPTS = 5
COUNTED_FOR = timedelta(hours=1)

_BYTES = 16
# Letters that both a Telegram link's parameter and a message take as they are:
# https://core.telegram.org/bots/features#deep-linking
_CODE = re.compile(r"(?<![A-Za-z0-9_-])go-[0-9a-f]{32}(?![A-Za-z0-9_-])")


def new_code() -> str:
    return f"go-{secrets.token_hex(_BYTES)}"


def code_in(text: str) -> str | None:
    """The code that a text holds, whatever stands around it."""
    found = _CODE.search(text)
    return found[0] if found else None


def without_code(text: str) -> str:
    """What else it says: a code is for nobody to read."""
    return _CODE.sub("…", text).strip()


def digest(code: str) -> str:
    """What is kept of it. It is random and long: a plain digest cannot be turned back."""
    return hashlib.sha256(code.encode()).hexdigest()
