"""SMS keeps the contract of every channel, counts its segments, and honours STOP."""

import ssl
from functools import cache
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

import httpx
import pytest
from hypothesis import given

import sahay.channels.sms as package
from sahay.channels import events
from sahay.channels.base import DeliveryError, Forged, Part, Recipient, Unreadable, Verdict
from sahay.channels.events import Event, Received
from sahay.channels.health import Health
from sahay.channels.sms.channel import SmsChannel
from sahay.channels.sms.errors import meaning_of
from sahay.channels.sms.limits import SEGMENTS, fits, segments
from sahay.channels.sms.signing import HEADER, sign, verify
from sahay.channels.sms.twilio import Access, Twilio
from sahay.domain.message import Author, Button, Message
from tests.fakes import MORNING, ManualClock
from tests.fakes_channels.sms import ACCOUNT, NUMBER, TOKEN, WEBHOOK, FakeTwilio, incoming, refusal, signed, status
from tests.unit.channels.contract import CONVERSATION, HEARD, ChannelContract, ReceiverContract, long_texts, several

FOLDER = Path(package.__file__).parent / "payloads"
BODIES = {file.stem: file.read_bytes() for file in sorted(FOLDER.glob("*.form"))}
CUSTOMER = Recipient("+919812345678", CONVERSATION, MORNING)


# Nothing here is encrypted: reading the system's certificates would take longer than the calls.
PLAIN = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


@cache
def provider_at(url: str) -> Twilio:
    return Twilio(Access(ACCOUNT, TOKEN, NUMBER, WEBHOOK, url), httpx.AsyncHTTPTransport(verify=PLAIN))


def channel(url: str = "http://127.0.0.1:9", *, trusts_numbers: bool = True) -> SmsChannel:
    provider = provider_at(url)
    health = Health("webhook", WEBHOOK)
    return SmsChannel(
        provider, lambda _: "Please answer with a number.", health, ManualClock(), trusts_numbers=trusts_numbers
    )


class TestSms(ChannelContract, ReceiverContract):
    def channel(self) -> SmsChannel:
        return channel()

    def receiver(self) -> SmsChannel:
        return channel()

    def bodies(self) -> dict[str, bytes]:
        return BODIES

    def headers(self, body: bytes) -> dict[str, str]:
        return {HEADER: sign(WEBHOOK, parse_qsl(body.decode(), keep_blank_values=True), TOKEN)}

    def mutated(self, body: bytes, value: object, place: int) -> bytes:
        parameters = parse_qsl(body.decode(), keep_blank_values=True)
        name, _ = parameters[place % len(parameters)]
        parameters[place % len(parameters)] = (name, str(value))
        return urlencode(parameters, errors="surrogatepass").encode()

    def errors(self) -> list[tuple[Exception, Verdict]]:
        return [
            (meaning_of(21610).error(), Verdict.GIVE_UP),
            (meaning_of(21408).error(), Verdict.ASK_HUMAN),
            (meaning_of(20003).error(), Verdict.RETRY),
            (meaning_of(None, 401).error(), Verdict.RETRY),
            (meaning_of(None, 429).error(), Verdict.RETRY),
            (meaning_of(99999, 400).error(), Verdict.GIVE_UP),
        ]

    def classified(self, error: Exception) -> DeliveryError:
        assert isinstance(error, DeliveryError)
        return error

    @given(text=long_texts)
    @several(60)
    def test_no_part_has_more_segments_than_carriers_take(self, text: str) -> None:
        offered = (Button("One", "/one"), Button("दो", "/two"))
        message = Message(CONVERSATION.id, 7, Author.BOT, text, MORNING, "any", buttons=offered)

        assert all(fits(part.text) for part in self.parts(message))


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("€" * 80, 1),  # twice seven bits
        ("€" * 81, 2),
        ("€" * 77, 1),
        ("a" * 151 + "€" * 5, 2),  # 161 septets
        ("न" * 70, 1),
        ("न" * 71, 2),
        ("न" * 134, 2),
        ("न" * 135, 3),
        ("😀" * 35, 1),
        ("😀" * 66, 2),  # 33 in each, and a unit that stays empty
        ("😀" * 67, 3),
        ("a" * 100 + "ન", 2),  # one letter makes all of them long
    ],
)
def test_segments(text: str, count: int) -> None:
    assert segments(text) == count
    assert fits(text) == (count <= SEGMENTS)


def test_the_published_example_of_a_signature() -> None:
    """https://www.twilio.com/docs/usage/webhooks/webhooks-security, as Twilio's own libraries test it."""
    parameters = [
        ("CallSid", "CA1234567890ABCDE"),
        ("Digits", "1234"),
        ("From", "+14158675309"),
        ("To", "+18005551212"),
        ("Caller", "+14158675309"),
    ]
    url, signature = "https://mycompany.com/myapp.php?foo=1&bar=2", "RSOYDt4T1cUTdK1PDd93/VVr8B8="

    assert sign(url, parameters, "12345") == signature
    verify({HEADER: signature}, url, parameters, "12345")


@pytest.mark.parametrize(
    ("token", "url", "added"),
    [
        ("another-token", WEBHOOK, b""),
        (TOKEN, "https://else.example/webhooks/sms", b""),  # a call to somebody else
        (TOKEN, WEBHOOK, b"&Body=pay"),  # something was put in
    ],
)
def test_a_call_that_was_not_signed_so_is_forged(token: str, url: str, added: bytes) -> None:
    body, headers = signed(incoming(1, "hello"), token, url)

    with pytest.raises(Forged):
        channel().verify(headers, body + added)


