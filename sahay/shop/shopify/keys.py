"""Marks by which a write is known again. Of what the shop is told only refunds take an idempotency key.

An order and a customer keep a metafield for each of our writes, a cancellation and a refund a note. It is written in
the same request as the change where that has a place for it (`marks` has the rest), and looked for before a write is
done again.
"""

import hashlib
import uuid

NAMESPACE = "sahay"
DIGITS = 24  # of the key's SHA-256: 96 bits, and no customer's id or message in the shop's records
_OURS = uuid.UUID("5e9b1c1e-5a0e-4b6e-9a53-5a4841590001")  # any constant: keys of others are not ours


def name(key: str) -> str:
    """The metafield's key: 3 to 64 letters, digits, hyphens and underscores
    (https://shopify.dev/docs/api/admin-graphql/latest/input-objects/MetafieldInput)."""
    return "w-" + hashlib.sha256(key.encode()).hexdigest()[:DIGITS]


def mark(key: str, what: str) -> dict[str, str]:
    """`MetafieldInput`: what was done, for people who look."""
    return {"namespace": NAMESPACE, "key": name(key), "type": "single_line_text_field", "value": what}


def note(text: str, key: str) -> str:
    return f"{text} [{name(key)}]"


def says(text: str | None, key: str) -> bool:
    return f"[{name(key)}]" in (text or "")


def idempotency_key(key: str) -> str:
    """A UUID, as Shopify recommends: https://shopify.dev/docs/api/usage/implementing-idempotency"""
    return str(uuid.uuid5(_OURS, key))
