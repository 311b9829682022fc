"""Messages of ours as WhatsApp shows them, held against Meta's own rules as our fake has them."""

import pytest
from hypothesis import given, settings

from sahay.channels.base import Manner, Part, Template
from sahay.channels.choices import choices_of
from sahay.channels.whatsapp.adapting import Wording, adapt, body_of, manner_of
from sahay.channels.whatsapp.templates import Approved, Templates
from sahay.domain.card import Choice, ListCard
from sahay.domain.message import Author, Button, File, Message
from tests.fakes import MORNING
from tests.fakes_channels.graph_rules import broken
from tests.unit.channels.contract import CONVERSATION, messages

WORDING = Wording("Choose", "Please choose:", "Reply with a number.")
TO = {"messaging_product": "whatsapp", "to": "919812345678"}


def message(text: str = "Which one?", *titles: str, files: tuple[File, ...] = ()) -> Message:
    buttons = tuple(Button(title, f"/choice_{number}") for number, title in enumerate(titles))
    return Message(CONVERSATION.id, 7, Author.BOT, text, MORNING, "whatsapp", buttons=buttons, files=files)


# Which choices are offered how.
MANNERS: list[tuple[tuple[str, ...], Manner | None]] = [
    ((), None),
    (("Yes", "No"), Manner.BUTTONS),
    (("A" * 20,) * 1 + ("B", "C"), Manner.BUTTONS),
    (("A", "B", "C", "D"), Manner.LIST),  # more than three
    (("A" * 21, "B"), Manner.LIST),  # too long for a button
    (("A" * 25, "B"), Manner.LIST),  # too long for a row's title: it stands below it in full
    (("A" * 72, "B"), Manner.LIST),
    (("A" * 73, "B"), Manner.NUMBERS),  # too long for that too
    (tuple(map(str, range(10))), Manner.LIST),
    (tuple(map(str, range(11))), Manner.NUMBERS),
    (("Same", "Same"), Manner.NUMBERS),  # nothing tells them apart
    (("A" * 30 + "1", "A" * 30 + "2"), Manner.NUMBERS),  # nor these, once they are cut
    (("\U0001f600" * 11, "B"), Manner.LIST),  # an emoji counts twice
]


@pytest.mark.parametrize(("titles", "manner"), MANNERS)
def test_how_choices_are_offered(titles: tuple[str, ...], manner: Manner | None) -> None:
    assert manner_of(choices_of(message("", *titles))) is manner


def test_a_long_title_is_read_in_full() -> None:
    (part,) = adapt(message("Which one?", "The desk lamp in brass, with a green shade", "B"), WORDING)

    assert [(choice.title, choice.description) for choice in part.choices] == [
        ("The desk lamp in brass,…", "The desk lamp in brass, with a green shade"),
        ("B", ""),
    ]


def test_a_list_of_a_card_has_its_descriptions() -> None:
    rows = (Choice("SO-1", "/a", "2 x Lamp, on its way"), Choice("SO-2", "/b", "1 x Desk"))
    card = Message(CONVERSATION.id, 7, Author.BOT, "Your orders", MORNING, "whatsapp", card=ListCard("Orders", rows))
    (part,) = adapt(card, WORDING)

    assert part.manner is Manner.LIST
    assert [choice.description for choice in part.choices] == ["2 x Lamp, on its way", "1 x Desk"]


def test_numbers_come_with_a_word_of_how_to_choose() -> None:
    (part,) = adapt(message("Which one?", *map(str, range(11))), WORDING)

    assert part.text.startswith("Which one?\n\n1. 0\n2. 1\n")
    assert part.text.endswith("11. 10\n\nReply with a number.")


def test_a_long_text_stands_before_its_choices() -> None:
    parts = adapt(message("word " * 1000, "Yes", "No"), WORDING)

    assert [part.manner for part in parts] == [None, Manner.BUTTONS]


VOICE, PHOTO = File("v", "voice.ogg", "audio/ogg", 900), File("p", "lamp.png", "image/png", 900)
GIF = File("g", "lamp.gif", "image/gif", 900)
# What stands with a file, and what apart from it.
FILES: list[tuple[tuple[File, ...], list[tuple[str, bool]]]] = [
    ((PHOTO,), [("Here", True)]),
    ((VOICE,), [("", True), ("Here", False)]),  # a voice message has no caption
    ((PHOTO, VOICE), [("", True), ("", True), ("Here", False)]),
    ((GIF,), [("📎 lamp.gif", False), ("Here", False)]),  # not taken there
]


@pytest.mark.parametrize(("files", "parts"), FILES)
def test_files_go_with_their_words(files: tuple[File, ...], parts: list[tuple[str, bool]]) -> None:
    said = adapt(message("Here", files=files), WORDING)

    assert [(part.text, part.file is not None) for part in said] == parts


@given(message=messages)
@settings(max_examples=80, deadline=None)
def test_meta_refuses_nothing_of_it(message: Message) -> None:
    """Whatever we say, in whatever script, with whatever choices."""
    for part in adapt(message, WORDING):
        body = body_of(part, "1234" if part.file else None, WORDING)
        assert broken({**TO, **body}) is None


TEMPLATES: list[tuple[tuple[str, ...], list[str]]] = [
    ((), []),
    (("two\nlines\tand     spaces",), ["two lines and spaces"]),
    (("",), ["-"]),
    (("x" * 2000,), ["x" * 899 + "…"]),
]


@pytest.mark.parametrize(("values", "sent"), TEMPLATES)
def test_values_of_a_template_are_as_meta_takes_them(values: tuple[str, ...], sent: list[str]) -> None:
    body = body_of(Part(template=Template("late_reply", "en_US", values)), None, WORDING)
    told = [each["text"] for component in body["template"].get("components", ()) for each in component["parameters"]]

    assert told == sent
    assert broken({**TO, **body}) is None


def test_quick_replies_of_a_template_bring_our_choices_back() -> None:
    """Days later: whether it is solved."""
    buttons = (
        Button("Yes, it is solved", "/app_solved"),
        Button("No, not yet", "/app_not_solved"),
        Button("Stop", "/x"),
    )
    asked = Message(CONVERSATION.id, 7, Author.SYSTEM, "Is it solved?", MORNING, "whatsapp", buttons=buttons)
    part = Templates("Saral", {"follow_up": Approved("follow_up", {"en": "en"}, ("shop",), 2)}).of(asked, "hi", None)
    assert part is not None
    body = body_of(part, None, WORDING)
    words, *replies = body["template"]["components"]

    assert broken({**TO, **body}) is None
    assert [each["text"] for each in words["parameters"]] == ["Saral"]
    assert [(each["index"], each["parameters"][0]["payload"]) for each in replies] == [
        ("0", f"{CONVERSATION.id}:7:0"),
        ("1", f"{CONVERSATION.id}:7:1"),
    ]
