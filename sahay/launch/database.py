"""The database, brought to the current schema and filled: by the programs of store and shop."""

import sys
from textwrap import shorten

from sahay.config import Settings
from sahay.launch.program import run_program
from sahay.launch.progress import Step

SHOWN_CHARACTERS = 50
PROGRAMS = {"migrate": "sahay.store", "load": "sahay.shop.faq"}
DEMO = {"seed": "sahay.shop.demo"}


def prepare_database(settings: Settings, step: Step) -> None:
    """Migrate, load the FAQ, and seed the demo unless the shop's records are elsewhere; all leave alone what is done
    already. Raises ProgramFailed."""
    with step:
        said = [
            run_program(command, (sys.executable, "-m", module, command), settings)
            for command, module in (PROGRAMS | (DEMO if settings.backend.is_demo else {})).items()
        ]
        step.result = "; ".join(
            shorten(line.rstrip("."), SHOWN_CHARACTERS, placeholder=" ...") for line in said if line
        )
