"""Who says that a parcel never came."""

import pytest

from actions.not_received import says_it_never_came


@pytest.mark.parametrize(
    "text",
    [
        "it says delivered but i never got it",
        "no i did not get it!!",
        "didn't receive anything",
        "mujhe parcel nahi mila",
        "मुझे पार्सल नहीं मिला",
        "mane malyu nathi",
        "મને હજી નથી મળ્યું",
    ],
)
def test_who_says_it(text: str) -> None:
    assert says_it_never_came(text)


@pytest.mark.parametrize("text", ["no", "where is order 10234", "i got it, thanks", "mil gaya", "મળી ગયું"])
def test_who_does_not(text: str) -> None:
    assert not says_it_never_came(text)
