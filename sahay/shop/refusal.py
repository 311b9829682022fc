"""Why a shop does not do what a customer asks: an answer, not a failure."""

from dataclasses import dataclass
from enum import StrEnum


class Why(StrEnum):
    NOT_FOUND = "not_found"  # there is no such order, account, item ...
    TOO_LATE = "too_late"  # packed, shipped, delivered, or beyond the days that are given for it
    TOO_EARLY = "too_early"  # not delivered yet
    ALREADY_DONE = "already_done"
    NOT_ALLOWED = "not_allowed"  # this item, this area, this kind of order
    OUT_OF_STOCK = "out_of_stock"
    NOTHING_PAID = "nothing_paid"
    EXISTS = "exists"  # the e-mail address or phone number has an account already
    INVALID = "invalid"  # a value that the shop cannot take
    UNSUPPORTED = "unsupported"  # the shop's system has no way to do it: see `Backend.capabilities`


@dataclass(frozen=True, slots=True)
class Refusal:
    """`detail` is for logs and agents, in English; customers are told in words of ours, by `why`."""

    why: Why
    detail: str = ""
