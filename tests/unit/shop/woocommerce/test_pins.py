"""The state of a PIN code."""

import pytest

from sahay.shop.woocommerce.delivery import matches
from sahay.shop.woocommerce.pins import STATES, same_state, state_of


@pytest.mark.parametrize(
    ("pin", "state"),
    [
        ("380015", "GJ"),
        ("110024", "DL"),
        ("403001", "GA"),  # within Maharashtra's 40
        ("194101", "LA"),  # within Jammu and Kashmir's 19
        ("737101", "SK"),
        ("695010", "KL"),
        ("560095", "KA"),
        ("500034", "TS"),
        ("682036", None),  # Kerala, and Lakshadweep
        ("160017", None),  # Chandigarh, and Punjab
        ("999999", None),
    ],
)
def test_states(pin, state):
    assert state_of(pin) == state


def test_no_prefix_is_of_two_states():
    prefixes = [prefix for each in STATES.values() for prefix in each.split()]

    assert len(prefixes) == len(set(prefixes))


@pytest.mark.parametrize(("code", "state"), [("TG", "TS"), ("TS", "TS"), ("CG", "CT"), ("GJ", "GJ")])
def test_codes_that_changed(code, state):
    assert same_state(code, state)


@pytest.mark.parametrize(
    ("code", "pin", "holds"),
    [
        ("380001", "380001", True),
        ("380001", "380002", False),
        ("38*", "380002", True),
        ("38*", "390002", False),
        ("380001...380061", "380061", True),
        ("380001...380061", "380062", False),
        ("*", "380001", True),
        ("", "380001", False),
    ],
)
def test_post_codes_of_zones(code, pin, holds):
    assert matches(code, pin) is holds
