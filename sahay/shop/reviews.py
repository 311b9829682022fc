"""What customers think of products and of the shop."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sahay.shop.refusal import Refusal

STARS = range(1, 6)


@dataclass(frozen=True, slots=True)
class Review:
    """Of a product, or of the shop where `sku` is None. `stars` is 1 (worst) to 5; `text` may be empty."""

    id: str
    sku: str | None
    stars: int
    text: str
    at: datetime


class Reviews(Protocol):
    async def add(
        self, sku: str | None, account_id: str | None, stars: int, text: str, *, key: str, now: datetime
    ) -> Review | Refusal:
        """Keep a review, to be published after somebody has read it."""
