"""What docs/channels.md says of limits is what the code has."""

from sahay.channels.limits_table import FILE, renewed


def test_the_table_is_of_these_limits() -> None:
    text = FILE.read_text(encoding="utf-8")

    assert renewed(text) == text
