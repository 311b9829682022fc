"""Marks by which a write is known again: WooCommerce has no idempotency keys.

A write leaves its mark in the same request, in the meta data of what it changes, and is looked for before it is done
again. Each has a meta key of its own, so that two writes at a time do not overwrite each other's. A refund has its mark
in the reason: WooCommerce saves a refund's meta data in a second step (wc_create_refund, then save_meta_data), and a
crash between the two would hide a refund that was made.
"""

import hashlib
from collections.abc import Iterable

from sahay.shop.woocommerce import wire

PREFIX = "_sahay_"
# What a cancellation leaves, with the status before: a reinstated order returns to it.
CANCELLED_FROM = "cancelled from "
REINSTATED = "reinstated"
DIGITS = 24  # of the key's SHA-256: 96 bits, and no customer's id or message in the shop's records


def name(key: str) -> str:
    return PREFIX + hashlib.sha256(key.encode()).hexdigest()[:DIGITS]


def mark(key: str, what: str) -> dict[str, str]:
    """An entry of `meta_data` in a request; `what` was done is for people who look."""
    return {"key": name(key), "value": what}


def done(meta: Iterable[wire.Meta], key: str) -> str | None:
    """What the write with this key did; None when it left no mark."""
    return next((str(entry.value) for entry in meta if entry.key == name(key)), None)


def marks(meta: Iterable[wire.Meta]) -> list[str]:
    """What all our writes did to a thing, in the order in which they are kept."""
    return [str(entry.value) for entry in meta if entry.key.startswith(PREFIX)]


def reason(text: str, key: str) -> str:
    """A refund's reason, with its mark at the end."""
    return f"{text} [{name(key)}]"


def marked(text: str | None) -> bool:
    """Whether any write of ours is named."""
    return f"[{PREFIX}" in (text or "")


def says(text: str | None, key: str) -> bool:
    return bool(text) and f"[{name(key)}]" in str(text)
