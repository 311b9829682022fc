"""How each kind of change is made, and what its arguments and results are: JSON, money in paise, moments and dates
in ISO 8601. `?` marks what may be missing or null.

    kind                arguments                                               result
    cancel_order        order_number, fee, reason                               ORDER, refunds: [REFUND]
    reinstate_order     order_number, fee?, reason? (of the cancellation)       ORDER
    change_items        order_number, lines: [{sku, quantity}]                  ORDER, items: [{sku, name, quantity,
                                                                                unit_price}], before: {lines, total}
    change_address      order_number, address: ADDRESS                          ORDER, address, before: {address}
    request_refund      order_number, payment_id, amount, reason                order_number, REFUND
    request_return      order_number, kind, lines, reason, slot_id,             RETURN
                        exchange_sku?
    withdraw_return     return_number                                           RETURN
    send_invoice        order_number, email                                     order_number, email
    create_account      name, email, phone                                      account_id
    edit_account        account_id, changes: {name?, email?, phone?, kind?}     account_id, changed: [names]
    add_address         account_id, address: ADDRESS                            account_id
    send_password_link  account_id                                              account_id
    set_newsletter      email, on                                               on, before: {on}
    add_review          sku?, account_id?, stars, text                          review_id
    open_ticket         kind, priority, text, order_number?, account_id?,       reference, kind, respond_by
                        contact?

    ADDRESS  {line, city, region, pin}
    ORDER    order_number, state, total, expected_on?
    REFUND   refund_id, amount, expected_on
    RETURN   return_number, order_number, kind, state, pickup?: {begins, ends}, label_url?

A link that sets a password is in the mail only, never in a result: results are kept.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sahay.mail import Attachment, Mail, Outbox, is_address
from sahay.mail.texts import MailTexts
from sahay.shop.accounts import Account, AccountChanges, AccountKind
from sahay.shop.backend import Backend
from sahay.shop.operations import Asker, Kind
from sahay.shop.orders import Address, Line, OrderView, Refund
from sahay.shop.refusal import Refusal, Why
from sahay.shop.returns import Return, ReturnKind, ReturnLine, ReturnReason, ReturnRequest
from sahay.shop.tickets import NewTicket, Priority, TicketKind, Tickets

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Means:
    """Everything that a change can touch. `shop` is the name that mails are signed with."""

    backend: Backend
    tickets: Tickets
    mail: Outbox
    mail_texts: MailTexts
    shop: str


@dataclass(frozen=True, slots=True)
class Order:
    """One change as it is to be made. With the same key it is made once."""

    arguments: Mapping[str, Any]
    asker: Asker
    key: str
    now: datetime

    def __getitem__(self, name: str) -> Any:
        return self.arguments[name]

    @property
    def once(self) -> dict[str, Any]:
        """What every write of a backend is told."""
        return {"key": self.key, "now": self.now}


Handler = Callable[[Means, Order], Awaitable[Json | Refusal]]


async def cancel_order(means: Means, order: Order) -> Json | Refusal:
    view = await means.backend.orders.cancel(
        order["order_number"], fee=order["fee"], reason=order["reason"], **order.once
    )
    if isinstance(view, Refusal):
        return view
    return _order(view) | {"refunds": [_refund(each) for each in view.refunds]}


async def reinstate_order(means: Means, order: Order) -> Json | Refusal:
    view = await means.backend.orders.reinstate(order["order_number"], **order.once)
    return view if isinstance(view, Refusal) else _order(view)


async def change_items(means: Means, order: Order) -> Json | Refusal:
    lines = [Line(each["sku"], each["quantity"]) for each in order["lines"]]
    view = await means.backend.orders.change_items(order["order_number"], lines, **order.once)
    if isinstance(view, Refusal):
        return view
    items = [
        {"sku": item.sku, "name": item.name, "quantity": item.quantity, "unit_price": item.unit_price}
        for item in view.items
    ]
    return _order(view) | {"items": items}


async def change_address(means: Means, order: Order) -> Json | Refusal:
    address = Address(**order["address"])
    view = await means.backend.orders.change_address(order["order_number"], address, **order.once)
    return view if isinstance(view, Refusal) else _order(view) | {"address": address_json(view.address)}


async def request_refund(means: Means, order: Order) -> Json | Refusal:
    number = order["order_number"]
    refund = await means.backend.refunds.request(
        number, order["payment_id"], order["amount"], order["reason"], **order.once
    )
    return refund if isinstance(refund, Refusal) else {"order_number": number} | _refund(refund)


async def request_return(means: Means, order: Order) -> Json | Refusal:
    wanted = ReturnRequest(
        order_number=order["order_number"],
        kind=ReturnKind(order["kind"]),
        lines=tuple(ReturnLine(each["sku"], each["quantity"]) for each in order["lines"]),
        reason=ReturnReason(order["reason"]),
        slot_id=order["slot_id"],
        exchange_sku=order.arguments.get("exchange_sku"),
    )
    made = await means.backend.returns.request(wanted, **order.once)
    return made if isinstance(made, Refusal) else _return(made)


async def withdraw_return(means: Means, order: Order) -> Json | Refusal:
    withdrawn = await means.backend.returns.withdraw(order["return_number"], **order.once)
    return withdrawn if isinstance(withdrawn, Refusal) else _return(withdrawn)


async def send_invoice(means: Means, order: Order) -> Json | Refusal:
    number, email = order["order_number"], order["email"]
    document = await means.backend.invoices.document(number)
    if document is None:
        return Refusal(Why.NOT_FOUND, "there is no invoice yet")
    attachment = Attachment(document.name, document.media_type, document.content)
    sent = await _send(means, order, "invoice", email, (attachment,), order_number=number)
    return sent or {"order_number": number, "email": email}


async def create_account(means: Means, order: Order) -> Json | Refusal:
    account = await means.backend.accounts.create(order["name"], order["email"], order["phone"], **order.once)
    return _account(account)


async def edit_account(means: Means, order: Order) -> Json | Refusal:
    changes = {name: value for name, value in order["changes"].items() if value is not None}
    wanted = AccountChanges(**changes | ({"kind": AccountKind(changes["kind"])} if "kind" in changes else {}))
    account = _account(await means.backend.accounts.edit(order["account_id"], wanted, **order.once))
    return account if isinstance(account, Refusal) else account | {"changed": sorted(changes)}


async def add_address(means: Means, order: Order) -> Json | Refusal:
    address = Address(**order["address"])
    return _account(await means.backend.accounts.add_address(order["account_id"], address, **order.once))


async def send_password_link(means: Means, order: Order) -> Json | Refusal:
    """The link goes to the account's own address, whatever was asked for."""
    account = await means.backend.accounts.get(order["account_id"])
    if account is None:
        return Refusal(Why.NOT_FOUND, "no such account")
    link = await means.backend.accounts.password_link(account.id, **order.once)
    if isinstance(link, Refusal):
        return link
    sent = await _send(means, order, "password_link", account.email, link=link)
    return sent or {"account_id": account.id}


