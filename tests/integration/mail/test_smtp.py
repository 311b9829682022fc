"""Mail over a real connection, to a real server."""

import ssl
from email.headerregistry import Address

import pytest
import trustme

from sahay.mail import Mail
from sahay.mail.letter import compose
from sahay.mail.memory import MemoryOutbox
from sahay.mail.queue import Waiting
from sahay.mail.sender import Sender
from sahay.mail.smtp import Server, SmtpTransport
from sahay.mail.state import State
from sahay.mail.transport import Down, NotSent, Postponed, Refused
from tests.fakes import MORNING
from tests.integration.mail.server import HOST, MailServer

SENDER = Address("सरल स्टोर", addr_spec="care@saral.example")
MAIL = Mail("code", "asha@example.com", "आपका कोड", "नमस्ते,\n\n.\n123456\n", "hi")
LETTER = compose(Waiting(1, "k", MAIL, 1, MORNING), SENDER)


def transport(server, security="plain", **options):
    return SmtpTransport(Server(HOST, server.port, security, **{"patience_seconds": 5.0} | options))


@pytest.fixture(scope="module")
def authority():
    return trustme.CA()


@pytest.fixture(scope="module")
def of_server(authority):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(HOST).configure_cert(context)
    return context


@pytest.fixture(scope="module")
def of_client(authority):
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


async def test_a_mail_is_delivered_as_it_was_written(server):
    await transport(server).send(LETTER)

    assert server.envelopes == [("care@saral.example", ["asha@example.com"])]
    (message,) = server.taken
    assert message["Subject"] == "आपका कोड"
    assert message["Message-ID"] == LETTER.message["Message-ID"]
    assert message.get_content().replace("\r\n", "\n") == MAIL.text


@pytest.mark.parametrize(
    ("step", "reply", "trouble"),
    [
        ("RCPT", "550 no such user", Refused),
        ("RCPT", "450 try again later", Postponed),  # greylisting
        ("RCPT", "421 too busy", Down),
        ("DATA", "554 we do not like it", Refused),
        ("DATA", "452 no room", Postponed),
    ],
)
async def test_a_reply_says_whether_it_is_worth_another_try(server, step, reply, trouble):
    server.replies[step] = [reply]

    with pytest.raises(NotSent) as raised:
        await transport(server).send(LETTER)

    assert type(raised.value) is trouble
    assert str(raised.value) in (f"reply {reply[:3]}", f"SMTPServerDisconnected {reply[:3]}", "SMTPServerDisconnected")


@pytest.mark.parametrize("step", ["RCPT", "DATA"])
async def test_a_server_that_never_answers_is_left(server, step):
    server.replies[step] = [None]

    with pytest.raises(Down):
        await transport(server, patience_seconds=0.2).send(LETTER)


async def test_a_server_that_is_away_is_found_again(clock):
    outbox = MemoryOutbox(clock)
    await outbox.put(MAIL, key="k")
    async with MailServer() as server:
        pass  # its port is nobody's now
    sender = Sender(outbox, transport(server), SENDER, clock)
    await sender.drain()
    assert outbox.state_of("k") is State.WAITING

    clock.forward(60)
    async with MailServer(port=server.port) as again:
        await sender.drain()

    assert outbox.state_of("k") is State.SENT
    assert len(again.taken) == 1


async def test_one_refused_address_does_not_keep_the_next_from_its_mail(server, clock):
    outbox = MemoryOutbox(clock)
    await outbox.put(MAIL, key="a")
    await outbox.put(MAIL, key="b")
    server.replies["RCPT"] = ["550 no such user"]

    await Sender(outbox, transport(server), SENDER, clock).drain()

    assert (outbox.state_of("a"), outbox.state_of("b")) == (State.REFUSED, State.SENT)


async def test_starttls_with_a_log_in(of_server, of_client):
    async with MailServer({"tls_context": of_server, "require_starttls": True, "auth_required": True}) as server:
        await transport(server, "starttls", tls=of_client, user="sahay", password="right").send(LETTER)

    assert server.logins == [(b"sahay", b"right")]
    assert len(server.taken) == 1


async def test_tls_from_the_first_byte(of_server, of_client):
    async with MailServer({"tls_context": of_server}, is_tls=True) as server:
        await transport(server, "tls", tls=of_client).send(LETTER)

    assert len(server.taken) == 1


async def test_a_wrong_password_is_the_shops_trouble_and_no_mails(of_server, of_client):
    async with MailServer({"tls_context": of_server, "auth_required": True}) as server:
        with pytest.raises(Down, match=r"^SMTPAuthenticationError 535$"):
            await transport(server, "starttls", tls=of_client, user="sahay", password="wrong").send(LETTER)


@pytest.mark.parametrize("security", ["starttls", "tls"])
async def test_nothing_goes_to_a_server_that_nobody_vouches_for(of_server, security):
    async with MailServer({"tls_context": of_server}, is_tls=security == "tls") as server:
        with pytest.raises(Down):
            await transport(server, security).send(LETTER)

    assert server.taken == []


async def test_nothing_goes_unencrypted_where_encryption_is_wanted(server):
    with pytest.raises(Down):
        await transport(server, "starttls", user="sahay", password="right").send(LETTER)

    assert (server.taken, server.logins) == ([], [])


def test_the_password_is_not_shown():
    assert "hunter2" not in repr(Server(HOST, 587, "starttls", "sahay", "hunter2"))
