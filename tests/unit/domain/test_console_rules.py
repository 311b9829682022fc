"""Small rules of the console: mentions, placeholders, excerpts, names of files."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sahay.domain.attachment import ENDINGS, NAME_CHARACTERS, is_text, safe_name
from sahay.domain.excerpt import excerpt
from sahay.domain.mentions import mentioned
from sahay.domain.placeholders import unknown


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("@[Asha Patel](a1) and @[Ravi](r-2)", ("a1", "r-2")),
        ("@[Asha](a1) @[Asha](a1)", ("a1",)),  # named twice, told once
        ("@[Asha](asha@example.com), @[Ravi](ravi.p+desk@x.in)", ("asha@example.com", "ravi.p+desk@x.in")),
        ("@Asha, a@[b", ()),
        ("@[]( )", ()),
        ("@[x](<script>)", ()),
        ("@[two\nlines](a1)", ()),
    ],
)
def test_whom_a_note_names(text: str, ids: tuple[str, ...]) -> None:
    assert mentioned(text) == ids


@pytest.mark.parametrize(
    ("text", "strange"),
    [
        ("Hello {customer}, {agent} of {shop} here about {order}.", ()),
        ("{name}", ("{name}",)),
        ("{{customer}}", ("{", "}")),
        ("a } b {", ("}", "{")),
        ("{customer.__class__}", ("{customer.__class__}",)),
    ],
)
def test_what_cannot_be_filled_in(text: str, strange: tuple[str, ...]) -> None:
    assert unknown(text) == strange


@pytest.mark.parametrize(
    ("name", "kind", "safe"),
    [
        ("photo.jpg", "image/jpeg", "photo.jpg"),
        ("photo.jpeg", "image/jpeg", "photo.jpeg"),
        ("../../etc/passwd", "text/plain", "passwd.txt"),
        ("C:\\fakepath\\bill.pdf", "application/pdf", "bill.pdf"),
        ("बिल की तस्वीर.png", "image/png", "बिल की तस्वीर.png"),
        ("invoice\u202egpj.exe", "image/png", "invoicegpj.exe.png"),  # a direction mark shows it as invoiceexe.jpg
        ('a"b<c>d;e\r\nf.txt', "text/plain", "a_b_c_d_e f.txt"),
        (".htaccess", "text/plain", "htaccess.txt"),
        ("", "image/gif", "file.gif"),
        ("....", "image/gif", "file.gif"),
    ],
)
def test_a_files_name_means_nothing_to_programs(name: str, kind: str, safe: str) -> None:
    assert safe_name(name, kind) == safe


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300), st.sampled_from(sorted(ENDINGS)))
def test_every_name_becomes_a_safe_one(name: str, kind: str) -> None:
    safe = safe_name(name, kind)

    assert 0 < len(safe) <= NAME_CHARACTERS
    assert safe.endswith(ENDINGS[kind])
    assert not set(safe) & set('/\\"<>:;|?*\x00\r\n')
    assert not safe.startswith(".")
    assert safe_name(safe, kind) == safe


@pytest.mark.parametrize(
    ("data", "is_it"),
    [("नमस्ते\n\tok\r\n".encode(), True), (b"\xff\xfe", False), (b"a\x00b", False), (b"", False)],
)
def test_what_somebody_wrote_is_text(data: bytes, is_it: bool) -> None:
    assert is_text(data) is is_it


def test_an_excerpt_is_around_the_word() -> None:
    text = f"{'before ' * 40}the parcel was lost{' after' * 40}"
    shown = excerpt(text, ["parcel"])

    assert "the parcel was lost" in shown
    assert shown.startswith("…before")
    assert shown.endswith("after…")


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="ab पा र्स हो\n", max_size=400), st.integers(20, 60))
def test_an_excerpt_is_short_and_whole(text: str, length: int) -> None:
    shown = excerpt(text, ["ab", "पा"], length)

    assert len(shown) <= length + 2
    assert "\n" not in shown
    first = shown.removeprefix("…")[:1]
    assert not first or not unicodedata.category(first).startswith("M") or first == text.strip()[:1]
