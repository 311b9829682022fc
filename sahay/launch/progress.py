"""Steps that take their time, told in the terminal with the seconds that they take.

bootstrap.py tells its steps with this too, so it needs no package and runs on Python 3.8.
"""

import sys
import threading
import time
from types import TracebackType
from typing import Optional, TextIO, Type

TICK_SECONDS = 1.0


class Step:
    """`with Step("[2/6] the engine's packages"):` shows the text, counts seconds on a terminal, and then says
    how it went: what `result` was set to, else "done"; or "failed"."""

    def __init__(self, text: str, out: Optional[TextIO] = None) -> None:
        self.text = text
        self.result = ""
        self._out = out or sys.stdout
        self._counts = self._out.isatty()
        self._over = threading.Event()
        self._counter = threading.Thread(target=self._count, daemon=True)

    def note(self, text: str) -> None:
        """Say something else meanwhile."""
        self._write(f"{self._back()}{text}\n")

    def skip(self, result: str) -> None:
        """Say in one line that there was nothing to do."""
        self._write(f"{self.text}: {result}\n")

    def __enter__(self) -> "Step":
        self._started = time.monotonic()
        self._write(f"{self.text} ..." + ("" if self._counts else "\n"))
        if self._counts:
            self._counter.start()
        return self

    def __exit__(
        self,
        kind: Optional[Type[BaseException]],
        error: Optional[BaseException],
        trace: Optional[TracebackType],
    ) -> None:
        self._over.set()
        if self._counts:
            self._counter.join()
        result = self._outcome(kind)
        self._write(f"{self._back()}{self.text}: {result} ({self._elapsed()} s)\n")

    def _outcome(self, kind: Optional[Type[BaseException]]) -> str:
        if kind is None:
            return self.result or "done"
        return "failed" if issubclass(kind, Exception) else "interrupted"

    def _count(self) -> None:
        while not self._over.wait(TICK_SECONDS):
            self._write(f"{self._back()}{self.text} ... {self._elapsed()} s")

    def _elapsed(self) -> int:
        return round(time.monotonic() - self._started)

    def _back(self) -> str:
        return "\r\x1b[K" if self._counts else ""

    def _write(self, text: str) -> None:
        self._out.write(text)
        self._out.flush()
