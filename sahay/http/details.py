"""Name, e-mail address and phone number as somebody typed them, ready to be kept; None when nothing was typed."""

import re

from sahay.http.errors import ApiError
from sahay.shop.verification import canonical_contact

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def read_name(value: str, _country: str) -> str | None:
    return " ".join(value.replace("\x00", "").split()) or None


def read_email(value: str, _country: str) -> str | None:
    """Raises ApiError 400."""
    email = value.strip()
    if not email:
        return None
    if not _EMAIL.fullmatch(email) or not email.isprintable():
        raise ApiError(400, "bad_request", "The e-mail address cannot be read.")
    return email


def read_phone(value: str, country: str) -> str | None:
    """In E.164; without a country code it is a number of `country`. Raises ApiError 400."""
    if not value.strip():
        return None
    phone = canonical_contact(value, country) or ""
    if not phone.startswith("phone:"):
        raise ApiError(400, "bad_request", "The phone number cannot be read. Write it as +91 98765 43210.")
    return phone.removeprefix("phone:")


READERS = {"name": read_name, "email": read_email, "phone": read_phone}
