"""A file of the knowledge base changed in an editor: what has a mistake never takes the place of what had none."""

import os
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from sahay.shop.faq import Entry, FaqError
from sahay.shop.faq.files import read_directory

NAMED_BY = ("VISUAL", "EDITOR")
FALLBACK = "vi"

TEMPLATE = """\
# What the fields mean, and what may be left out: data/faq/delivery.yml and docs/knowledge-base.md.
- key: {key}
  topic: shop
  tags: []
  questions:
    en:
      - The question?
    hi:
      - सवाल?
    gu:
      - સવાલ?
  answer:
    en: "The answer."
    hi: "जवाब।"
    gu: "જવાબ."
"""


def edit(file: Path, languages: Sequence[str], environ: Mapping[str, str] = os.environ) -> list[Entry]:
    """Open `file` (a new one from a template) in the editor, check it together with its directory, and only then
    replace it. Gives the entries of the directory. Raises FaqError, which names the draft that is kept."""
    before = file.read_text(encoding="utf-8") if file.exists() else TEMPLATE.format(key=file.stem)
    with tempfile.TemporaryDirectory() as scratch:
        draft = Path(scratch) / file.name
        draft.write_text(before, encoding="utf-8")
        _open(draft, environ)
        text = draft.read_text(encoding="utf-8")
    try:
        entries = checked(file, text, languages)
    except FaqError as error:
        kept = file.with_suffix(".draft")
        kept.write_text(text, encoding="utf-8")
        raise FaqError(f"{error} (nothing is changed; your text is in {kept})") from None
    file.write_text(text, encoding="utf-8")
    file.with_suffix(".draft").unlink(missing_ok=True)
    return entries


def checked(file: Path, text: str, languages: Sequence[str]) -> list[Entry]:
    """The entries of the directory if `text` were in `file`. Raises FaqError; changes nothing."""
    with tempfile.TemporaryDirectory() as scratch:
        drafts = Path(scratch) / "faq"
        shutil.copytree(file.parent, drafts)
        (drafts / file.name).write_text(text, encoding="utf-8")
        return read_directory(drafts, languages)


def _open(draft: Path, environ: Mapping[str, str]) -> None:
    editor = next((environ[name] for name in NAMED_BY if environ.get(name)), FALLBACK)
    try:
        subprocess.run([*shlex.split(editor), str(draft)], check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise FaqError(f"{editor}: cannot edit {draft.name}: {error}") from None
