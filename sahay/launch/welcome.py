"""What to open, once everything runs."""

import json
from collections.abc import Iterator
from typing import Any

from sahay.config import Settings

SHOWN_ORDERS = 4
ADDING = "agents are added by .venv/app/bin/python -m sahay.desk add"


def welcome(settings: Settings) -> str:
    """The addresses, the demo's first agent, and orders to ask for."""
    base = f"http://localhost:{settings.port}"
    demo = _demo(settings)
    lines = [
        f"{settings.shop.name} is open. Ctrl-C stops everything.",
        "",
        f"  the shop, with the chat   {base}/",
        f"  the agents' desk          {base}/desk",
        *(f"{'':28}{line}" for line in _login(demo)),
        f"  the API's description     {base}/api/openapi.json",
        f"  logs                      {settings.var / 'logs'}",
        *_orders(demo),
    ]
    return "\n".join(lines)


def _demo(settings: Settings) -> dict[str, Any]:
    """What seeding left for people who try the demo; nothing where the database is a real shop's."""
    path = settings.var / "demo.json"
    is_there = settings.backend.is_demo and path.exists()
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if is_there else {}
    return content


def _login(demo: dict[str, Any]) -> Iterator[str]:
    if agent := demo.get("agent"):
        yield f"{agent['email']}   password {agent['password']}"
    else:
        yield ADDING


def _orders(demo: dict[str, Any]) -> Iterator[str]:
    """One order of each state, as many as are shown."""
    by_state = {order["state"]: order for order in reversed(demo.get("orders", ()))}
    shown = list(by_state.values())[:SHOWN_ORDERS]
    if shown:
        yield from ("", "  Orders to ask for:")
    for order in shown:
        yield f"    {order['number']:<14}{order['email']:<34}{order['state']}"
