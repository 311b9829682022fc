"""`python -m tests.fuzz NAME [--minutes 10]`: feed one parser for so long. Exits with 1 when it found something, which
it keeps as a file.

It needs atheris (https://github.com/google/atheris), which has an environment of its own: python3 bootstrap.py fuzz.
"""

import argparse
import logging
import secrets
import sys
from pathlib import Path
from tempfile import mkdtemp

import structlog

try:
    import atheris
except ImportError:
    sys.exit("tests.fuzz: needs atheris: python3 bootstrap.py fuzz, and then .venv/fuzz/bin/python -m tests.fuzz")

# Where it is counted which lines were reached: what we wrote, and what of the standard library reads for us.
with atheris.instrument_imports(include=["sahay.channels", "sahay.http.bodies", "email", "json", "html", "telegram"]):
    from tests.fuzz import mutating
    from tests.fuzz.judging import in_time
    from tests.fuzz.targets import TARGETS, always

# The log has a line for each input that is refused.
structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
# Of one input, and of all the memory there may be. A webhook has 3 MB at most, which `always` tries.
INPUT_BYTES, MEMORY_MB = 64 * 1024, 1024
# An input that has no end. What takes more than a second of the processor's time is a finding anyway.
HANGS_SECONDS = 60


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("name", choices=TARGETS)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=1 + secrets.randbelow(10**6), help="a new one each time otherwise")
    asked = parser.parse_args()
    target, folder = TARGETS[asked.name], Path(mkdtemp(prefix=f"sahay-fuzz-{asked.name}-"))
    (folder / "corpus").mkdir()
    for number, (_, data) in enumerate(always(asked.name)):
        if len(data) <= INPUT_BYTES:
            (folder / "corpus" / f"seed-{number}").write_bytes(data)
    sys.stdout.write(f"{asked.name}, seed {asked.seed}, in {folder}\n")
    sys.stdout.flush()

    def once(data: bytes) -> None:
        in_time(target.read, data)

    def mutated(data: bytes, most: int, seed: int) -> bytes:
        return mutating.changed(target.form, data, most, seed, atheris.Mutate)

    options = {
        "max_total_time": int(asked.minutes * 60),
        "max_len": INPUT_BYTES,
        "rss_limit_mb": MEMORY_MB,
        "timeout": HANGS_SECONDS,
        "seed": asked.seed,
        "artifact_prefix": f"{folder}/",
        "print_final_stats": 1,
    }
    words = [f"-{name}={value}" for name, value in options.items()]
    atheris.Setup([sys.argv[0], *words, str(folder / "corpus")], once, custom_mutator=mutated)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
