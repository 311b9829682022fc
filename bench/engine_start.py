"""What the engine costs before its first message: `.venv/engine/bin/python -m bench.engine_start [--model MODEL]`.

Medians of five runs: of Rasa's imports alone, and of an engine that is ready to answer. Linux only: it reads /proc.
"""

import argparse
import os
import resource
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from components.launcher import ROOT

RUNS = 5
IMPORTS = "from components import launcher; launcher.prepare(); import rasa.__main__, rasa.core.run"
TICKS = os.sysconf("SC_CLK_TCK")  # per second, the unit of CPU time in /proc


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", default=str(ROOT / "models"), help="a model, or a directory of models")
    model = parser.parse_args().model
    print("              wall s   CPU s      MB")
    _show("imports", [_imports() for _ in range(RUNS)])
    _show("ready", [_ready(model) for _ in range(RUNS)])


def _show(what: str, runs: list[tuple[float, float, float]]) -> None:
    print(f"{what:12} {{:8.2f}}{{:8.2f}}{{:8.0f}}".format(*map(statistics.median, zip(*runs, strict=True))))


def _imports() -> tuple[float, float, float]:
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    code = f"{IMPORTS}; import resource; print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    wall, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, float(done.stdout)


def _ready(model: str) -> tuple[float, float, float]:
    with socket.socket() as free, tempfile.TemporaryDirectory() as var:
        free.bind(("127.0.0.1", 0))
        settings = {"ENGINE_PORT": str(free.getsockname()[1]), "SAHAY_VAR": var, "SAHAY_ENGINE_TOKEN": "bench"}
        free.close()
        started = time.perf_counter()
        engine = subprocess.Popen(
            [sys.executable, "-m", "components.launcher", "run", "--model", model],
            cwd=ROOT,
            env=os.environ | settings,
            stdout=subprocess.PIPE,
            text=True,
        )
        for line in engine.stdout:
            if "engine.ready" in line:
                break
        wall = time.perf_counter() - started
        process = Path(f"/proc/{engine.pid}")
        ticks = (process / "stat").read_text().rpartition(")")[2].split()[11:13]
        status = dict(line.split(":", 1) for line in (process / "status").read_text().splitlines())
        engine.terminate()
        engine.communicate()
    return wall, sum(map(int, ticks)) / TICKS, int(status["VmRSS"].split()[0]) / 1024


if __name__ == "__main__":
    main()
