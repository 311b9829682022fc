"""Numbers and addresses that are said in words, as one token each."""

import pytest

from components import launcher
from components.details import read
from components.details.spoken import written
from components.details.tokens import Words, places
from components.details.vocabulary import Vocabulary

CONTENT = read(launcher.ROOT / "data" / "entities")
WORDS = Words(**{name: Vocabulary(CONTENT[name]) for name in Words._fields})


def tokens(text):
    return [token.text for token in written(places(text, WORDS), text, WORDS)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("order one zero two three four please", ["order", "10234", "please"]),
        ("ek shunya be tran char", ["10234"]),
        ("1 zero 2 3 4", ["10234"]),  # some in figures
        ("1 0 2 3 4", ["1", "0", "2", "3", "4"]),  # all: the patterns know them
        ("one double zero triple four", ["100444"]),
        ("double one two three four", ["11234"]),
        ("one two three four", ["one", "two", "three", "four"]),  # counting
        ("one zero two, three four", ["one", "zero", "two", ",", "three", "four"]),
        ("one " * 21, ["one"] * 21),  # longer than any number
        ("double", ["double"]),
        ("one two three four double", ["one", "two", "three", "four", "double"]),
        ("એક શૂન્ય બે ત્રણ ચાર છે", ["10234", "છે"]),  # is, no six
        ("એક શૂન્ય બે ત્રણ છે", ["એક", "શૂન્ય", "બે", "ત્રણ", "છે"]),
        ("asha dot patel at example dot com", ["asha.patel@example.com"]),
        ("Asha underscore P dash 1 at the rate of Example dot co dot in", ["Asha_P-1@Example.co.in"]),
        ("asha@example dot com", ["asha@example.com"]),
        ("asha at gmail.com", ["asha@gmail.com"]),  # a mail service, and nothing before
        ("my id asha at gmail dot com", ["my", "id", "asha@gmail.com"]),
        ("i saw asha at gmail dot com", ["i", "saw", "asha", "at", "gmail", "dot", "com"]),
        ("asha at example dot com", ["asha", "at", "example", "dot", "com"]),  # a person at a site
        ("asha dot patel at example dot shop", ["asha", "dot", "patel", "at", "example", "dot", "shop"]),
        ("asha@example.com at home", ["asha@example.com", "at", "home"]),
        ("", []),
    ],
)
def test_what_is_said_is_written(text, expected):
    assert tokens(text) == expected


def test_a_token_stands_where_it_was_said():
    text = "order one zero two three four at asha dot p at example dot com ok"
    [_, number, _, address, _] = written(places(text, WORDS), text, WORDS)
    assert text[number.start : number.end] == "one zero two three four"
    assert text[address.start : address.end] == "asha dot p at example dot com"
