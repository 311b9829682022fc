"""Cards: read back as they were written; what is none is refused by the name of its field."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sahay.domain.card import (
    ACTIONS,
    CHARACTERS,
    ROWS,
    BadCard,
    Choice,
    ListCard,
    Money,
    OrderCard,
    Progress,
    card_from_json,
    card_to_json,
)

ORDER = OrderCard(
    title="10234",
    state="Shipped",
    lines=("2 × Lamp",),
    steps=(Progress("Placed", done=True), Progress("Delivered", done=False)),
    total=Money("1549.00", "INR"),
    expected=date(2026, 11, 24),
    image="/shop/pictures/HH-103.svg",
    actions=(Choice("Cancel it", "/cancel_order"),),
)
ORDERS = ListCard("Your orders", (Choice("10234", '/inform{"order_number": "10234"}', "Lamp"), Choice("10235", "/b")))


@pytest.mark.parametrize("card", [ORDER, OrderCard("10234", "Placed"), ORDERS])
def test_a_card_is_read_as_it_was_written(card: OrderCard | ListCard) -> None:
    assert card_from_json(card_to_json(card)) == card


def test_what_is_not_known_is_left_out() -> None:
    assert card_from_json({**card_to_json(ORDERS), "colour": "red"}) == ORDERS


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"kind": "poem"}, "kind"),
        ({"kind": ["order"]}, "kind"),
        ({"title": " "}, "title"),
        ({"title": "x" * (CHARACTERS + 1)}, "title"),
        ({"state": None}, "state"),
        ({"lines": "Lamp"}, "lines"),
        ({"lines": [1]}, "lines"),
        ({"steps": [{"title": "Placed", "done": "yes"}]}, "done"),
        ({"total": {"amount": "1,549", "currency": "INR"}}, "amount"),
        ({"total": {"amount": "१५", "currency": "INR"}}, "amount"),
        ({"total": {"amount": "15", "currency": "rupees"}}, "currency"),
        ({"expected": "tomorrow"}, "expected"),
        ({"image": "https://elsewhere.example/a.png"}, "image"),  # a third party
        ({"image": "//elsewhere.example/a.png"}, "image"),
        ({"image": "/\\elsewhere.example/a.png"}, "image"),  # which a browser takes for //
        ({"image": "javascript:alert(1)"}, "image"),
        ({"actions": [{"title": "Go", "payload": "javascript:alert(1)"}]}, "payload"),
        ({"actions": [{"title": "Go", "payload": "/go"}] * (ACTIONS + 1)}, "actions"),
    ],
)
def test_what_is_no_card_is_refused_by_its_field(changes: dict[str, Any], field: str) -> None:
    with pytest.raises(BadCard, match=field):
        card_from_json({**card_to_json(ORDER), **changes})


@pytest.mark.parametrize("rows", [[], [{"title": "a", "payload": "/a"}] * (ROWS + 1)])
def test_a_list_has_rows_and_not_too_many(rows: list[Any]) -> None:
    with pytest.raises(BadCard, match="rows"):
        card_from_json({"kind": "list", "title": "Which?", "rows": rows})


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*card_to_json(ORDER), "rows"]), inner),
    max_leaves=8,
)


@given(st.sampled_from(["order", "list"]), st.dictionaries(st.sampled_from([*card_to_json(ORDER), "rows"]), JUNK))
def test_whatever_comes_is_a_card_or_refused(kind: str, changes: dict[str, Any]) -> None:
    known = {**card_to_json(ORDER), **card_to_json(ORDERS)}
    try:
        card = card_from_json({**known, "kind": kind, **changes})
    except BadCard:
        return
    assert card_from_json(card_to_json(card)) == card
