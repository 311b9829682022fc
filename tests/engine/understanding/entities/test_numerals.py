"""Numbers in words and figures."""

from decimal import Decimal

import pytest

from components import launcher
from components.details import read
from components.details.numerals import number
from components.details.tokens import Words
from components.details.vocabulary import Vocabulary

CONTENT = read(launcher.ROOT / "data" / "entities")
WORDS = Words(**{name: Vocabulary(CONTENT[name]) for name in Words._fields})


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1299", "1299"),
        ("1,299.50", "1299.50"),
        ("1.5k", "1500"),
        ("2 हज़ार", "2000"),
        ("twenty five", "25"),
        ("two thousand five hundred", "2500"),
        ("paanch sau pachas", "550"),
        ("sava sau", "125"),
        ("paune do sau", "175"),
        ("साढ़े तीन सौ", "350"),
        ("डेढ़ लाख", "150000"),
        ("એક હજાર બસો", "1200"),
        ("निन्यानवे", "99"),
        ("નવ્વાણું", "99"),
        ("सत्तर", "70"),  # the same sounds are 17 in Gujarati
        ("સત્તર", "17"),
    ],
)
def test_a_number(text, value):
    assert number(text.split(), WORDS) == Decimal(value)


@pytest.mark.parametrize(
    "text",
    [
        "kurta",
        "10234 899",  # two
        "ek do",
        "five twenty",
        "2 hazar 5000",  # what follows thousands is below a thousand
        "hazar lakh",
        "sadhe",  # half of what
        "sadhe sava do",
    ],
)
def test_no_number(text):
    assert number(text.split(), WORDS) is None


@pytest.mark.parametrize("at", range(1, 100))
def test_hindi_and_gujarati_have_a_word_for_every_number_below_a_hundred(at):
    listed = CONTENT["numbers"]["number"][at]
    assert any("\u0900" <= form[0] <= "\u097f" for form in listed)
    assert any("\u0a80" <= form[0] <= "\u0aff" for form in listed)
    assert {number([form], WORDS) for form in listed} == {Decimal(at)}
