"""Asking shop systems that know no idempotency keys: WooCommerce, and most of Shopify.

Over the connections, patience and breaker of `sahay.shop.remote`, with one rule more: a write whose outcome is open is
not sent again. Whoever asks with the same key later looks first whether it was done.
"""

from collections.abc import Mapping

from sahay.domain.clock import Clock
from sahay.shop.remote.gateway import Gateway
from sahay.shop.remote.options import HttpOptions
from sahay.shop.remote.pace import Pace
from sahay.shop.remote.transport import Answer, Question, Transport, Trouble


class HeaderTransport(Transport):
    """Connections on which every request has these headers, which say who asks."""

    def __init__(self, options: HttpOptions, headers: Mapping[str, str]) -> None:
        super().__init__(options, "")
        del self._http.headers["Authorization"]
        self._http.headers.update(headers)


class KeylessGateway(Gateway):
    """One such shop. What an answer's status means, a shop's own gateway says in `_judge`.

    A question with a `key` is a write; the key itself is not sent.
    """

    def __init__(
        self, options: HttpOptions, headers: Mapping[str, str], clock: Clock, pace: Pace | None = None
    ) -> None:
        super().__init__(options, HeaderTransport(options, headers), clock, pace)

    async def _try(self, question: Question, seconds: float) -> Answer:
        try:
            return await super()._try(question, seconds)
        except Trouble as trouble:
            if question.key is not None and trouble.is_open:
                trouble.again = False
            raise
