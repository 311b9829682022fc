"""Which files may be sent, and under which name."""

import re
import unicodedata
from collections.abc import Mapping

# The largest file: what phones take is 3 to 6 MB; WhatsApp takes images up to 5 MB, Telegram's bots send up to 50 MB.
FILE_BYTES = 10 * 1024 * 1024
# Files with one message.
FILES = 5
# The length of the column that keeps a name.
NAME_CHARACTERS = 120

TEXT = "text/plain"
# The types that are taken, with the ending that a name gets. Nothing that a browser would run, no archives.
ENDINGS: Mapping[str, tuple[str, ...]] = {
    "image/jpeg": (".jpg", ".jpeg"),
    "image/png": (".png",),
    "image/gif": (".gif",),
    "image/webp": (".webp",),
    "application/pdf": (".pdf",),
    "audio/ogg": (".ogg", ".oga", ".opus"),
    "video/mp4": (".mp4",),
    TEXT: (".txt", ".csv", ".log"),
}
# What the console may show in its place.
IMAGES = frozenset(kind for kind in ENDINGS if kind.startswith("image/"))

# Marks that mean nothing to file systems and shells.
_HARMLESS = frozenset(" .,()+@-_")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def safe_name(name: str, kind: str) -> str:
    """The name without folders, marks that mean something to programs, and another ending than the type's."""
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", name))[-1]
    plain = " ".join("".join(map(_harmless, last)).split()).lstrip(".-").strip(" .")
    endings = ENDINGS[kind]
    stem, dot, ending = plain.rpartition(".")
    if dot and f".{ending.lower()}" in endings:
        plain, last_ending = stem, f".{ending.lower()}"
    else:
        last_ending = endings[0]
    stem = plain[: NAME_CHARACTERS - len(last_ending)].strip(" .") or "file"
    return stem + last_ending


def is_text(data: bytes) -> bool:
    """Whether somebody wrote it: UTF-8 without control characters."""
    try:
        return bool(data) and not _CONTROL.search(data.decode())
    except UnicodeDecodeError:
        return False


def _harmless(char: str) -> str:
    """The character, if it is a letter, a number or a sign on one; nothing for what is not seen: direction marks can
    make `exe.jpg` of `gpj.exe`."""
    kind = unicodedata.category(char)
    if kind[0] == "C":
        return " " if char.isspace() else ""
    return char if kind[0] in "LNM" or char in _HARMLESS else "_"
