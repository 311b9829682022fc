"""A shop that answers what it was told to, and keeps what it was asked: behind the reference server, any `Backend`."""

from dataclasses import dataclass, field
from typing import Any

from sahay.shop.backend import Capability, Health


@dataclass
class Port:
    """Has every method: `answers` by name, or an exception to be raised; `asked` is (method, args, kwargs)."""

    answers: dict[str, Any] = field(default_factory=dict)
    asked: list[tuple[str, tuple[Any, ...], dict[str, Any]]] = field(default_factory=list)

    def __getattr__(self, name: str) -> Any:
        async def answer(*args: Any, **kwargs: Any) -> Any:
            self.asked.append((name, args, kwargs))
            told = self.answers[name]
            if isinstance(told, Exception):
                raise told
            return told

        return answer


class Told:
    """`port("orders")` is the port to tell what it answers."""

    capabilities = frozenset(Capability)

    def __init__(self) -> None:
        self._ports: dict[str, Port] = {}

    def __getattr__(self, name: str) -> Port:
        return self._ports.setdefault(name, Port())

    async def health(self) -> Health:
        return Health(True)

    async def close(self) -> None:
        """Nothing is open."""
