"""Records as Shopify keeps them: dicts with the schema's names, and functions where a field has arguments."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

NOW = "2026-11-20T06:30:00Z"


def bag(amount: Decimal | str) -> dict[str, Any]:
    """Shopify writes "649.5" for 649.50."""
    text = str(Decimal(amount).quantize(Decimal("0.01")))
    return {"shopMoney": {"amount": text.removesuffix("0"), "currencyCode": "INR"}}


def worth(record: dict[str, Any] | None) -> Decimal:
    return Decimal(record["shopMoney"]["amount"]) if record else Decimal()


def nodes(found: Iterable[Any]) -> dict[str, Any]:
    return {"nodes": list(found), "pageInfo": {"hasNextPage": False, "endCursor": None}}


def listed(found: Callable[[], list[Any]]) -> Callable[..., list[Any]]:
    return lambda _info=None, first=50, **_: found()[:first]


class Metafields:
    """Of one record, by namespace and key."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def put(self, entries: Iterable[dict[str, Any]]) -> None:
        for entry in entries:
            self.kept[entry.get("namespace", "app"), entry["key"]] = entry["value"]

    def one(self, _info: Any, key: str, namespace: str = "app") -> dict[str, Any] | None:
        value = self.kept.get((namespace, key))
        return None if value is None else {"key": key, "value": value}

    def all(self, _info: Any, namespace: str, **_: Any) -> dict[str, Any]:
        return nodes({"key": key, "value": value} for (space, key), value in self.kept.items() if space == namespace)


def error(message: str, *path: str, code: str | None = None) -> dict[str, Any]:
    return {"field": list(path) or None, "message": message, "code": code}
