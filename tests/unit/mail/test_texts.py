"""What mails say."""

from pathlib import Path

import pytest

from sahay.mail.texts import MailTexts, MailTextsError, Written

ROOT = Path(__file__).parents[3]


@pytest.fixture
def texts() -> MailTexts:
    return MailTexts(
        {"en": {"mail_a": "Hello {shop}", "mail_a_subject": "Hi", "mail_b": "b", "mail_b_subject": "B"},
         "hi": {"mail_a": "नमस्ते {shop}", "mail_a_subject": "नमस्ते"}},
        "en",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("key", "language", "written"),
    [
        ("mail_a", "en", Written("Hi", "Hello Saral")),
        ("mail_a", "hi", Written("नमस्ते", "नमस्ते Saral")),
        ("mail_a", "hi-Latn", Written("नमस्ते", "नमस्ते Saral")),  # what it lacks is said in its own script
        ("mail_b", "hi", Written("B", "b")),  # and what that lacks, in the default language
        ("mail_a", "fr", Written("Hi", "Hello Saral")),
    ],
)
def test_a_mail_is_written_in_the_language_of_the_customer(
    texts: MailTexts, key: str, language: str, written: Written
) -> None:
    assert texts.write(key, language, shop="Saral") == written


def test_a_text_that_nobody_wrote_is_a_mistake_of_ours(texts: MailTexts) -> None:
    with pytest.raises(KeyError):
        texts.write("mail_c", "en")


def test_what_a_customer_wrote_is_no_placeholder(texts: MailTexts) -> None:
    assert texts.write("mail_a", "en", shop="{code}").text == "Hello {code}"


@pytest.mark.parametrize("language", ["en", "hi", "gu", "hi-Latn", "gu-Latn"])
def test_our_own_are_there_in_every_language(language: str) -> None:
    written = MailTexts.load(ROOT / "data" / "responses", "en").write(
        "mail_code", language, shop="Saral", code="012345", minutes=10
    )

    assert "Saral" in written.subject
    assert "012345" not in written.subject  # which is shown on locked screens
    assert "\n\n012345\n\n" in written.text
    assert "10" in written.text


@pytest.mark.parametrize(
    "content",
    ["texts: [a]", "language: en", "texts: {mail_a: 1}", "{"],
    ids=["a list", "no texts", "a number", "no YAML"],
)
def test_a_file_that_is_wrong_is_named(tmp_path: Path, content: str) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "mail.yml").write_text(content)

    with pytest.raises(MailTextsError, match=r"^en/mail\.yml: "):
        MailTexts.load(tmp_path, "en")


def test_the_default_language_must_have_its_texts(tmp_path: Path) -> None:
    with pytest.raises(MailTextsError, match=r"^gu/mail\.yml: "):
        MailTexts.load(tmp_path, "gu")
