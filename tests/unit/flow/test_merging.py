"""Which bubbles go out as one, where a channel allows few messages a minute."""

import pytest

from sahay.domain.message import Author, Button, File, Message
from sahay.domain.notice import PAYLOAD
from sahay.flow.merging import merged, together
from tests.fakes import MORNING

YES = (Button("Yes", "/affirm"),)
PHOTO = (File("f1", "lamp.png", "image/png", 10),)


def line(author: Author, **more: object) -> Message:
    return Message("c1", 1, author, "words", MORNING, "whatsapp", **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("waiting", "count"),
    [
        ([line(Author.BOT)], 1),
        ([line(Author.BOT), line(Author.BOT)], 2),
        ([line(Author.BOT), line(Author.SYSTEM)], 2),  # "I am calling a person." "You are number 3 in the queue."
        ([line(Author.SYSTEM), line(Author.BOT), line(Author.BOT, buttons=YES), line(Author.BOT)], 3),  # to the choice
        ([line(Author.SYSTEM), line(Author.AGENT, name="Asha")], 1),  # a person's words are their own
        ([line(Author.AGENT, name="Asha"), line(Author.AGENT, name="Asha")], 2),
        ([line(Author.AGENT, name="Asha"), line(Author.AGENT, name="Ravi")], 1),
        ([line(Author.BOT), line(Author.BOT, files=PHOTO)], 1),  # a file goes by itself
        ([line(Author.BOT), line(Author.SYSTEM, payload=f"{PAYLOAD}10234")], 1),  # known by its order, as a template is
        ([line(Author.SYSTEM, payload=f"{PAYLOAD}10234"), line(Author.SYSTEM, payload=f"{PAYLOAD}10235")], 1),
    ],
)
def test_what_goes_together(waiting: list[Message], count: int) -> None:
    assert len(together(waiting)) == count


def test_the_choices_are_those_of_the_last() -> None:
    one = merged([line(Author.BOT), line(Author.SYSTEM, buttons=YES)])

    assert (one.text, one.buttons, one.author) == ("words\n\nwords", YES, Author.SYSTEM)
