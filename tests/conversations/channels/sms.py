"""A customer with a phone. Twilio's own library signs the calls, and believes the address that we name."""

from collections.abc import Mapping, Sequence
from typing import Any

import httpx
from twilio.request_validator import RequestValidator
from twilio.twiml.messaging_response import MessagingResponse

from sahay.channels.sms.opening import PATH
from tests.conversations.channels.numbers import answer_to
from tests.conversations.channels.story import Customer
from tests.fakes_channels.sms import TOKEN, WEBHOOK, FakeTwilio, incoming, status

EMPTY = str(MessagingResponse()).removeprefix('<?xml version="1.0" encoding="UTF-8"?>').replace(" />", "/>")


class SmsCustomer(Customer):
    channel = "sms"

    def __init__(self, twilio: FakeTwilio, client: httpx.AsyncClient, phone: str) -> None:
        self._twilio = twilio
        self._client = client
        self._phone = phone
        self._written = 0

    async def says(self, text: str) -> None:
        self._written += 1
        await self._call(incoming(self._written, text, self._phone))

    async def taps(self, title: str) -> None:
        """By its number, as the text says."""
        await self.says(answer_to(title, await self.read()))

    async def read(self) -> Sequence[str]:
        return [sent.text for sent in self._twilio.sent]

    async def judge(self, view: Mapping[str, Any]) -> None:
        """Everything was for their number, and the provider's word that it arrived is believed."""
        assert {sent.to for sent in self._twilio.sent} == {self._phone}
        for sent in self._twilio.sent:
            await self._call(status(sent.id, "delivered", To=self._phone))

    async def _call(self, parameters: dict[str, str]) -> None:
        signature = RequestValidator(TOKEN).compute_signature(WEBHOOK, parameters)
        answer = await self._client.post(PATH, data=parameters, headers={"X-Twilio-Signature": signature})
        assert answer.status_code == 200, answer.text
        # https://www.twilio.com/docs/messaging/twiml: nothing is to be done.
        assert (answer.text, answer.headers["content-type"]) == (EMPTY, "text/xml")
