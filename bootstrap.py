"""Make the environments in .venv/ from the locks in requirements/: python3 bootstrap.py [--steps N] [NAME...]

Needs nothing but a Python 3.8 or later with pip, and installs nothing outside this directory. NAME is a
lock: "app" and "engine" are what runs, "dev" and "engine-dev" add what their tests need. An environment that
was once made for tests keeps what they need. What is there already and fits is left alone.
"""

import argparse
import fcntl
import hashlib
import json
import os
import platform
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import Dict, Iterator, List, NamedTuple, Optional, Tuple

from sahay.launch.progress import Step

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
LOCKS = ROOT / "requirements"
UV = VENV / "uv" / "bin" / "uv"
SHOWN_LINES = 6

CHILD_ENVIRONMENT = {
    # pip installs where it is told, whatever its configuration says.
    "PIP_USER": "0",
    "PIP_REQUIRE_VIRTUALENV": "0",
    "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    # A Python that uv has to fetch lands in this directory too.
    "UV_PYTHON_INSTALL_DIR": str(VENV / "python"),
    "UV_NO_PROGRESS": "1",
}


class Failed(Exception):
    """A step did not succeed; the text says why and what to do."""


class Environment(NamedTuple):
    """One directory in .venv/, and what it is made from."""

    name: str
    locks: Dict[str, str]  # each with what an empty cache has to fetch; a later one holds all of an earlier one
    lowest: Tuple[int, int]  # Python: this or later...
    below: Tuple[int, int]  # ...and before this
    config: Optional[str] = None  # uv's settings, in requirements/

    @property
    def directory(self) -> Path:
        return VENV / self.name

    @property
    def python(self) -> Path:
        return self.directory / "bin" / "python"

    @property
    def stamp(self) -> Path:
        return self.directory / "made-from.json"

    @property
    def versions(self) -> str:
        """The versions of Python that it runs on, as uv reads them."""
        return ">={}.{},<{}.{}".format(*self.lowest, *self.below)

    def fits(self, version: str) -> bool:
        return self.lowest <= tuple(int(part) for part in version.split(".")[:2]) < self.below


ENVIRONMENTS = (
    Environment("app", {"app": "80 MB", "dev": "200 MB"}, (3, 11), (3, 15)),
    # Rasa 3.6.21 is held to NumPy 1.24 and scikit-learn 1.1, which have no wheels for Python 3.12.
    Environment("engine", {"engine": "260 MB", "engine-dev": "260 MB"}, (3, 11), (3, 12), "engine.uv.toml"),
    # Feeds the parsers (tests/fuzz); the fuzzer has no wheels for Python 3.15.
    Environment("fuzz", {"fuzz": "90 MB"}, (3, 11), (3, 14)),
    # A peer that bench/understanding compares with: stock Rasa with TensorFlow.
    Environment("peers-diet", {"peers-diet": "600 MB"}, (3, 11), (3, 12), "peers-diet.uv.toml"),
)


def main() -> None:
    known = [lock for environment in ENVIRONMENTS for lock in environment.locks]
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--steps", type=int, help="how many steps there are in all, these and what follows")
    parser.add_argument("locks", nargs="*", metavar="NAME", help="one of " + ", ".join(known))
    asked = parser.parse_args()
    if sys.version_info < (3, 8):
        sys.exit(f"bootstrap: needs Python 3.8 or later, not {platform.python_version()}")
    if not set(asked.locks) <= set(known):
        parser.error("a NAME is one of " + ", ".join(known))
    steps = asked.steps or len(asked.locks) + 1
    try:
        with _alone():
            install_uv(f"[1/{steps}] uv, which installs the rest")
            for number, lock in enumerate(asked.locks, 2):
                environment = next(each for each in ENVIRONMENTS if lock in each.locks)
                make(environment, lock, f"[{number}/{steps}]")
    except Failed as failure:
        sys.exit(f"bootstrap: {failure}")
    except KeyboardInterrupt:
        sys.exit(130)


