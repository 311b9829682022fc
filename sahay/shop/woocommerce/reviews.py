"""WooCommerce's product reviews: https://woocommerce.github.io/woocommerce-rest-api-docs/#product-reviews"""

import html
from datetime import datetime

from sahay.shop.backend import BadAnswer
from sahay.shop.refusal import Refusal, Why
from sahay.shop.reviews import STARS, Review
from sahay.shop.turns import Turns, in_turn
from sahay.shop.unsupported import UNSUPPORTED
from sahay.shop.woocommerce import wire
from sahay.shop.woocommerce.accounts import WooAccounts
from sahay.shop.woocommerce.client import Client, Declined
from sahay.shop.woocommerce.items import product_with
from sahay.shop.woocommerce.mapping import moment
from sahay.shop.woocommerce.mapping import sku as sku_of

# Nothing is published before somebody has read it.
TO_BE_READ = "hold"


class WooReviews:
    """See `sahay.shop.reviews.Reviews`. A review has its writer's name and address, so it needs an account; there are
    none of the shop as a whole. WordPress itself declines the same words twice, so that is looked for before."""

    def __init__(self, client: Client, accounts: WooAccounts) -> None:
        self.turns = Turns()
        self._client = client
        self._accounts = accounts

    @in_turn
    async def add(
        self, sku: str | None, account_id: str | None, stars: int, text: str, *, key: str, now: datetime
    ) -> Review | Refusal:
        if sku is None:
            return UNSUPPORTED
        if stars not in STARS:
            return Refusal(Why.INVALID, "stars")
        product = await product_with(self._client, sku)
        account = await self._accounts.get(account_id) if account_id else None
        if product is None:
            return Refusal(Why.NOT_FOUND, "no such product")
        if account is None:
            return Refusal(Why.NOT_ALLOWED, "a review needs an account")
        body = {
            "product_id": product.parent_id or product.id,
            "reviewer": account.name or account.email,
            "reviewer_email": account.email,
            # WooCommerce declines a review without words.
            "review": text or "★" * stars,
            "rating": stars,
            "status": TO_BE_READ,
        }
        made: wire.Review | Declined | None = await self._same(body)
        if made is None:
            made = await self._client.write("POST", "products/reviews", wire.Review, body)
        if isinstance(made, Declined):
            return made.refusal
        if (made.product_id, made.rating) != (body["product_id"], stars):
            raise BadAnswer("another review was kept")
        return Review(str(made.id), sku_of(product.sku, product.id), stars, text, moment(made.date_created_gmt))

    async def _same(self, body: dict[str, object]) -> wire.Review | None:
        """The same review, kept before. `context=edit` gives it as it was written, without HTML."""
        found = await self._client.get(
            "products/reviews",
            list[wire.Review],
            product=body["product_id"],
            reviewer_email=body["reviewer_email"],
            status="all",
            context="edit",
            per_page=100,
        )
        written = (body["review"], body["rating"])
        return next(
            (each for each in found or () if (html.unescape(each.review).strip(), each.rating) == written), None
        )
