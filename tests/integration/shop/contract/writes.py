"""Every change that a shop can make, as one call that succeeds on the small shop, once."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from sahay.shop.accounts import AccountChanges
from sahay.shop.backend import Backend, Capability
from sahay.shop.orders import Line
from sahay.shop.returns import Return, ReturnKind, ReturnLine, ReturnReason, ReturnRequest
from tests.integration.shop.contract import small_shop as small

NOW = small.NOW


@dataclass(frozen=True)
class Write:
    needs: Capability
    make: Callable[[Backend, str], Awaitable[Any]]


async def slot_id(backend: Backend) -> str:
    """The soonest pick-up in Ahmedabad; any, of a shop that fetches nothing."""
    slots = await backend.returns.slots(small.AHMEDABAD.pin, NOW)
    return slots[0].id if slots else "none"


async def wanted(backend: Backend, *lines: ReturnLine, **changes: Any) -> ReturnRequest:
    """A kurta of the delivered order goes back, unless `lines` say otherwise."""
    what = {
        "order_number": small.DELIVERED.view.number,
        "kind": ReturnKind.REFUND,
        "lines": lines or (ReturnLine(small.KURTA.sku, 1),),
        "reason": ReturnReason.SIZE,
    }
    chosen = changes.pop("slot_id", None) or await slot_id(backend)
    return ReturnRequest(**what | {"slot_id": chosen} | changes)


async def request_return(backend: Backend, key: str) -> Any:
    return await backend.returns.request(await wanted(backend), key=key, now=NOW)


async def withdraw_return(backend: Backend, key: str) -> Any:
    goods = await request_return(backend, "the return to be called off")
    assert isinstance(goods, Return)
    return await backend.returns.withdraw(goods.number, key=key, now=NOW)


async def account_id(backend: Backend, email: str = small.ASHA.email) -> str:
    """Shops number their accounts as they like."""
    (account,) = await backend.accounts.having(email)
    return account.id


async def edit_account(backend: Backend, key: str) -> Any:
    changes = AccountChanges(phone="+919825099999")
    return await backend.accounts.edit(await account_id(backend), changes, key=key, now=NOW)


async def add_address(backend: Backend, key: str) -> Any:
    return await backend.accounts.add_address(await account_id(backend), small.KOCHI, key=key, now=NOW)


async def password_link(backend: Backend, key: str) -> Any:
    return await backend.accounts.password_link(await account_id(backend), key=key, now=NOW)


async def add_review(backend: Backend, key: str) -> Any:
    return await backend.reviews.add("HH-103", await account_id(backend), 5, "Lovely", key=key, now=NOW)


WRITES = (
    Write(
        Capability.CANCEL_ORDER,
        lambda backend, key: backend.orders.cancel("A1001", fee=0, reason="changed my mind", key=key, now=NOW),
    ),
    Write(Capability.REINSTATE_ORDER, lambda backend, key: backend.orders.reinstate("A1006", key=key, now=NOW)),
    Write(
        Capability.CHANGE_ITEMS,
        lambda backend, key: backend.orders.change_items("A1001", [Line("HH-103", 1)], key=key, now=NOW),
    ),
    Write(
        Capability.CHANGE_ADDRESS,
        lambda backend, key: backend.orders.change_address("A1001", small.KOCHI, key=key, now=NOW),
    ),
    Write(
        Capability.REQUEST_REFUND,
        lambda backend, key: backend.refunds.request("B1008", "B1008-P2", 978_00, "paid twice", key=key, now=NOW),
    ),
    Write(Capability.REQUEST_RETURN, request_return),
    Write(Capability.WITHDRAW_RETURN, withdraw_return),
    Write(
        Capability.CREATE_ACCOUNT,
        lambda backend, key: backend.accounts.create("Meera Iyer", "meera@example.com", "", key=key, now=NOW),
    ),
    Write(Capability.EDIT_ACCOUNT, edit_account),
    Write(Capability.ADD_ADDRESS, add_address),
    Write(Capability.PASSWORD_LINK, password_link),
    Write(
        Capability.NEWSLETTER,
        lambda backend, key: backend.subscriptions.set_newsletter("ravi@example.com", True, key=key, now=NOW),
    ),
    Write(Capability.REVIEW, add_review),
)


async def snapshot(backend: Backend) -> list[Any]:
    """What can be seen of the shop."""
    numbers = [order.view.number for order in small.ORDERS]
    return [
        *[await backend.orders.find(number) for number in numbers],
        *[list(await backend.returns.of_order(number)) for number in numbers],
        *[list(await backend.accounts.having(customer.email)) for customer in small.CUSTOMERS],
        len(await backend.accounts.having("meera@example.com")),
        *[await backend.subscriptions.newsletter(customer.email) for customer in small.CUSTOMERS],
        list(await backend.catalogue.products()),
    ]
