"""The states of the shop's country: https://woocommerce.github.io/woocommerce-rest-api-docs/#retrieve-country-data"""

import html
from collections.abc import Mapping

from sahay.shop.woocommerce import wire
from sahay.shop.woocommerce.client import Client


class Regions:
    """Names by code, asked for once: a country's states do not change while a program runs."""

    def __init__(self, client: Client, country: str) -> None:
        self._client = client
        self._country = country
        self._names: Mapping[str, str] | None = None

    async def names(self) -> Mapping[str, str]:
        """{"GJ": "Gujarat", ...}; empty for a country without states."""
        if self._names is None:
            said = await self._client.get(f"data/countries/{self._country.lower()}", wire.Country)
            self._names = {state.code: html.unescape(state.name) for state in said.states} if said else {}
        return self._names

    async def code(self, name: str) -> str:
        """The code of a state, or what was said where it is none: WooCommerce takes both."""
        names = await self.names()
        return next((code for code, known in names.items() if known.casefold() == name.casefold()), name)
