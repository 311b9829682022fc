"""What is read of a run."""

from tests.crash.recording import errors


def test_only_errors_are_errors(tmp_path):
    log = tmp_path / "app.log"
    failed = '{"event": "http.failed", "level": "error"}'
    log.write_text(f'{{"event": "turn.asked", "level": "info"}}\nnot structured\n{failed}\n', encoding="utf-8")
    assert errors(log) == [failed]
