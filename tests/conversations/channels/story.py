"""The main story of a customer: ask, prove that the order is theirs, have the answer, talk with a person, rate it.

It is the same in every channel; what differs is how somebody proves who they are there.
"""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sahay.shop.orders import Order
from tests.conversations.channels.agent import Agent

# The engine has other conversations too, and the question how it was comes some seconds after the end.
PATIENCE_SECONDS = 30.0
LOOKS_SECONDS = 0.1


class Customer(ABC):
    """Somebody who writes in one channel, through a program that others wrote or by the published protocol alone."""

    channel: str

    @abstractmethod
    async def says(self, text: str) -> None: ...

    @abstractmethod
    async def taps(self, title: str) -> None:
        """The latest choice with this title, as one chooses there."""

    async def shares_number(self, phone: str) -> None:
        """Where a channel has a button for that."""
        raise NotImplementedError(self.channel)

    @abstractmethod
    async def read(self) -> Sequence[str]:
        """All that they were shown, in order."""

    @abstractmethod
    async def judge(self, view: Mapping[str, Any]) -> None:
        """Afterwards: whether all of it was as the channel's protocol has it. `view` is what the desk has."""


@dataclass
class Ears:
    """What a customer has heard so far: what is waited for comes in order."""

    customer: Customer
    heard: int = 0

    async def hears(self, words: str) -> None:
        """Until a message has these words, the last one that was heard or a later one."""
        shown: Sequence[str] = ()
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                while True:
                    shown = await self.customer.read()
                    for place, text in enumerate(shown[self.heard :], self.heard):
                        if words in text:
                            self.heard = place
                            return
                    await asyncio.sleep(LOOKS_SECONDS)
        except TimeoutError:
            raise AssertionError(f"{self.customer.channel}: no {words!r} in {shown[self.heard :]}") from None


Step = Callable[[Customer, Ears, Order], Awaitable[None]]


async def _names_it(customer: Customer, ears: Ears, order: Order) -> None:
    await ears.hears("order number")
    await customer.says(order.view.number)


async def _tells_the_address(customer: Customer, ears: Ears, order: Order) -> None:
    await ears.hears("e-mail address or mobile number")
    await customer.says(order.customer.email)


async def _tells_the_phone(customer: Customer, ears: Ears, order: Order) -> None:
    await ears.hears("e-mail address or mobile number")
    await customer.says(order.customer.phone)


async def _shares_the_phone(customer: Customer, ears: Ears, order: Order) -> None:
    await ears.hears("e-mail address or mobile number")
    await customer.shares_number(order.customer.phone)


# WhatsApp and SMS vouch for the number that somebody writes from; the sender of a mail proves nothing.
PROOFS: Mapping[str, tuple[Step, ...]] = {
    "web": (_names_it, _tells_the_address),
    "telegram": (_names_it, _shares_the_phone),
    "whatsapp": (),
    "sms": (),
    "email": (_names_it, _tells_the_phone),
}

# What the desk knows of all that was said: that it has gone out, and in the end more, where the provider tells.
GONE = frozenset({"sent", "delivered", "read"})
ARRIVED = {"whatsapp": frozenset({"read"}), "sms": frozenset({"delivered"})}


async def story(customer: Customer, agent: Agent, order: Order) -> None:
    """Raises AssertionError where it goes otherwise."""
    ears, number = Ears(customer), order.view.number
    await customer.says("Hello")
    await ears.hears("Saral Store")
    await customer.taps("Track my order")
    for step in PROOFS[customer.channel]:
        assert order.view.shipments[0].tracking_number not in "".join(await customer.read())
        await step(customer, ears, order)
    await ears.hears(f"Order {number}")
    await ears.hears(order.view.shipments[0].tracking_number)

    await customer.says("I want to talk to a person")
    await ears.hears("in the queue")
    conversation_id = await agent.takes(customer.channel)
    await ears.hears("Asha has joined the chat.")
    await agent.answers(conversation_id, f"Order {number} leaves Surat today.")
    await ears.hears(f"Order {number} leaves Surat today.")
    await customer.says("Thank you!")
    await agent.reads(conversation_id, "Thank you!")
    await agent.resolves(conversation_id)
    await ears.hears("This conversation is closed.")

    await ears.hears("How was the help you got here?")
    await customer.taps("5 – Very good")
    await ears.hears("anything you would like to add")
    await agent.sees(conversation_id, GONE)
    view = await agent.looks(conversation_id)
    assert view["rating"]["score"] == 5
    _was_said_once(view, await customer.read())
    await customer.judge(view)
    await agent.sees(conversation_id, ARRIVED.get(customer.channel, GONE))


def _was_said_once(view: Mapping[str, Any], shown: Sequence[str]) -> None:
    """The customer was shown each of our lines as often as we said it."""
    ours = [line for line in view["messages"] if line["author"] != "customer"]
    for line in ours:
        said = sum(line["text"] in each["text"] for each in ours)
        assert sum(text.count(line["text"]) for text in shown) == said, line["text"]
