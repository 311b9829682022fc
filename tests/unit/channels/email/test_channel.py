"""E-mail keeps the contract of every channel, and its letters are put where they belong."""

from dataclasses import replace
from email.headerregistry import Address

import pytest

from sahay.channels import events
from sahay.channels.base import DeliveryError, Envelope, Forged, Part, Recipient, Unreadable, Verdict
from sahay.channels.email.channel import EmailChannel, stored
from sahay.channels.email.limits import HOURLY, MAIL_BYTES
from sahay.channels.email.mailbox import Account
from sahay.channels.email.polling import Polling
from sahay.channels.events import Event
from sahay.channels.health import Health
from sahay.domain.message import File
from sahay.mail.transport import Down, Letter, NotSent, Postponed, Refused
from tests.fakes import MORNING, ManualClock
from tests.fakes_channels.imap import PASSWORD, USER, FakeImap, mail
from tests.unit.channels.contract import CONVERSATION, ChannelContract

MEERA = Recipient("meera@example.com", CONVERSATION, MORNING)
OURS = Address("सरल Store", addr_spec=USER)


class Post:
    """What was handed over, and what is said next."""

    name = "test"

    def __init__(self) -> None:
        self.letters: list[Letter] = []
        self.troubles: list[NotSent] = []

    async def send(self, letter: Letter) -> None:
        if self.troubles:
            raise self.troubles.pop()
        self.letters.append(letter)


async def content(file_id: str) -> bytes:
    if file_id == "gone":
        raise LookupError
    return b"%PDF-"


def account(port: int = 9) -> Account:
    return Account("127.0.0.1", port, "plain", USER, PASSWORD)


def channel(post: Post | None = None, port: int = 9) -> EmailChannel:
    return EmailChannel(post or Post(), account(port), OURS, lambda _: "Answer with a number.", content, ManualClock())


class TestEmail(ChannelContract):
    def channel(self) -> EmailChannel:
        return channel()


def read(data: bytes, *, is_whole: bool = True) -> Event:
    (event,) = channel().events(stored(data, MORNING, is_whole=is_whole))
    return event


@pytest.mark.parametrize(
    ("data", "kind", "text"),
    [
        (mail("It is late."), events.Said, "Where is my order?\n\nIt is late."),  # the subject is a part of it
        (mail("It is late.", "Re: Where is my order?"), events.Said, "It is late."),
        (mail("", "Where is my order?"), events.Said, "Where is my order?"),
        (mail("/stop", "Re: x"), events.Command, "/stop"),
        (mail("", ""), events.Ignored, None),
        (mail("I am away", Auto_Submitted="auto-replied"), events.Ignored, None),
    ],
)
def test_what_comes_in(data: bytes, kind: type[Event], text: str | None) -> None:
    event = read(data)

    assert type(event) is kind
    assert getattr(event, "text", None) == text
    assert (event.sender.address, event.sender.phone, event.at) == ("meera@example.com", None, MORNING)


def test_of_a_mail_that_is_too_large_they_are_told() -> None:
    assert isinstance(read(mail(""), is_whole=False), events.Unsupported)


def test_nobody_brings_mails() -> None:
    with pytest.raises(Forged):
        channel().verify({}, mail("hello"))
    with pytest.raises(Unreadable):
        channel().envelopes(mail("hello"))
    with pytest.raises(Unreadable):
        channel().events(mail("hello"))  # as nobody has stored it


async def test_an_answer_is_put_below_what_it_answers() -> None:
    post = Post()
    mailing = channel(post)
    mailing.remember(mailing.read(mail("hello", "Re: दीया", Message_ID="<2@x>", References="<1@x>")))
    first = await mailing.deliver(MEERA, Part("It leaves today."), "key")
    again = await mailing.deliver(MEERA, Part("It leaves today."), "key")
    other = await mailing.deliver(MEERA, Part("Anything else?"), "another key")
    message = post.letters[0].message

    assert first == again != other
    assert (message["In-Reply-To"], message["References"].split()) == ("<2@x>", ["<1@x>", "<2@x>"])
    assert (message["Message-ID"], message["To"], message["Auto-Submitted"]) == (first, MEERA.address, "auto-replied")
    assert message.as_bytes().isascii()
    assert message.get_content().strip() == "It leaves today."


async def test_a_long_id_stays_what_it_is() -> None:
    post, long = Post(), f"<{'x' * 120}@outlook.example>"
    mailing = channel(post)
    mailing.remember(mailing.read(mail("hello", Message_ID=long)))
    await mailing.deliver(MEERA, Part("Hello"), "key")

    assert f"In-Reply-To: {long}\r\n".encode() in post.letters[0].message.as_bytes()


