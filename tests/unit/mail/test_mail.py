"""What may be a mail, and what it becomes on the wire."""

from datetime import timedelta
from email import message_from_bytes
from email.header import decode_header, make_header
from email.headerregistry import Address
from email.policy import SMTP
from email.utils import parseaddr

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sahay.mail import Attachment, Mail, is_address
from sahay.mail.letter import compose
from sahay.mail.queue import Waiting
from tests.fakes import MORNING

SENDER = Address("Saral Store", addr_spec="care@saral.example")


def mail(**changes) -> Mail:
    return Mail(**{"kind": "code", "to": "asha@example.com", "subject": "s", "text": "t", "language": "en"} | changes)


def wire(sent: Mail, key: str = "k", attempts: int = 1, sender: Address = SENDER):
    letter = compose(Waiting(1, key, sent, attempts, MORNING), sender)
    return letter, message_from_bytes(bytes(letter.message), policy=SMTP)


def decoded(read, header: str) -> str:
    """As a mail program shows it. Python 3.11's own reading loses spaces between encoded words."""
    (raw,) = (value for name, value in read.raw_items() if name == header)
    return str(make_header(decode_header(raw)))


def as_text(part) -> str:
    return part.get_content().replace("\r\n", "\n")


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("asha@example.com", True),
        ("asha.rao+shop@mail.example.co.in", True),
        ('"asha rao"@example.com', True),  # odd, and allowed
        ("", False),
        ("asha", False),
        ("asha@", False),
        ("@example.com", False),
        ("asha@example.com, eve@example.com", False),  # a second one
        ("asha@example.com;eve@example.com", False),
        ("Asha <asha@example.com>", False),  # with a name
        ("asha@example.com(eve@example.com)", False),  # with a comment
        ("asha@example.com\r\nBcc: eve@example.com", False),  # another header
        ("asha@example.com\nRCPT TO:<eve@example.com>", False),
        ("asha@example.com\x00", False),
        (" asha@example.com", False),
        ("a" * 250 + "@example.com", False),  # longer than a path may be
        ("आशा@example.com", False),  # most servers take none
    ],
)
def test_an_address_is_one_address_and_nothing_else(text: str, is_one: bool) -> None:
    assert is_address(text) is is_one


@pytest.mark.parametrize("subject", ["a\nb", "a\r\nBcc: eve@example.com", "a\x00b", "a\u2028b"])
def test_a_subject_is_one_line(subject: str) -> None:
    with pytest.raises(ValueError, match=r"^a subject is one line$"):
        mail(subject=subject)


def test_a_wrong_address_is_not_quoted() -> None:
    with pytest.raises(ValueError, match=r"^a mail goes to one e-mail address$"):
        mail(to="asha@example.com\r\nX: y")


@given(st.text())
def test_whatever_the_address_nothing_is_added_to_the_headers(text: str) -> None:
    if is_address(text):
        letter, read = wire(mail(to=text))
        assert letter.recipient == text
        assert [each.addr_spec for each in read["To"].addresses] == [text]
        assert len(read.items()) == len(wire(mail())[1].items())


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("Your code", "It is 123456.\n"),
        ("सरल स्टोर के लिए आपका कोड", "नमस्ते,\n\nकोड: 123456।\n"),
        ("સરળ સ્ટોર માટે તમારો કોડ", "નમસ્તે,\n\nકોડ: 123456.\n"),
        ("₹ 500 🙂", "A line that begins with a dot:\n.\nand goes on\n" + "long " * 400 + "\n"),
        ("From here on", "From here on\n"),  # what looks like an envelope
    ],
)
def test_what_is_written_arrives_as_it_was_in_plain_ascii(subject: str, text: str) -> None:
    letter, read = wire(mail(subject=subject, text=text))

    assert bytes(letter.message).isascii()
    assert max(map(len, bytes(letter.message).splitlines())) <= 998  # RFC 5322, 2.1.1
    assert decoded(read, "Subject") == subject
    assert as_text(read) == text
    assert str(read["From"]) == "Saral Store <care@saral.example>"


@pytest.mark.parametrize(
    "name",
    [
        "Saral Store",
        'Saral, "the" Store <no@where.example>',  # what means something in such a header
        "सरल स्टोर, अहमदाबाद की सबसे पुरानी और सबसे अच्छी दुकान",  # longer than a line
    ],
)
def test_a_shop_may_have_any_name(name: str) -> None:
    letter, read = wire(mail(), sender=Address(name, addr_spec="care@saral.example"))

    assert [each.addr_spec for each in read["From"].addresses] == ["care@saral.example"]
    assert parseaddr(decoded(read, "From"))[0] == name if name.isascii() else decoded(read, "From").startswith(name)
    assert letter.sender == "care@saral.example"


@given(st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), max_size=120))
def test_a_subject_of_any_letters_arrives(subject: str) -> None:
    if subject.isprintable() and "=?" not in subject:
        _, read = wire(mail(subject=subject))
        assert decoded(read, "Subject").split() == subject.split()


def test_an_attachment_arrives_as_it_was() -> None:
    pdf = Attachment("बिल 7.pdf", "application/pdf", bytes(range(256)))
    _, read = wire(mail(attachments=(pdf,)))

    (part,) = read.iter_attachments()
    assert (part.get_filename(), part.get_content_type(), part.get_content()) == (
        "बिल 7.pdf",
        "application/pdf",
        pdf.content,
    )
    assert as_text(read.get_body()) == "t\n"
    assert read["Content-Language"] == "en"


def test_the_same_mail_is_the_same_letter_however_often_it_is_sent() -> None:
    (_, first), (_, second), (_, other) = wire(mail()), wire(mail(), attempts=2), wire(mail(), key="another")

    assert first["Message-ID"] == second["Message-ID"] != other["Message-ID"]
    assert first["Date"] == second["Date"]
    assert first["Date"].datetime == MORNING
    assert first["Message-ID"].endswith("@saral.example>")


def test_the_key_is_not_told_to_mail_servers() -> None:
    letter, _ = wire(mail(), key="conversation-42:7")

    assert b"conversation-42" not in bytes(letter.message)


def test_a_mail_may_end_before_it_is_sent() -> None:
    assert mail(until=MORNING + timedelta(minutes=10)).until is not None
