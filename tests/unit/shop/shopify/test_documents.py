"""What Shopify is asked is valid by its published schema, and costs what may be asked at once."""

import pytest
from graphql import parse, validate

from sahay.shop.shopify.client import operation
from tests.fakes_shops.shopify.cost import LARGEST, cost
from tests.fakes_shops.shopify.prune import everything_asked
from tests.fakes_shops.shopify.server import SCHEMA

ASKED = everything_asked()


@pytest.mark.parametrize("name", ASKED)
def test_it_is_valid(name):
    assert validate(SCHEMA, parse(ASKED[name])) == []


@pytest.mark.parametrize("name", ASKED)
def test_it_is_not_too_dear(name):
    assert cost(SCHEMA, parse(ASKED[name]), {"first": 10}) <= LARGEST


def test_what_the_schema_does_not_have_is_found_out():
    (error,) = validate(SCHEMA, parse("query Wrong { order(id: 1) { colour } }"))

    assert "Cannot query field 'colour'" in error.message


def test_names_in_logs():
    assert operation(ASKED["ORDER_BY_ID"]) == "OrderById"
    assert operation(ASKED["SHOP"]) == "Shop"
