"""Programs that are run to their end before the next step."""

import os
import signal
import sys

import pytest

from sahay.launch.program import ProgramFailed, run_program


def run(code, settings):
    return run_program("migrate", (sys.executable, "-c", code), settings)


def test_the_last_line_is_the_result(settings):
    assert run("print('working'); print('at schema 0001')", settings) == "at schema 0001"
    assert (settings.var / "logs" / "migrate.log").read_text() == "working\nat schema 0001\n"


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("raise ValueError('why')", "migrate failed: ValueError: why (all of it: "),
        ("import sys; sys.exit('why')", "migrate failed: why (all of it: "),
        ("import sys; sys.exit(3)", "migrate failed: stopped with status 3 (all of it: "),  # without a word
        ("import os; os.kill(os.getpid(), 9)", "migrate failed: was ended by SIGKILL (all of it: "),
    ],
)
def test_a_failure_is_one_line(settings, code, error):
    with pytest.raises(ProgramFailed) as raised:
        run(code, settings)
    assert str(raised.value).startswith(error)
    assert str(raised.value).endswith("/logs/migrate.log)")
    assert "\n" not in str(raised.value)


def test_it_is_told_the_settings(settings):
    assert run("import os; print(os.environ['SAHAY_VAR'])", settings) == str(settings.var)


def test_it_runs_on_a_leash(settings):
    """Training does not go on for a minute when its supervisor was killed."""
    code = "import ctypes; n = ctypes.c_int(); ctypes.CDLL(None).prctl(2, ctypes.byref(n)); print(n.value)"
    expected = signal.SIGKILL.value if sys.platform == "linux" else 0
    assert run(code, settings) == str(expected)
    assert run("import os; print(os.getppid())", settings) == str(os.getpid())
