"""The contract's paths, each with the question to a `Backend` that answers it."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, TypeVar
from urllib.parse import quote

import msgspec
from msgspec import Meta, Struct
from sanic import HTTPResponse, Request, raw

from sahay.shop.accounts import AccountChanges
from sahay.shop.backend import Backend
from sahay.shop.orders import Address, Line, Order, OrderView
from sahay.shop.refusal import Refusal, Why
from sahay.shop.remote import problem, wire, wishes
from sahay.shop.remote.problem import Problem
from sahay.shop.remote.transport import unquoted
from sahay.shop.returns import ReturnRequest

T = TypeVar("T")

# The longest Idempotency-Key, as the contract has it.
KEY_CHARACTERS = 300

Answering = Callable[[Backend, Request, str], Awaitable[object]]
"""Asks the backend, with the name in the path (or ""). Gives a struct, a response, a Refusal, or None for absent."""


class BadRequest(Exception):
    """The request breaks the contract."""


@dataclass(frozen=True, slots=True)
class Route:
    """`path` as in the contract; `is_change`: it needs its key."""

    method: str
    path: str
    answer: Answering
    is_change: bool = False


class _Limit(Struct):
    limit: Annotated[int, Meta(ge=1, le=100)] = 10


class _Page(Struct):
    limit: Annotated[int, Meta(ge=1, le=500)] = 200
    cursor: str = ""


class _Place(Struct):
    pin: Annotated[str, Meta(pattern="^[0-9]{6}$")]
    value: wire.Paise = 0


class _Pickup(Struct):
    pin: Annotated[str, Meta(pattern="^[0-9]{6}$")]
    begin: wire.Moment = msgspec.field(name="from")
    limit: Annotated[int, Meta(ge=1, le=100)] = 6


async def _order(backend: Backend, _: Request, name: str) -> object:
    found = await backend.orders.find(name)
    return wire.Order.of(found) if found else None


async def _orders(backend: Backend, request: Request, name: str) -> object:
    views = await backend.orders.of_customer(name, _query(request, _Limit).limit)
    found = [await backend.orders.find(view.number) for view in views]
    return wire.Orders(items=tuple(wire.Order.of(each) for each in found if each))


async def _cancel(backend: Backend, request: Request, name: str) -> object:
    wish = _body(request, wishes.Cancellation)
    changed = backend.orders.cancel(name, fee=wish.fee, reason=wish.reason, key=key_of(request), now=wish.asked_at)
    return await _changed(backend, await changed)


async def _reinstate(backend: Backend, request: Request, name: str) -> object:
    wish = _body(request, wishes.Bare)
    return await _changed(backend, await backend.orders.reinstate(name, key=key_of(request), now=wish.asked_at))


async def _items(backend: Backend, request: Request, name: str) -> object:
    wish = _body(request, wishes.ItemChange)
    lines = [wire.like(Line, each) for each in wish.lines]
    return await _changed(
        backend, await backend.orders.change_items(name, lines, key=key_of(request), now=wish.asked_at)
    )


async def _address(backend: Backend, request: Request, name: str) -> object:
    wish = _body(request, wishes.AddressChange)
    address = wire.like(Address, wish.address)
    return await _changed(
        backend, await backend.orders.change_address(name, address, key=key_of(request), now=wish.asked_at)
    )


async def _changed(backend: Backend, outcome: OrderView | Refusal) -> object:
    """An order after its change, as it was answered for this key, with whose it is."""
    if isinstance(outcome, Refusal):
        return outcome
    order = await backend.orders.find(outcome.number)
    return wire.Order.of(Order(order.customer, outcome)) if order else None


async def _shipments(backend: Backend, _: Request, name: str) -> object:
    return _listed(wire.Shipments, await backend.shipments.of_order(name))


async def _delivery(backend: Backend, request: Request, _: str) -> object:
    place = _query(request, _Place)
    return _listed(wire.DeliveryOptions, await backend.delivery.options(place.pin, place.value))


async def _payments(backend: Backend, _: Request, name: str) -> object:
    return _listed(wire.Payments, await backend.payments.of_order(name))


async def _refund(backend: Backend, request: Request, name: str) -> object:
    wish = _body(request, wishes.RefundWish)
    made = await backend.refunds.request(
        name, wish.payment_id, wish.amount, wish.reason, key=key_of(request), now=wish.asked_at
    )
    return _told(wire.Refund, made)


async def _invoice(backend: Backend, _: Request, name: str) -> object:
    document = await backend.invoices.document(name)
    if document is None:
        return None
    disposition = f"attachment; filename*=UTF-8''{quote(document.name, safe='')}"
    return raw(document.content, content_type=document.media_type, headers={"Content-Disposition": disposition})


async def _slots(backend: Backend, request: Request, _: str) -> object:
    asked = _query(request, _Pickup)
    return _listed(wire.PickupSlots, await backend.returns.slots(asked.pin, asked.begin, asked.limit))


async def _returns(backend: Backend, _: Request, name: str) -> object:
    return _listed(wire.Returns, await backend.returns.of_order(name))


async def _return(backend: Backend, request: Request, name: str) -> object:
    wish = _body(request, wishes.ReturnWish)
    own = {each: getattr(wish, each) for each in wish.__struct_fields__ if each != "asked_at"}
    wanted = wire.of(ReturnRequest, order_number=name, **own)
    return _told(wire.Return, await backend.returns.request(wanted, key=key_of(request), now=wish.asked_at))


async def _withdraw(backend: Backend, request: Request, name: str) -> object:
    wish = _body(request, wishes.Bare)
    return _told(wire.Return, await backend.returns.withdraw(name, key=key_of(request), now=wish.asked_at))


async def _products(backend: Backend, request: Request, _: str) -> object:
    page = _query(request, _Page)
    behind = [each for each in await backend.catalogue.products() if each.sku > page.cursor]
    here = behind[: page.limit]
    return wire.of(wire.Products, items=here, next=here[-1].sku if len(behind) > len(here) else None)


async def _product(backend: Backend, _: Request, name: str) -> object:
    return _told(wire.Product, await backend.catalogue.product(name))


async def _account(backend: Backend, _: Request, name: str) -> object:
    return _told(wire.Account, await backend.accounts.get(name))


async def _find_accounts(backend: Backend, request: Request, _: str) -> object:
    return _listed(wire.Accounts, await backend.accounts.having(_body(request, wishes.Contact).contact))


async def _create_account(backend: Backend, request: Request, _: str) -> object:
    wish = _body(request, wishes.NewAccount)
    return _told(
        wire.Account,
        await backend.accounts.create(wish.name, wish.email, wish.phone, key=key_of(request), now=wish.asked_at),
    )


async def _edit_account(backend: Backend, request: Request, name: str) -> object:
    wish = _body(request, wishes.AccountEdit)
    changes = wire.like(AccountChanges, wish)
    return _told(wire.Account, await backend.accounts.edit(name, changes, key=key_of(request), now=wish.asked_at))


async def _add_address(backend: Backend, request: Request, name: str) -> object:
    wish = _body(request, wishes.AddressChange)
    address = wire.like(Address, wish.address)
    return _told(
        wire.Account, await backend.accounts.add_address(name, address, key=key_of(request), now=wish.asked_at)
    )


async def _password_link(backend: Backend, request: Request, name: str) -> object:
    wish = _body(request, wishes.Bare)
    made = await backend.accounts.password_link(name, key=key_of(request), now=wish.asked_at)
    return made if isinstance(made, Refusal) else wire.PasswordLink(url=made)


async def _points(backend: Backend, _: Request, name: str) -> object:
    return _told(wire.Points, await backend.loyalty.points(name))


async def _newsletter(backend: Backend, request: Request, _: str) -> object:
    return wire.Newsletter(subscribed=await backend.subscriptions.newsletter(_body(request, wishes.Email).email))


async def _set_newsletter(backend: Backend, request: Request, _: str) -> object:
    wish = _body(request, wishes.NewsletterChange)
    holds = await backend.subscriptions.set_newsletter(
        wish.email, wish.subscribed, key=key_of(request), now=wish.asked_at
    )
    return holds if isinstance(holds, Refusal) else wire.Newsletter(subscribed=holds)


async def _review(backend: Backend, request: Request, _: str) -> object:
    wish = _body(request, wishes.NewReview)
    kept = await backend.reviews.add(
        wish.sku, wish.account_id, wish.stars, wish.text, key=key_of(request), now=wish.asked_at
    )
    return _told(wire.Review, kept)


ROUTES: Sequence[Route] = (
    Route("GET", "/orders/<number>", _order),
    Route("POST", "/orders/<number>/cancel", _cancel, is_change=True),
    Route("POST", "/orders/<number>/reinstate", _reinstate, is_change=True),
    Route("PATCH", "/orders/<number>/items", _items, is_change=True),
    Route("PUT", "/orders/<number>/address", _address, is_change=True),
    Route("GET", "/orders/<number>/shipments", _shipments),
    Route("GET", "/delivery-options", _delivery),
    Route("GET", "/orders/<number>/payments", _payments),
    Route("POST", "/orders/<number>/refunds", _refund, is_change=True),
    Route("GET", "/orders/<number>/invoice", _invoice),
    Route("GET", "/pickup-slots", _slots),
    Route("GET", "/orders/<number>/returns", _returns),
    Route("POST", "/orders/<number>/returns", _return, is_change=True),
    Route("POST", "/returns/<return_number>/withdraw", _withdraw, is_change=True),
    Route("GET", "/products", _products),
    Route("GET", "/products/<sku>", _product),
    Route("GET", "/accounts/<account_id>", _account),
    Route("PATCH", "/accounts/<account_id>", _edit_account, is_change=True),
    Route("POST", "/accounts/search", _find_accounts),
    Route("POST", "/accounts", _create_account, is_change=True),
    Route("GET", "/accounts/<account_id>/orders", _orders),
    Route("POST", "/accounts/<account_id>/addresses", _add_address, is_change=True),
    Route("POST", "/accounts/<account_id>/password-link", _password_link, is_change=True),
    Route("GET", "/accounts/<account_id>/points", _points),
    Route("POST", "/newsletter/status", _newsletter),
    Route("PUT", "/newsletter", _set_newsletter, is_change=True),
    Route("POST", "/reviews", _review, is_change=True),
)


def key_of(request: Request) -> str:
    """The change's idempotency key."""
    key = unquoted(request.headers.get("Idempotency-Key", ""))
    if not 0 < len(key) <= KEY_CHARACTERS:
        raise BadRequest("a change needs its Idempotency-Key")
    return key


