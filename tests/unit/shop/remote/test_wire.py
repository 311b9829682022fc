"""Reading what a shop answers: whatever the bytes, it is a whole order or an error that names the place."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sahay.shop.accounts import Account
from sahay.shop.catalogue import Product
from sahay.shop.orders import Order
from sahay.shop.remote import wire
from tests.integration.shop.contract import small_shop as small

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=10,
)
TRUE = [msgspec.to_builtins(wire.Order.of(order)) for order in small.ORDERS]


def places(value, way=()):
    """The ways to every part of a JSON value."""
    yield way
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in parts:
        yield from places(part, (*way, key))


def with_part(value, way, part):
    """`value` with something else at a place."""
    if not way:
        return part
    key, *rest = way
    changed = dict(value) if isinstance(value, dict) else list(value)
    changed[key] = with_part(value[key], rest, part)
    return changed


@pytest.mark.parametrize("order", small.ORDERS, ids=lambda order: order.view.number)
def test_an_order_comes_back_as_it_went(order):
    assert read(msgspec.json.encode(wire.Order.of(order))) == order


@pytest.mark.parametrize("product", small.PRODUCTS, ids=lambda product: product.sku)
def test_a_product_comes_back_as_it_went(product):
    sent = msgspec.json.encode(wire.like(wire.Product, product))
    assert wire.like(Product, msgspec.json.decode(sent, type=wire.Product)) == product


@pytest.mark.parametrize("account", small.ACCOUNTS, ids=lambda account: account.id)
def test_an_account_comes_back_as_it_went(account):
    sent = msgspec.json.encode(wire.like(wire.Account, account))
    assert wire.like(Account, msgspec.json.decode(sent, type=wire.Account)) == account


@given(st.binary(max_size=200))
def test_no_bytes_bring_it_down(content):
    assert_whole_or_refused(content)


@given(st.data(), st.sampled_from(TRUE), JSON)
def test_an_order_with_anything_anywhere_is_whole_or_refused(data, true, part):
    way = data.draw(st.sampled_from(list(places(true))))
    assert_whole_or_refused(msgspec.json.encode(with_part(true, way, part)))


@given(st.sampled_from(TRUE), st.dictionaries(st.text(max_size=10).map("x-{}".format), JSON, max_size=3))
def test_what_the_contract_does_not_know_changes_nothing(true, more):
    assert read(msgspec.json.encode(true | more)) == read(msgspec.json.encode(true))


def read(content: bytes) -> Order:
    return msgspec.json.decode(content, type=wire.Order).order()


def assert_whole_or_refused(content: bytes) -> None:
    try:
        order = read(content)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return
    view = order.view
    assert view.total == sum(item.total for item in view.items) + view.delivery_charge - view.discount
    assert min(view.total, view.delivery_charge, view.discount, *(each.amount for each in view.payments), 0) == 0
    assert all(each.at.tzinfo for each in view.milestones)
    assert all(each.tracking_url[:4] in ("", "http") for each in view.shipments)
