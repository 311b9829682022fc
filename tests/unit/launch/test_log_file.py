"""The files that the children write to."""

import pytest

from sahay.launch import log_file
from sahay.launch.log_file import CAUSED, WRAPPER


@pytest.fixture
def log(var):
    return var / "logs" / "app.log"


def test_each_run_begins_a_new_file_and_keeps_the_last(log):
    for text in ("first", "second", "third"):
        log_file.rotate(log)
        log.write_text(text)
    assert log.read_text() == "third"
    assert log.with_name("app.log.1").read_text() == "second"
    assert len(list(log.parent.iterdir())) == 2


def test_a_file_beyond_its_bound_is_emptied_under_its_writer(log):
    log_file.rotate(log)
    with log.open("ab", buffering=0) as writer:
        writer.write(b"x" * 100)
        log_file.bound(log, limit=100)  # at the bound, not beyond
        assert log.stat().st_size == 100
        writer.write(b"y")
        log_file.bound(log, limit=100)
        writer.write(b"after")
    assert log.read_text() == "after"
    assert log.with_name("app.log.1").read_text() == "x" * 100 + "y"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("", ""),
        ("\n \n", ""),
        ("one\ntwo\n\n", "two"),
        ("- a contradicts b\nPlease update your stories and rules so that ...\n", "- a contradicts b"),
        ("Traceback\n  File x\nValueError: why\n", "ValueError: why"),
        (f"KeyError: 'a'\n\n{CAUSED}\n\nTraceback\n  File x\n{WRAPPER} Error running node x.\n", "KeyError: 'a'"),
        (f"KeyError: 'a'\n\n{CAUSED}\n\nTraceback\n  File x\nValueError: why\n", "ValueError: why"),  # says more
        (f"KeyError: 'a'\n{CAUSED}\nValueError: b\n{CAUSED}\n{WRAPPER} Error.\n", "ValueError: b"),  # the nearest
        (f"{WRAPPER} Error running node x.\n", f"{WRAPPER} Error running node x."),  # the cause is nowhere
        ("\x1b[91mNo such file\x1b[0m\n", "No such file"),  # colours are for terminals
        ("आदेश\n", "आदेश"),
        ("x" * 20_000 + "\nthe end", "the end"),  # only the tail of a long file is read
        ("\udcff broken", "\ufffd broken"),  # bytes that are not UTF-8
    ],
)
def test_the_last_words(log, content, expected):
    log_file.rotate(log)
    log.write_bytes(content.encode(errors="surrogateescape"))
    assert log_file.last_line(log) == expected


def test_nobody_wrote(log):
    assert log_file.last_line(log) == ""
    log_file.bound(log)
    assert not log.exists()
