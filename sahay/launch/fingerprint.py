"""What a trained model depends on, as one short name: same name, same model."""

import hashlib
from pathlib import Path

from sahay.config import ROOT
from sahay.launch.bot_files import sources

CHARACTERS = 16


def fingerprint(root: Path = ROOT) -> str:
    """The name of the model that the files in `root` give: changes when one of them changes, comes or goes."""
    digest = hashlib.sha256()
    for path in sources(root):
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        digest.update(f"{path.relative_to(root).as_posix()} {content}\n".encode())
    return digest.hexdigest()[:CHARACTERS]
