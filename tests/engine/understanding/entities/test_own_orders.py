"""A shop says in its settings what its order numbers look like, by an example of each form."""

from datetime import date

import pytest

from components import launcher
from components.details import Details, read
from components.details.own_orders import OrderForms

CONTENT = read(launcher.ROOT / "data" / "entities")
ORD = "ORD-2026-0042"


@pytest.fixture(scope="module")
def orders():
    """The order numbers in a text, for a shop with these examples."""
    shops = {}

    def find(examples, text):
        if examples not in shops:
            shops[examples] = Details(CONTENT, OrderForms.of(examples))
        return [each.value for each in shops[examples].find(text, date(2026, 11, 18)) if each.entity == "order_number"]

    return find


@pytest.mark.parametrize(
    ("examples", "text", "found"),
    [
        # with letters and signs
        (ORD, "ORD-2026-0042", [ORD]),
        (ORD, "where is ord-2026-0042?", [ORD]),
        (ORD, "ord 2026 0042", [ORD]),
        (ORD, "ord20260042 kab aayega", [ORD]),
        (ORD, "order no ORD/2026/0042", [ORD]),
        (ORD, "ऑर्डर ORD-२०२६-००४२ कहाँ है", [ORD]),
        (ORD, "ORD-2026-0042nu shu thayu", [ORD]),
        (ORD, "2026-0042", [ORD]),
        (ORD, "ORD-2026-0042 and ORD-2025-1177", [ORD, "ORD-2025-1177"]),
        (ORD, "ORD-2026-00421", []),
        (ORD, "call me on 9825012345", []),
        (ORD, "4111 1111 1111 1111", []),
        (ORD, "on 2026-11-12", []),
        (ORD, "mera order 10234 kahan hai", ["10234"]),  # which the shop may not have
        (ORD, "it's 10234", []),
        # one number behind letters: they may be left out
        ("MC-4711", "mc4711", ["MC-4711"]),
        ("MC-4711", "4711", ["MC-4711"]),
        ("MC-4711", "order 4711 pls", ["MC-4711"]),
        ("MC-4711", "47112", []),
        # digits only
        ("1001", "1001 ka kya hua", ["1001"]),
        ("1001", "10234", []),
        ("1001", "0101", []),
        ("12345678", "1234 5678", ["12345678"]),
        ("004711", "order number 004711", ["004711"]),
        # several forms
        ("999,10234", "999", ["999"]),
        ("999,10234", "10234", ["10234"]),
    ],
)
def test_an_example_says_what_an_order_number_looks_like(orders, examples, text, found):
    assert orders(examples, text) == found


def test_the_first_example_is_the_one_that_is_shown():
    assert OrderForms.of("MC-4711, 10234").example == "MC-4711"
    assert OrderForms.of("").example == "10234"
