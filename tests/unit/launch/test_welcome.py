"""What is printed once everything runs."""

import json
from dataclasses import replace

import pytest

from sahay.config.sections import Backend
from sahay.launch.welcome import welcome


@pytest.fixture
def demo(settings):
    def write(content):
        (settings.var / "demo.json").write_text(json.dumps(content))

    return write


def test_what_to_open(settings):
    text = welcome(settings)
    for address in (
        "http://localhost:8000/\n",
        "http://localhost:8000/desk\n",
        "http://localhost:8000/api/openapi.json\n",
    ):
        assert address in text


def test_the_first_login_and_an_order_of_each_state(settings, demo):
    order = {"number": "10001", "email": "meera@example.com", "phone": "+919800000001", "state": "shipped"}
    demo({
        "agent": {"email": "asha@example.com", "password": "a-word"},
        "orders": [order, {**order, "number": "10002"}, {**order, "number": "10003", "state": "placed"}],
    })  # fmt: skip
    lines = [line.split() for line in welcome(settings).splitlines()]
    assert ["asha@example.com", "password", "a-word"] in lines
    assert ["10001", "meera@example.com", "shipped"] in lines
    assert ["10003", "meera@example.com", "placed"] in lines
    assert "10002" not in welcome(settings)  # one of each state is enough


def test_a_shop_of_its_own_is_not_told_of_the_demo_that_was_before(settings, demo):
    demo({"agent": {"email": "asha@example.com", "password": "a-word"}, "orders": []})
    text = welcome(replace(settings, backend=Backend(kind="http")))
    assert "asha@example.com" not in text
    assert "python -m sahay.desk add" in text


def test_a_shop_without_demo_data(settings):
    assert "password" not in welcome(settings)
    assert "Orders" not in welcome(settings)
