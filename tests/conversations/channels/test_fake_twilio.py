"""Whether our fake of Twilio speaks its protocol, and we sign as they do: their own library works with both."""

from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from twilio.base.exceptions import TwilioRestException
from twilio.http.http_client import TwilioHttpClient
from twilio.request_validator import RequestValidator
from twilio.rest import Client

from sahay.channels.sms import signing
from tests.fakes_channels import sms


class Redirected(TwilioHttpClient):
    """Twilio's own, but for the host."""

    def __init__(self, url: str) -> None:
        super().__init__(pool_connections=False, proxy={"http": ""})  # whatever the environment says
        self._url = url

    def request(self, method: str, url: str, *args: Any, **options: Any) -> Any:
        return super().request(method, f"{self._url}{urlsplit(url).path}", *args, **options)


def test_twilios_client_sends_a_text() -> None:
    with sms.FakeTwilio() as fake:
        client = Client(sms.ACCOUNT, sms.TOKEN, http_client=Redirected(fake.url))
        told = {"from_": sms.NUMBER, "status_callback": sms.WEBHOOK}
        sent = client.messages.create(to="+919812345678", body="Your order is on its way. ✓", **told)

        assert (sent.sid, sent.status, sent.num_segments) == (fake.sent[0].id, "queued", "1")
        assert [(each.to, each.text) for each in fake.sent] == [("+919812345678", "Your order is on its way. ✓")]
        assert client.api.accounts(sms.ACCOUNT).fetch().friendly_name == "Saral Store"
        fake.stopped.add("+919812345678")
        refused = {"+919812345678": 21610, "919812345678": 21211}
        for to, code in refused.items():
            with pytest.raises(TwilioRestException) as refusal:
                client.messages.create(to=to, body="Hello", **told)
            assert refusal.value.code == code
        stranger = Client(sms.ACCOUNT, "another", http_client=Redirected(fake.url))
        with pytest.raises(TwilioRestException) as refusal:
            stranger.messages.create(to="+919800000000", body="Hello", **told)
        assert refusal.value.status == 401


@given(st.dictionaries(st.text(min_size=1, max_size=20), st.text(max_size=40), max_size=6), st.text(max_size=20))
def test_twilio_signs_as_we_do(parameters: dict[str, str], token: str) -> None:
    """Whatever the parameters: what they sign we believe, and what we sign they do."""
    theirs = RequestValidator(token).compute_signature(sms.WEBHOOK, parameters)
    ours = signing.sign(sms.WEBHOOK, list(parameters.items()), token)

    signing.verify({signing.HEADER: theirs}, sms.WEBHOOK, list(parameters.items()), token)
    assert RequestValidator(token).validate(sms.WEBHOOK, parameters, ours)
