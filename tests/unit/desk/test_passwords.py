"""Which passwords are refused, and why."""

import pytest

from sahay.desk.passwords import LONGEST, WeakPassword, hash_password, matches, require_strong

ABOUT = ("Asha Patel", "asha@mitti.example", "Saral Store")


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("Xk9#pQ2", "password_too_short"),
        ("w" * LONGEST + "x", "password_too_long"),
        ("PatelIsGreat99!", "password_like_name"),  # whatever the capitals
        ("2026-saral-shop", "password_like_name"),  # the shop's is the first that others try
        ("mittimitti7771", "password_like_name"),  # so is the address
        ("password1234", "password_too_common"),
        ("qwertyuiop12", "password_too_common"),  # a row of keys
        ("aaaaaaaaaaaaaaaaaaaa", "password_too_common"),
        ("namaste12345", "password_too_common"),
    ],
)
def test_what_others_try_first_is_refused(password: str, code: str) -> None:
    with pytest.raises(WeakPassword) as refused:
        require_strong(password, ABOUT)

    assert refused.value.code == code


@pytest.mark.parametrize(
    "password",
    [
        "correct horse battery",  # words in a row
        "कमल नदी पहाड़ दीपक",  # in any script
        "vT7!mQz0pL2x",
        "ash tree and olive",  # a short part of a name is in many words
    ],
)
def test_length_and_chance_are_enough(password: str) -> None:
    require_strong(password, ABOUT)


def test_a_hash_is_matched_by_its_password_and_none_by_none() -> None:
    kept = hash_password("correct horse battery")

    assert matches(kept, "correct horse battery")
    assert not matches(kept, "correct horse batterz")
    assert not matches(None, "correct horse battery")
