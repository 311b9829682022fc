"""A step is seen in a log when its line is whole, and not before."""

import json
import threading

import pytest

from tests.crash.steps import Announcements, LogReader, event_of, wait_for_event


@pytest.mark.parametrize(
    ("line", "event"),
    [
        (b'{"event": "turn.asked", "seq": 4}', "turn.asked"),
        (b"Traceback (most recent call last):", None),  # not of the structured log
        (b'{"message": "turn.asked"}', None),  # no event
        (b'"turn.asked"', None),  # JSON, but no object
        (b"\xff\xfe", None),  # not even text
    ],
)
def test_the_event_of_a_line(line, event):
    assert event_of(line) == event


def test_reads_what_is_added_line_by_line(tmp_path):
    log = tmp_path / "app.log"
    log.write_bytes(b"old\n")
    reader = LogReader(log)
    assert reader.lines() == []
    with log.open("ab", buffering=0) as file:
        file.write(b"one\ntw")
        assert reader.lines() == [b"one"]
        file.write(b"o\nthree\n")
        assert reader.lines() == [b"two", b"three"]


def test_reads_on_after_the_log_was_emptied(tmp_path):
    log = tmp_path / "app.log"
    log.write_bytes(b"a long line that was there before\n")
    reader = LogReader(log)
    log.write_bytes(b"new\n")
    assert reader.lines() == [b"new"]


def test_waits_for_the_event_and_not_for_another(tmp_path):
    log = tmp_path / "app.log"
    log.write_bytes(b'{"event": "turn.asked"}\n')  # before we looked: does not count
    moments = iter(range(100))

    def add_a_line() -> float:
        """The clock: each look at it is a moment later, and at the third the line is there."""
        moment = next(moments)
        event = "turn.asked" if moment == 3 else "inbox.committed"
        with log.open("a", encoding="utf-8") as file:
            file.write(json.dumps({"event": event}) + "\n")
        return float(moment)

    assert wait_for_event(log, "turn.asked", 50, clock=add_a_line)
    assert next(moments) == 4


def test_gives_up_in_time(tmp_path):
    log = tmp_path / "app.log"
    log.touch()
    moments = iter(range(100))
    assert not wait_for_event(log, "turn.asked", 3, clock=lambda: float(next(moments)))


def test_our_own_steps_are_heard_by_who_waits_for_them():
    announcements = Announcements()
    announcements.tell("agent.sends")  # nobody waits: forgotten
    over = threading.Event()

    def announce() -> None:
        while not over.wait(0.001):
            announcements.tell("customer.sends")

    teller = threading.Thread(target=announce)
    teller.start()
    try:
        assert announcements.wait("customer.sends", 10)
        assert not announcements.wait("agent.sends", 0.01)
    finally:
        over.set()
        teller.join()
