"""Which details an account can have."""

import re
from dataclasses import replace

from sahay.shop.accounts import Account, AccountChanges
from sahay.shop.orders import Address
from sahay.shop.refusal import Refusal, Why
from sahay.shop.verification import canonical_contact
from sahay.shop.zones import is_pin

# The columns' lengths; https://www.rfc-editor.org/errata/eid1690 has that of an e-mail address.
NAME_CHARACTERS, EMAIL_CHARACTERS, LINE_CHARACTERS, PLACE_CHARACTERS = 200, 254, 200, 80
_EMAIL = re.compile(r"[^@\s<>(),;:\\\"]+@[^@\s<>(),;:\\\"]+\.[^@\s<>(),;:\\\"]+")


def checked(account: Account, country: str) -> Account | Refusal:
    """The account with its phone number in E.164; refused if it cannot be had so."""
    if not _is_line(account.name, NAME_CHARACTERS):
        return Refusal(Why.INVALID, "the name")
    if not is_email(account.email):
        return Refusal(Why.INVALID, "the e-mail address")
    if not account.phone:
        return account
    contact = canonical_contact(account.phone, country) or ""
    if not contact.startswith("phone:"):
        return Refusal(Why.INVALID, "the phone number")
    return replace(account, phone=contact.removeprefix("phone:"))


def edited(account: Account, changes: AccountChanges, country: str) -> Account | Refusal:
    wanted = {
        name: value for name in ("name", "email", "phone", "kind") if (value := getattr(changes, name)) is not None
    }
    return checked(replace(account, **wanted), country)


def with_address(account: Account, address: Address) -> Account | Refusal:
    """With one address more, the last one."""
    if not is_address(address):
        return Refusal(Why.INVALID, "the address")
    if address in account.addresses:
        return Refusal(Why.ALREADY_DONE)
    return replace(account, addresses=(*account.addresses, address))


def is_email(text: str) -> bool:
    return len(text) <= EMAIL_CHARACTERS and text.isprintable() and _EMAIL.fullmatch(text) is not None


def is_address(address: Address) -> bool:
    return (
        _is_line(address.line, LINE_CHARACTERS)
        and _is_line(address.city, PLACE_CHARACTERS)
        and _is_line(address.region, PLACE_CHARACTERS)
        and is_pin(address.pin)
    )


def _is_line(text: str, most: int) -> bool:
    return bool(text.strip()) and len(text) <= most and text.isprintable()