def install_uv(title: str) -> None:
    """Put uv into .venv/uv by pip's --target, which neither an externally managed Python nor a missing venv
    module stands in the way of."""
    lock = LOCKS / "uv.txt"
    home = VENV / "uv"
    stamp = home / "made-from.json"
    wanted = {"sha256": _sha256(lock)}
    if _read(stamp) == wanted and UV.exists():
        Step(title).skip("there already")
        return
    _require_pip()
    draft = VENV / "uv.draft"
    shutil.rmtree(str(draft), ignore_errors=True)
    with Step(title + " (20 MB to download)"):
        arguments = ["--quiet", "--no-deps", "--require-hashes", "--no-compile", "--target", str(draft)]
        _run([sys.executable, "-m", "pip", "install", *arguments, "-r", str(lock)])
        (draft / stamp.name).write_text(json.dumps(wanted))
        shutil.rmtree(str(home), ignore_errors=True)
        draft.replace(home)


def make(environment: Environment, lock: str, number: str) -> None:
    """Bring the environment to `lock`, or to the greater lock that it was once made from."""
    made_from = _read(environment.stamp)
    lock = [name for name in environment.locks if name in (lock, made_from.get("lock"))][-1]
    version = _version(environment.python)
    usable = version is not None and environment.fits(version)
    wanted = {"lock": lock, "sha256": _sha256(LOCKS / f"{lock}.txt"), "python": version}
    title = f"{number} the {environment.name}'s packages"
    if usable and made_from == wanted:
        Step(title).skip(f"there already ({lock}.txt on Python {version})")
        return
    with Step(f"{title} (up to {environment.locks[lock]} to download)") as step:
        if environment.stamp.exists():
            environment.stamp.unlink()  # from here on it is neither what it was nor what it shall be
        if not usable:
            _make_empty(environment)
        _sync(environment, lock)
        wanted["python"] = _version(environment.python)
        environment.stamp.write_text(json.dumps(wanted))
        step.result = f"{lock}.txt on Python {wanted['python']}"


def _make_empty(environment: Environment) -> None:
    """An environment without packages, on the Python that runs this if it fits, else on one that uv finds."""
    python = sys.executable if environment.fits(platform.python_version()) else environment.versions
    try:
        _run([str(UV), "venv", "--clear", "--no-project", "--python", python, str(environment.directory)])
    except Failed as failure:
        raise Failed(
            f"{failure}\nThe {environment.name} needs Python {environment.versions}. "
            "If uv could not fetch one, install it from your system's packages and run this again."
        )


def _sync(environment: Environment, lock: str) -> None:
    command = [str(UV)]
    if environment.config:
        command += ["--config-file", str(LOCKS / environment.config)]
    # Compiled now, since PYTHONDONTWRITEBYTECODE in someone's shell would have each start compile anew.
    command += ["pip", "sync", "--require-hashes", "--compile-bytecode", "--python", str(environment.python)]
    command += ["--build-constraints", str(LOCKS / "build.txt"), str(LOCKS / f"{lock}.txt")]
    _run(command)


def _run(command: List[str]) -> None:
    """Run quietly; a failure carries the last lines that were said."""
    done = subprocess.run(
        command,
        env={**os.environ, **CHILD_ENVIRONMENT},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        universal_newlines=True,
    )
    if done.returncode != 0:
        lines = [line for line in done.stdout.splitlines() if line.strip()]
        raise Failed("\n".join([f"{Path(command[0]).name} failed:", *lines[-SHOWN_LINES:]]))


def _require_pip() -> None:
    if subprocess.run([sys.executable, "-c", "import pip"], stderr=subprocess.DEVNULL).returncode != 0:
        raise Failed(
            f"{sys.executable} has no pip; install it (Debian and Ubuntu: apt install python3-pip) "
            "and run the same command again"
        )


def _version(python: Path) -> Optional[str]:
    """The version of the Python at this path, or None when there is none that runs."""
    try:
        done = subprocess.run(
            [str(python), "-c", "import platform; print(platform.python_version())"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            universal_newlines=True,
        )
    except OSError:
        return None
    return done.stdout.strip() or None


def _read(stamp: Path) -> Dict[str, str]:
    try:
        content = json.loads(stamp.read_text())
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@contextmanager
def _alone() -> Iterator[None]:
    """Two copies started at once make the environments one after the other."""
    VENV.mkdir(exist_ok=True)
    with (VENV / "lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("waiting for another bootstrap of this directory")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


if __name__ == "__main__":
    main()
