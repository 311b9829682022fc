"""Long steps say what they do, and how long they take."""

import io
import threading

import pytest

from sahay.launch import progress
from sahay.launch.progress import Step


class Terminal(io.StringIO):
    """Remembers what is written, and tells when the seconds of a running step have been shown."""

    def __init__(self):
        super().__init__()
        self.counted = threading.Event()

    def isatty(self):
        return True

    def write(self, text):
        if text.endswith(" s") and "..." in text:
            self.counted.set()
        return super().write(text)


def test_in_a_log_a_step_is_two_lines():
    out = io.StringIO()
    with Step("[4/6] the model", out) as step:
        step.result = "trained"
    assert out.getvalue() == "[4/6] the model ...\n[4/6] the model: trained (0 s)\n"


def test_on_a_terminal_the_seconds_are_counted_on_one_line(monkeypatch):
    monkeypatch.setattr(progress, "TICK_SECONDS", 0.01)
    out = Terminal()
    with Step("the model", out):
        assert out.counted.wait(10)
    shown = out.getvalue()
    assert shown.startswith("the model ...\r\x1b[Kthe model ... 0 s")
    assert shown.endswith("\r\x1b[Kthe model: done (0 s)\n")
    assert shown.count("\n") == 1


@pytest.mark.parametrize(("error", "outcome"), [(ValueError, "failed"), (KeyboardInterrupt, "interrupted")])
def test_what_did_not_succeed_says_so(error, outcome):
    out = io.StringIO()
    with pytest.raises(error), Step("the model", out):
        raise error
    assert out.getvalue().endswith(f"the model: {outcome} (0 s)\n")


def test_what_is_skipped_is_one_line():
    out = io.StringIO()
    Step("[2/6] the app's packages", out).skip("there already")
    assert out.getvalue() == "[2/6] the app's packages: there already\n"


def test_a_note_does_not_end_up_in_the_counting_line():
    out = Terminal()
    with Step("start", out) as step:
        step.note("app is late")
    assert "\r\x1b[Kapp is late\n" in out.getvalue()
