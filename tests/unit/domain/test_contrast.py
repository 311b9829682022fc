"""What can be read on what."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sahay.domain.contrast import contrast

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#767676", "#ffffff", 4.54),  # the lightest grey that may be read on white
        ("#777777", "#ffffff", 4.48),
        ("#0B6B5D", "#0b6b5d", 1.0),
    ],
)
def test_the_measure(one, other, ratio):
    assert contrast(one, other) == pytest.approx(ratio, abs=0.01)


@given(colours, colours)
def test_it_does_not_matter_which_is_the_ground(one, other):
    assert 1 <= contrast(one, other) == contrast(other, one) <= 21