def read(parameters: dict[str, str], receiver: SmsChannel | None = None) -> tuple[Event, ...]:
    receiver = receiver or channel()
    (envelope,) = receiver.envelopes(urlencode(parameters).encode())
    return receiver.events(envelope.body)


@pytest.mark.parametrize(
    ("parameters", "kinds"),
    [
        (incoming(1, "where is my order?"), [events.Said]),
        (incoming(1, "मेरा ऑर्डर कहाँ है?"), [events.Said]),
        (incoming(1, "STOP"), [events.Blocked]),
        (incoming(1, " unsubscribe "), [events.Blocked]),
        (incoming(1, "basta", OptOutType="STOP"), [events.Blocked]),  # a word of the account's own
        (incoming(1, "stop sending me the wrong size"), [events.Said]),  # a sentence is no keyword
        (incoming(1, "START"), [events.Blocked, events.Command]),
        (incoming(1, "unstop"), [events.Blocked, events.Command]),
        (incoming(1, "yes"), [events.Said]),  # an answer
        (incoming(1, "HELP"), [events.Command]),
        (incoming(1, ""), [events.Ignored]),
        (incoming(1, "", NumMedia="1"), [events.Unsupported]),
        (incoming(1, "look", NumMedia="2"), [events.Said, events.Unsupported]),
        (status("SM" + "a" * 32, "queued"), [events.Ignored]),
        (status("SM" + "a" * 32, "delivered"), [events.Receipt]),
        (status("SM" + "a" * 32, "of tomorrow"), [events.Ignored]),
    ],
)
def test_what_comes_in(parameters: dict[str, str], kinds: list[type[Event]]) -> None:
    assert [type(event) for event in read(parameters)] == kinds


@pytest.mark.parametrize(
    ("sender", "phone"),
    [("+919812345678", "+919812345678"), ("AX-SHOPIN", None), ("57575", None), ("whatsapp:+919812345678", None)],
)
def test_a_number_is_verified_if_it_is_one(sender: str, phone: str | None) -> None:
    (said,) = read(incoming(1, "hello", sender))
    (untrusted,) = read(incoming(1, "hello", sender), channel(trusts_numbers=False))

    assert (said.sender.address, said.sender.phone) == (sender, phone)
    assert untrusted.sender.phone is None


@pytest.mark.parametrize(
    "parameters",
    [
        {},
        {"MessageSid": "x"},
        incoming(1, "hello", ""),
        incoming(1, "hello", "x" * 100),
        incoming(1, "hello", "नाम"),
        {str(number): "" for number in range(1000)},
        {**incoming(1, "hello"), "MessageStatus": "undel\x00ivered"},  # a fuzzer's: no database keeps such an id
    ],
)
def test_what_is_no_sms_is_refused(parameters: dict[str, str]) -> None:
    with pytest.raises(Unreadable):
        channel().envelopes(urlencode(parameters).encode())


def test_a_receipt_says_why() -> None:
    (receipt,) = read(status("SM" + "a" * 32, "undelivered", ErrorCode="30003"))

    assert isinstance(receipt, events.Receipt)
    assert (receipt.state, receipt.error) == (Received.FAILED, "sms: the phone cannot be reached (30003)")


async def test_a_part_goes_out_once_and_gives_its_id() -> None:
    with FakeTwilio() as fake:
        sent = await channel(fake.url).deliver(CUSTOMER, Part("Your order is on its way."), "key")

        assert [(each.id, each.to, each.text) for each in fake.sent] == [
            (sent, CUSTOMER.address, "Your order is on its way.")
        ]


@pytest.mark.parametrize(
    ("trouble", "verdict", "is_blocked"),
    [
        ({"instead": refusal(400, 21610, "unsubscribed")}, Verdict.GIVE_UP, True),
        ({"instead": refusal(429, 20429, "too many")}, Verdict.RETRY, False),
        ({"instead": refusal(503, 20503, "unavailable")}, Verdict.RETRY, False),
        ({"instead": refusal(500, 20500, "a fault of theirs")}, Verdict.RETRY, False),  # they say no
        ({"after": lambda _: refusal(502, 0, "")}, Verdict.RETRY, False),
        ({"dropped": True}, Verdict.UNKNOWN, False),
        ({"cut": True}, Verdict.UNKNOWN, False),
        ({"after": lambda response: type(response)(201, [])}, Verdict.UNKNOWN, False),
        ({"after": lambda response: type(response)(504, raw=b"<html>")}, Verdict.UNKNOWN, False),  # a gateway's
    ],
)
async def test_what_goes_wrong(trouble: dict, verdict: Verdict, is_blocked: bool) -> None:
    with FakeTwilio() as fake:
        fake.trouble(**trouble)
        with pytest.raises(DeliveryError) as refused:
            await channel(fake.url).deliver(CUSTOMER, Part("Hello"), "key")

    assert (refused.value.verdict, refused.value.is_blocked) == (verdict, is_blocked)


async def test_nobody_there() -> None:
    with pytest.raises(DeliveryError) as refused:
        await channel().deliver(HEARD, Part("Hello"), "key")

    assert refused.value.verdict is Verdict.RETRY
