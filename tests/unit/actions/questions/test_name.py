import pytest

from actions.questions.name import name_in


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Meera Joshi", "Meera Joshi"),
        ("my name is Meera Joshi", "Meera Joshi"),
        ("I am Meera", "Meera"),
        ("The new name is Meera Joshi.", "Meera Joshi"),
        ("change it to Meera Joshi", "Meera Joshi"),
        ("mera naam Meera Joshi hai", "Meera Joshi"),
        ("maru naam Meera Joshi chhe", "Meera Joshi"),
        ("मेरा नाम मीरा जोशी है", "मीरा जोशी"),
        ("મારું નામ મીરા જોશી છે", "મીરા જોશી"),
        ("M. K. Iyer", "M. K. Iyer"),
        ("Itika Amin", "Itika Amin"),  # "it is" and "I am" are in it
        ("98250 12345", None),
        ("meera@example.com", None),
        ("what do you need it for?", None),
        ("I would rather not tell you my name now", None),
        ("my name is", None),
        ("", None),
    ],
)
def test_a_name_is_found_in_what_people_say_around_it(text: str, name: str | None):
    assert name_in(text) == name
