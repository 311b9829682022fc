"""Which short texts are about the order that was just spoken of."""

import pytest

from sahay.domain.asking_on import asks_on


@pytest.mark.parametrize(
    ("text", "is_about_it"),
    [
        ("ok when?", True),
        ("When will it come?", True),
        ("why so late", True),
        ("kab aayega?", True),
        ("ठीक है, कब आएगा?", True),
        ("kyare avshe", True),
        ("ઠીક છે, ક્યારે આવશે?", True),
        ("thanks", False),  # asks nothing
        ("it is late", False),
        ("when do you open?", False),  # something else
        ("where is 10235?", False),  # another order
        ("why was my refund refused", False),
        ("", False),
        ("?", False),
    ],
)
def test_what_asks_on(text: str, is_about_it: bool) -> None:
    assert asks_on(text) is is_about_it