async def set_newsletter(means: Means, order: Order) -> Json | Refusal:
    on = await means.backend.subscriptions.set_newsletter(order["email"], order["on"], **order.once)
    return on if isinstance(on, Refusal) else {"on": on}


async def add_review(means: Means, order: Order) -> Json | Refusal:
    sku, account_id = order.arguments.get("sku"), order.arguments.get("account_id")
    review = await means.backend.reviews.add(sku, account_id, order["stars"], order["text"], **order.once)
    return review if isinstance(review, Refusal) else {"review_id": review.id}


async def open_ticket(means: Means, order: Order) -> Json | Refusal:
    new = NewTicket(
        kind=TicketKind(order["kind"]),
        priority=Priority(order["priority"]),
        text=order["text"],
        conversation_id=order.asker.conversation_id,
        language=order.asker.language,
        order_number=order.arguments.get("order_number"),
        account_id=order.arguments.get("account_id"),
        contact=order.arguments.get("contact"),
    )
    ticket = await means.tickets.open(new, key=order.key, now=order.now)
    return {"reference": ticket.reference, "kind": ticket.kind, "respond_by": ticket.respond_by.isoformat()}


WRITES: Mapping[Kind, Handler] = {
    Kind.CANCEL_ORDER: cancel_order,
    Kind.REINSTATE_ORDER: reinstate_order,
    Kind.CHANGE_ITEMS: change_items,
    Kind.CHANGE_ADDRESS: change_address,
    Kind.REQUEST_REFUND: request_refund,
    Kind.REQUEST_RETURN: request_return,
    Kind.WITHDRAW_RETURN: withdraw_return,
    Kind.SEND_INVOICE: send_invoice,
    Kind.CREATE_ACCOUNT: create_account,
    Kind.EDIT_ACCOUNT: edit_account,
    Kind.ADD_ADDRESS: add_address,
    Kind.SEND_PASSWORD_LINK: send_password_link,
    Kind.SET_NEWSLETTER: set_newsletter,
    Kind.ADD_REVIEW: add_review,
    Kind.OPEN_TICKET: open_ticket,
}


def address_json(address: Address) -> Json:
    return {field.name: getattr(address, field.name) for field in fields(Address)}


def _order(view: OrderView) -> Json:
    expected_on = view.expected_on.isoformat() if view.expected_on else None
    return {"order_number": view.number, "state": view.state, "total": view.total, "expected_on": expected_on}


def _refund(refund: Refund) -> Json:
    return {"refund_id": refund.id, "amount": refund.amount, "expected_on": refund.expected_on.isoformat()}


def _return(made: Return) -> Json:
    pickup = made.pickup and {"begins": made.pickup.begins.isoformat(), "ends": made.pickup.ends.isoformat()}
    return {
        "return_number": made.number,
        "order_number": made.order_number,
        "kind": made.kind,
        "state": made.state,
        "pickup": pickup,
        "label_url": made.label_url,
    }


def _account(account: Account | Refusal) -> Json | Refusal:
    return account if isinstance(account, Refusal) else {"account_id": account.id}


async def _send(
    means: Means,
    order: Order,
    kind: str,
    to: str,
    attachments: tuple[Attachment, ...] = (),
    **values: object,
) -> Refusal | None:
    """Put a mail into the outbox, once for each change; a refusal when nobody can have that address."""
    if not is_address(to):
        return Refusal(Why.INVALID, "no e-mail address")
    written = means.mail_texts.write(f"mail_{kind}", order.asker.language, shop=means.shop, **values)
    mail = Mail(kind, to, written.subject, written.text, order.asker.language, attachments)
    await means.mail.put(mail, key=order.key)
    return None
