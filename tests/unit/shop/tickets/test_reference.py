"""The numbers of tickets, and how people write them."""

import pytest

from sahay.shop.tickets.reference import ALPHABET, canonical_reference, new_reference


def test_a_reference_is_easy_to_read_aloud_and_not_guessed() -> None:
    made = {new_reference() for _ in range(500)}

    assert len(made) == 500  # of 2**30: the same one twice in 500 comes once in eight thousand runs
    assert all(len(each) == 8 and each.startswith("T-") and set(each[2:]) <= set(ALPHABET) for each in made)
    assert not set(ALPHABET) & set("ILOU")
    assert all(canonical_reference(each) == each for each in made)


@pytest.mark.parametrize(
    ("written", "reference"),
    [
        ("T-7K3QXM", "T-7K3QXM"),
        ("t 7k3 qxm", "T-7K3QXM"),  # as it is spoken
        ("7k3qxm", "T-7K3QXM"),  # without what all have
        ("T-OIL234", "T-011234"),  # letters that are none of its
        ("#T7K3QXM.", "T-7K3QXM"),
        ("TTTTTT", "T-TTTTTT"),
        ("7K3QX", None),  # one is missing
        ("T-7K3QXMM", None),  # one too many
        ("T-7K3QXU", None),  # there is no U
        ("", None),
    ],
)
def test_a_reference_as_people_write_it(written: str, reference: str | None) -> None:
    assert canonical_reference(written) == reference
