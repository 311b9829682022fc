"""The code in a link: found in whatever a customer sends with it, and kept nowhere."""

import pytest

from sahay.domain.continuation import code_in, digest, new_code, without_code

CODE = "go-0123456789abcdef0123456789abcdef"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (CODE, "…"),  # what a Telegram link starts with
        (f"/start {CODE}", "/start …"),
        (f"Please go on here: {CODE}", "Please go on here: …"),  # what a WhatsApp link writes
        (f"({CODE}) hello?\nare you there", "(…) hello?\nare you there"),  # and what was added to it
    ],
)
def test_a_code_is_found_and_taken_out(text: str, left: str) -> None:
    assert (code_in(text), without_code(text)) == (CODE, left)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "go-on",
        CODE[:-1],
        CODE + "0",
        CODE.upper(),
        "x" + CODE,
        CODE + "_",
        CODE.replace("-", " "),
        CODE.replace("0", "\N{DEVANAGARI DIGIT ZERO}"),
    ],
)
def test_what_is_no_code(text: str) -> None:
    assert code_in(text) is None


def test_codes_are_never_the_same_and_are_kept_as_something_else() -> None:
    codes = [new_code() for _ in range(100)]

    assert [code_in(code) for code in codes] == codes
    assert len({*codes, *map(digest, codes)}) == 200
    assert all(len(code) <= 64 for code in codes)  # https://core.telegram.org/bots/features#deep-linking
