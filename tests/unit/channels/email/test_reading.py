"""A mail, whatever is in it, is a customer's words, a machine's, or refused."""

import base64
from email.message import EmailMessage
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sahay.channels.base import Unreadable
from sahay.channels.email.reading import Thread, read, read_head
from tests.fakes_channels.imap import USER, mail


@pytest.mark.parametrize(
    ("headers", "machine"),
    [
        ({}, None),
        ({"Auto_Submitted": "no"}, None),
        ({"Auto_Submitted": "auto-replied"}, "automatic"),
        ({"Auto_Submitted": "auto-generated; x=y"}, "automatic"),
        ({"Precedence": "bulk"}, "bulk"),
        ({"Precedence": "auto_reply"}, "bulk"),
        ({"Precedence": "first-class"}, None),
        ({"X_Autoreply": "yes"}, "auto-reply"),
        ({"X_Autorespond": "away"}, "auto-responder"),
        ({"X_Auto_Response_Suppress": "All"}, "vacation"),
        ({"List_Id": "<news.example.com>"}, "list"),
        ({"List_Unsubscribe": "<mailto:no@example.com>"}, "newsletter"),
        ({"Return_Path": "<>"}, "bounce"),
        ({"Return_Path": "<meera@example.com>"}, None),
        ({"sender": "MAILER-DAEMON@example.com"}, "nobody"),
        ({"sender": "no-reply@example.com"}, "nobody"),
        ({"sender": "donotreply@example.com"}, "nobody"),
        ({"sender": "noreen@example.com"}, None),
        ({"sender": f"Saral <{USER.upper()}>"}, "our own"),  # a loop
    ],
)
def test_machines_are_not_answered(headers: dict[str, str], machine: str | None) -> None:
    assert read(mail("hello", **headers), USER).machine == machine


@pytest.mark.parametrize(
    ("headers", "thread", "is_answer"),
    [
        ({"Message_ID": "<1@x>"}, Thread("Where is my order?", "<1@x>"), False),
        (
            {"Message_ID": "<2@x>", "References": "<0@x> <1@x>"},
            Thread("Where is my order?", "<2@x>", ("<0@x>", "<1@x>")),
            False,
        ),
        ({"subject": "Re: RE: Lamp", "In_Reply_To": "<1@x>"}, Thread("Lamp", None, ("<1@x>",)), True),
        ({"subject": "उत्तर: दीया"}, Thread("दीया", None), True),
        ({"subject": "=?utf-8?b?4Kqm4KuA4Kq14KuL?="}, Thread("દીવો", None), False),
        ({"subject": ""}, Thread("", None), False),
        ({"Message_ID": "no id"}, Thread("Where is my order?", None), False),
        ({"Message_ID": "<" + "x" * 400 + "@x>"}, Thread("Where is my order?", None), False),
    ],
)
def test_what_an_answer_must_name(headers: dict[str, str], thread: Thread, is_answer: bool) -> None:
    found = read(mail("hello", **headers), USER)

    assert (found.thread, found.is_answer) == (thread, is_answer)


@pytest.mark.parametrize(
    "sender", ["", "Meera", "a@example.com, b@example.com", "meera@", f"{'x' * 130}@example.com", "undisclosed:;"]
)
def test_a_mail_without_one_sender_is_refused(sender: str) -> None:
    with pytest.raises(Unreadable):
        read(mail("hello", sender=sender), USER)


def test_html_alone_and_attachments() -> None:
    message = EmailMessage()
    message["From"], message["Subject"] = "Meera@Example.com", "Broken"
    message.set_content("<p>It is <b>broken</b></p>", subtype="html")
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="दीया.png")
    found = read(message.as_bytes(), USER)
    (file,) = found.files

    assert (found.sender, found.text) == ("meera@example.com", "It is broken")
    assert (file.name, file.type, file.size, base64.b64decode(file.ref)) == ("दीया.png", "image/png", 4, b"\x89PNG")


def test_what_a_file_is_said_to_be_is_words() -> None:
    """A fuzzer's: no database keeps a NUL."""
    head = b"From: a@example.com\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
    found = read(head + b"Content-Type: image/\x00png\r\nContent-Disposition: attachment\r\n\r\nx\r\n--b--", USER)

    assert [file.type for file in found.files] == ["image/png"]


def test_the_same_mail_by_two_ways_is_one() -> None:
    one, two = (read(mail("hello", Message_ID="<1@x>", Received=f"by {way}"), USER) for way in "ab")
    other = read(mail("hello", Message_ID="<1@x>", sender="eve@example.com"), USER)

    assert one.id == two.id != other.id


@pytest.mark.parametrize(
    ("charset", "data", "text"),
    [
        ("utf-8", "नमस्ते".encode(), "नमस्ते"),
        ("iso-8859-1", b"caf\xe9", "café"),
        ("no-such-letters", "आभार".encode(), "आभार"),
        ("utf-8", b"caf\xe9", "café"),  # a lie
    ],
)
def test_letters(charset: str, data: bytes, text: str) -> None:
    head = f"From: a@example.com\r\nContent-Type: text/plain; charset={charset}\r\n\r\n".encode()

    assert read(head + data, USER).text == text


@pytest.mark.parametrize(
    "data",
    [
        b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\n\r\n\r\n" * 60,  # more parts than a mail has
        b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\n\r\n\r\n" * 1000,
        b"Content-Type: message/rfc822\r\n\r\n" * 2000,  # deeper than Python goes
    ],
)
def test_a_mail_that_takes_too_long_is_refused(data: bytes) -> None:
    for each in (read_head, lambda mail: read(mail, USER)):
        with pytest.raises(Unreadable):
            each(b"From: a@example.com\r\n" + data)


def test_a_long_header_is_cut_before_it_is_read() -> None:
    """The library's time grows with its square: a mail of twenty kilobytes took seven seconds."""
    data = b"From: a@example.com\r\nContent-Type: " + b'"' * 20_000 + b"\r\n\r\nhello"
    began = process_time()

    assert read(data, USER).text == "hello"
    assert process_time() - began < 1


HEADERS = ("Message_ID", "Date", "Subject", "References", "Content_Type", "Content_Transfer_Encoding", "Auto_Submitted")


@given(data=st.binary(max_size=300), headers=st.dictionaries(st.sampled_from(HEADERS), st.text(max_size=40)))
@settings(max_examples=100, deadline=None)
def test_nothing_crashes_it(data: bytes, headers: dict[str, str]) -> None:
    for each in (data, mail("hello", **headers) + data):
        try:
            read(each, USER)
        except Unreadable:
            continue
