"""What the bot says of an order, read from the texts themselves."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

import yaml

from sahay.config import ROOT
from sahay.shop.orders import OrderState


def pattern(order: Mapping[str, str]) -> str:
    """What tells of the order's number and state, in any of the languages: `data/responses/<language>/orders.yml`."""
    return "|".join(_matching(said[f"utter_order_{order['state']}"], order["number"]) for said in _texts())


def is_told(number: str, answer: str) -> bool:
    """Whether ``answer`` tells of the order with this number, in whatever state. A question may name the number too."""
    states = [f"utter_order_{state}" for state in OrderState]
    return any(re.search(_matching(said[state], number), answer) for said in _texts() for state in states)


@cache
def _texts() -> tuple[dict[str, Any], ...]:
    files = sorted((ROOT / "data" / "responses").glob("*/orders.yml"))
    return tuple(yaml.safe_load(file.read_text(encoding="utf-8"))["texts"] for file in files)


def _matching(text: str | dict[str, str], number: str) -> str:
    said = text if isinstance(text, str) else text["text"]
    parts = re.split(r"(\{\w+\})", said.strip())
    values = {"{number}": re.escape(number)}
    return "".join(values.get(part, ".+") if part.startswith("{") else re.escape(part) for part in parts)
