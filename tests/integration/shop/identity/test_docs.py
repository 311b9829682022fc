"""What docs/identity.md tells a shop to do is believed."""

import re
import time
from datetime import UTC, datetime
from pathlib import Path

from sahay.shop.identity.tokens import TokenReader
from tests.integration.shop.identity.world import SECRET

PAGE = (Path(__file__).parents[4] / "docs" / "identity.md").read_text(encoding="utf-8")


def test_a_token_that_is_signed_as_in_the_example_is_believed(monkeypatch):
    monkeypatch.setenv("SAHAY_IDENTITY_SECRET", SECRET)
    (example,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    names: dict = {}
    exec(example, names)  # noqa: S102

    reader, now = TokenReader(SECRET), datetime.fromtimestamp(time.time(), UTC)
    first, second = (reader.read(names["chat_token"]("c-1"), now) for _ in range(2))
    assert first.account_id == "c-1"
    assert first.token_key != second.token_key
