"""Who leaves what is asked, in words that the engine takes for something else."""

import pytest

from actions.leaving import leaves


@pytest.mark.parametrize("text", ["stop", "STOP!", "please stop it", "nathi karvu", "મારે નથી કરવું", "नहीं करना है"])
def test_who_leaves(text: str) -> None:
    assert leaves(text)


@pytest.mark.parametrize(
    "text",
    [
        "stop the newsletter",  # another wish
        "10234",
        "ok",
        "return nathi karvu, exchange karvu che",  # another way to do it
        "",
    ],
)
def test_who_does_not(text: str) -> None:
    assert not leaves(text)