async def test_a_file_goes_along() -> None:
    post = Post()
    mailing = channel(post)
    mailing.remember(mailing.read(mail("hello")))
    invoice = File("f1", "invoice.pdf", "application/pdf", 5)
    await mailing.deliver(MEERA, Part("Your invoice", file=invoice), "key")
    (attached,) = post.letters[0].message.iter_attachments()

    assert (attached.get_filename(), attached.get_content()) == ("invoice.pdf", b"%PDF-")
    with pytest.raises(DeliveryError) as refused:
        await mailing.deliver(MEERA, Part("x", file=replace(invoice, id="gone")), "key")
    assert refused.value.verdict is Verdict.GIVE_UP


@pytest.mark.parametrize(
    ("trouble", "verdict"),
    [(Refused("reply 550"), Verdict.GIVE_UP), (Postponed("reply 450"), Verdict.RETRY), (Down("x"), Verdict.RETRY)],
)
async def test_what_goes_wrong(trouble: NotSent, verdict: Verdict) -> None:
    post = Post()
    post.troubles = [trouble]
    mailing = channel(post)
    mailing.remember(mailing.read(mail("hello")))
    with pytest.raises(DeliveryError) as refused:
        await mailing.deliver(MEERA, Part("Hello"), "key")

    assert refused.value.verdict is verdict


class Shelf:
    """Where envelopes are kept, once by their id; it may be full."""

    def __init__(self) -> None:
        self.kept: dict[str, Envelope] = {}
        self.is_full = False

    async def accept(self, envelopes: tuple[Envelope, ...]) -> None:
        if self.is_full:
            raise RuntimeError("full")
        for each in envelopes:
            self.kept.setdefault(each.id, each)


def polling(fake: FakeImap, shelf: Shelf, clock: ManualClock, port: int | None = None) -> Polling:
    where = account(port or fake.port)
    return Polling(channel(port=fake.port), where, shelf.accept, Health("polling"), clock)  # type: ignore[arg-type]


async def test_a_mail_is_stored_before_it_is_marked() -> None:
    """Whatever breaks in between, it is there once."""
    shelf, clock = Shelf(), ManualClock()
    with FakeImap() as fake:
        fake.put(mail("hello"))
        look = polling(fake, shelf, clock)
        shelf.is_full = True
        with pytest.raises(RuntimeError):
            await look.look()
        assert fake.unseen() == [1]
        shelf.is_full = False
        fake.broken = ["FETCH"]
        await look.look()
        assert (fake.unseen(), shelf.kept) == ([1], {})
        fake.mails[1].seen = False
        await look.look()
        fake.mails[1].seen = False  # as if it had not been marked
        await look.look()

        assert fake.unseen() == []
        assert list(shelf.kept) == ["7.1"]
        (said,) = channel().events(shelf.kept["7.1"].body)
        assert isinstance(said, events.Said)


async def test_a_loop_has_an_end_and_nothing_is_lost() -> None:
    shelf, clock = Shelf(), ManualClock()
    with FakeImap() as fake:
        for number in range(HOURLY + 2):
            fake.put(mail(f"hello {number}", Message_ID=f"<{number}@x>"))
        fake.put(mail("hello", sender="ravi@example.com"))
        look = polling(fake, shelf, clock)
        await look.look()
        assert fake.unseen() == [HOURLY + 1, HOURLY + 2]  # and Ravi does not wait for them
        clock.forward(3600)
        await look.look()

    assert fake.unseen() == []
    assert len(shelf.kept) == HOURLY + 3


async def test_of_a_large_mail_the_head_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sahay.channels.email.mailbox.MAIL_BYTES", 100)
    assert MAIL_BYTES > 100
    shelf = Shelf()
    with FakeImap() as fake:
        fake.put(mail("x" * 1000))
        await polling(fake, shelf, ManualClock()).look()

    assert isinstance(channel().events(shelf.kept["7.1"].body)[0], events.Unsupported)


async def test_after_a_start_the_mailbox_knows_the_thread() -> None:
    post = Post()
    with FakeImap() as fake:
        fake.put(mail("hello", "A lamp", Message_ID="<1@x>"))
        fake.put(mail("hello", "Not theirs", sender="ameera@example.com", Message_ID="<2@x>"))
        fake.put(mail("hello", "Named", sender='"meera@example.com" <eve@example.com>', Message_ID="<3@x>"))
        await channel(post, fake.port).deliver(MEERA, Part("Hello"), "key")

    assert (post.letters[0].message["In-Reply-To"], post.letters[0].message["Subject"]) == ("<1@x>", "Re: A lamp")


async def test_a_mailbox_that_is_away_is_told() -> None:
    with FakeImap() as fake:
        look = polling(fake, Shelf(), ManualClock(), port=9)
        await look.look()
        health = look._health

    assert (health.is_connected, health.problem) == (False, "the mailbox cannot be reached (ConnectionRefusedError)")
