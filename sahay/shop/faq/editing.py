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
    with tempfile.TemporaryDirectory() as scratch:
        drafts = Path(scratch) / "faq"
        shutil.copytree(file.parent, drafts)
        draft = drafts / file.name
        if not draft.exists():
            draft.write_text(TEMPLATE.format(key=file.stem), encoding="utf-8")
        _open(draft, environ)
        try:
            entries = read_directory(drafts, languages)
        except FaqError as error:
            kept = file.with_suffix(".draft")
            shutil.copy(draft, kept)
            raise FaqError(f"{error} (nothing is changed; your text is in {kept})") from None
        shutil.copy(draft, file)
    file.with_suffix(".draft").unlink(missing_ok=True)
    return entries


def _open(draft: Path, environ: Mapping[str, str]) -> None:
    editor = next((environ[name] for name in NAMED_BY if environ.get(name)), FALLBACK)
    try:
        subprocess.run([*shlex.split(editor), str(draft)], check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise FaqError(f"{editor}: cannot edit {draft.name}: {error}") from None