def response(answer: object) -> HTTPResponse:
    """What a handler gave, as HTTP."""
    if isinstance(answer, HTTPResponse):
        return answer
    if answer is None:
        answer = Refusal(Why.NOT_FOUND)
    if isinstance(answer, Refusal):
        return problem_response(problem.of_refusal(answer))
    return raw(msgspec.json.encode(answer), content_type="application/json")


def problem_response(told: Problem, headers: dict[str, str] | None = None) -> HTTPResponse:
    return raw(msgspec.json.encode(told), told.status, headers, content_type=problem.MEDIA_TYPE)


def _told(shape: type[T], outcome: object) -> T | Refusal | None:
    """One of the contract's dataclasses as its struct; a refusal and nothing stay what they are."""
    return outcome if outcome is None or isinstance(outcome, Refusal) else wire.like(shape, outcome)


def _listed(shape: type[T], outcome: Sequence[object]) -> T:
    return wire.of(shape, items=outcome)


def _body(request: Request, shape: type[T]) -> T:
    try:
        return msgspec.json.decode(request.body, type=shape)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BadRequest(str(error)) from None


def _query(request: Request, shape: type[T]) -> T:
    try:
        return msgspec.convert(dict(request.query_args), shape, strict=False)
    except msgspec.ValidationError as error:
        raise BadRequest(str(error)) from None
