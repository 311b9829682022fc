"""The shop fails in the conversation for which that is planned, and in no other. No model is needed for this."""

import asyncio
from contextlib import contextmanager
from types import SimpleNamespace

import pytest

from sahay.shop.backend import BadAnswer, OutcomeUnknown, Unavailable
from tests.conversations.faults import CONVERSATION, FailingBackend, Faults


class Orders:
    """As a port of a backend."""

    def __init__(self) -> None:
        self.cancelled: list[str] = []

    async def cancel(self, number: str, *, reason: str) -> str:
        self.cancelled.append(number)
        return f"{number}: {reason}"

    async def find(self, number: str) -> str:
        return number


@pytest.fixture
def orders() -> Orders:
    return Orders()


@pytest.fixture
def faults(tmp_path) -> Faults:
    return Faults(tmp_path / "faults")


@pytest.fixture
def backend(orders: Orders, faults: Faults) -> FailingBackend:
    return FailingBackend(SimpleNamespace(orders=orders, capabilities=frozenset({"cancel_order"})), faults)


@contextmanager
def conversation(name: str):
    before = CONVERSATION.set(name)
    yield
    CONVERSATION.reset(before)


@pytest.mark.parametrize(
    ("fault", "error", "done"),
    [
        ("unavailable", Unavailable, []),
        ("unknown", OutcomeUnknown, ["41001"]),
        ("lies", BadAnswer, ["41001"]),
        ("slow", TimeoutError, []),
    ],
)
async def test_it_fails_as_planned(backend: FailingBackend, faults: Faults, orders: Orders, fault, error, done):
    faults.plan("c-1", {"orders.cancel": fault})

    with conversation("c-1"), pytest.raises(error):
        async with asyncio.timeout(0.1):
            await backend.orders.cancel("41001", reason="late")
    assert orders.cancelled == done


@pytest.mark.parametrize("name", ["c-2", ""])
async def test_it_does_not_fail_for_others(backend: FailingBackend, faults: Faults, name: str):
    faults.plan("c-1", {"orders.cancel": "unavailable"})

    with conversation(name):
        assert await backend.orders.cancel("41001", reason="late") == "41001: late"


async def test_other_methods_do_not_fail(backend: FailingBackend, faults: Faults):
    faults.plan("c-1", {"orders.cancel": "unavailable"})

    with conversation("c-1"):
        assert await backend.orders.find("41001") == "41001"
    assert backend.capabilities == {"cancel_order"}


async def test_what_never_failed_is_known(backend: FailingBackend, faults: Faults):
    faults.plan("c-1", {"orders.cancel": "unavailable", "orders.find": "unavailable"})

    with conversation("c-1"), pytest.raises(Unavailable):
        await backend.orders.find("41001")
    assert faults.unmet("c-1") == ["orders.cancel"]
    assert faults.unmet("c-2") == []


def test_a_fault_that_does_not_exist_is_an_error(faults: Faults):
    with pytest.raises(KeyError):
        faults.plan("c-1", {"orders.cancel": "gone"})
