"""A program that is run to its end before the next step: training, migration, seeding."""

import subprocess

from sahay.config import ROOT, Settings
from sahay.launch import log_file
from sahay.launch.process import describe_status, leashed, log_path
from sahay.launch.service import child_environment


class ProgramFailed(Exception):
    """What failed, its last words, and where the rest of them are."""


def run_program(name: str, command: tuple[str, ...], settings: Settings) -> str:
    """Run `command` with its output in var/logs/NAME.log; the last line of it. Raises ProgramFailed."""
    log = log_path(name, settings.var)
    log_file.rotate(log)
    with log.open("wb") as output:
        done = subprocess.run(
            leashed(command),
            cwd=ROOT,
            env=child_environment(settings),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
        )
    last_line = log_file.last_line(log)
    if done.returncode != 0:
        reason = last_line or describe_status(done.returncode)
        raise ProgramFailed(f"{name} failed: {reason} (all of it: {log})")
    return last_line
