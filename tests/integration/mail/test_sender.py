"""What becomes of mails that are sent, by a transport that does as it is told."""

from email.headerregistry import Address

import pytest

from sahay.mail import Mail
from sahay.mail.memory import MemoryOutbox
from sahay.mail.sender import GIVE_UP_AFTER, LEASE, RETRY, Sender
from sahay.mail.state import State
from sahay.mail.transport import Down, Postponed, Refused
from tests.logs import logged

DAY = GIVE_UP_AFTER.total_seconds()


class Scripted:
    """Fails as told, then takes what comes."""

    name = "scripted"

    def __init__(self, *troubles):
        self.troubles = list(troubles)
        self.letters = []

    async def send(self, letter):
        trouble = self.troubles.pop(0) if self.troubles else None
        if trouble:
            raise trouble
        self.letters.append(letter)


def mail(to="asha@example.com", **changes):
    return Mail(**{"kind": "code", "to": to, "subject": "s", "text": "123456", "language": "en"} | changes)


@pytest.fixture
def memory(clock):
    return MemoryOutbox(clock)


def sender(outbox, transport, clock):
    return Sender(outbox, transport, Address("Saral", addr_spec="care@saral.example"), clock)


async def drained(outbox, transport, clock, times=1, seconds=0.0):
    for _ in range(times):
        await sender(outbox, transport, clock).drain()
        clock.forward(seconds)
    return [letter.recipient for letter in transport.letters]


async def test_all_that_waits_is_sent_in_order(outbox, clock):
    for name in "cab":
        await outbox.put(mail(f"{name}@example.com"), key=name)

    assert await drained(outbox, Scripted(), clock) == ["c@example.com", "a@example.com", "b@example.com"]


async def test_what_is_sent_is_not_sent_again(outbox, clock):
    await outbox.put(mail(), key="k")

    assert await drained(outbox, Scripted(), clock, times=3, seconds=3600) == ["asha@example.com"]


async def test_after_a_failure_it_is_tried_again_later_and_not_before(memory, clock):
    transport = Scripted(Postponed("reply 450"))
    await memory.put(mail(), key="k")

    assert await drained(memory, transport, clock, times=2, seconds=RETRY.delays[0] - 1) == []
    clock.forward(1)
    assert await drained(memory, transport, clock) == ["asha@example.com"]


async def test_a_mail_that_is_put_off_does_not_hold_up_the_next(memory, clock):
    for name in "ab":
        await memory.put(mail(f"{name}@example.com"), key=name)

    assert await drained(memory, Scripted(Postponed("reply 450")), clock) == ["b@example.com"]


async def test_without_a_server_the_others_are_not_even_tried(memory, clock):
    transport = Scripted(Down("ConnectionRefusedError"), AssertionError("asked again at once"))
    for name in "ab":
        await memory.put(mail(f"{name}@example.com"), key=name)

    assert await drained(memory, transport, clock) == []


async def test_what_no_server_will_take_is_not_tried_again(memory, clock):
    await memory.put(mail(), key="k")

    assert await drained(memory, Scripted(Refused("reply 550")), clock, times=2, seconds=3600) == []
    assert memory.state_of("k") is State.REFUSED


async def test_after_a_day_it_is_given_up(memory, clock):
    transport = Scripted(*[Down("TimeoutError")] * 1000)
    await memory.put(mail(), key="k")

    await drained(memory, transport, clock, times=int(DAY // 600), seconds=600)
    assert memory.state_of("k") is State.WAITING  # the last try was minutes before

    await drained(memory, transport, clock, times=4, seconds=600)
    assert memory.state_of("k") is State.GIVEN_UP


async def test_what_is_of_no_use_any_more_is_not_sent(memory, clock):
    await memory.put(mail(until=clock.now()), key="k")

    assert await drained(memory, Scripted(), clock) == []
    assert memory.state_of("k") is State.EXPIRED


async def test_who_dies_after_sending_sends_the_same_letter_again(memory, clock):
    """At least once; whoever gets it twice can tell by the Message-ID."""
    transport = Scripted()
    await memory.put(mail(), key="k")
    taken = await memory.take(clock.now(), clock.now() + LEASE)  # and then no word of it
    assert await drained(memory, transport, clock) == []

    clock.forward(LEASE.total_seconds())
    await drained(memory, transport, clock)
    (letter,) = transport.letters
    again = Scripted()
    other = MemoryOutbox(clock)
    await other.put(taken.mail, key=taken.key)
    await drained(other, again, clock)
    assert again.letters[0].message["Message-ID"] == letter.message["Message-ID"]


@pytest.mark.parametrize(
    ("trouble", "hours", "told"),
    [
        (None, 0, "mail.sent"),
        (Refused("reply 550"), 0, "mail.refused"),
        (Down("TimeoutError"), 0, "mail.postponed"),
        (Down("TimeoutError"), 24, "mail.given_up"),
    ],
)
async def test_the_log_says_what_became_of_it_and_nothing_about_whom(memory, clock, trouble, hours, told):
    await memory.put(mail(), key="conversation-42")
    clock.forward(hours * 3600)

    with logged() as lines:
        await drained(memory, Scripted(trouble), clock)

    (line,) = lines
    assert (line["event"], line["kind"], line["transport"]) == (told, "code", "scripted")
    assert not any(word in str(line) for word in ("asha", "example", "123456", "conversation-42"))
