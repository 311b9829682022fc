import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.questions.address import BEGUN, CITY_CHARACTERS, LINE_CHARACTERS, AddressQuestion, pin_in, place_in
from actions.task.question import Again, Keep
from sahay.shop.orders import Address
from sahay.shop.own.accounts import is_address

PIN = "380015"


class Saying:
    """A talk with no more than the question needs."""

    def __init__(self, **details):
        self.details = details


async def taken(text, **details):
    talk = Saying(**details)
    return await AddressQuestion().taken(text, talk), talk.details


@pytest.mark.parametrize(
    ("text", "line", "city"),
    [
        ("14 Satellite Road, Ahmedabad, 380015", "14 Satellite Road", "Ahmedabad"),
        ("14 Satellite Road, Ahmedabad - 380 015", "14 Satellite Road", "Ahmedabad"),
        ("14 Satellite Road\nAhmedabad\n380015", "14 Satellite Road", "Ahmedabad"),
        ("380015, 14 Satellite Road, Ahmedabad", "14 Satellite Road", "Ahmedabad"),
        ("A-12, Shanti Apts, Satellite, Ahmedabad 380015", "A-12, Shanti Apts, Satellite", "Ahmedabad"),
        # the state is known by the PIN code
        ("14 Satellite Road, Ahmedabad, Gujarat 380015", "14 Satellite Road", "Ahmedabad"),
        ("14 Satellite Road, Ahmedabad, Gujarat, India - 380015", "14 Satellite Road", "Ahmedabad"),
        ("14 सैटेलाइट रोड, अहमदाबाद, गुजरात 380015", "14 सैटेलाइट रोड", "अहमदाबाद"),
        # but a city that is one stays
        ("12 Ring Road, Lajpat Nagar, Delhi 110024", "12 Ring Road, Lajpat Nagar", "Delhi"),
        # words around it
        ("my new address is 14 Satellite Road, Ahmedabad 380015", "14 Satellite Road", "Ahmedabad"),
        ("please deliver it to 14 Satellite Road, Ahmedabad 380015", "14 Satellite Road", "Ahmedabad"),
        ("maru navu sarnamu 14 Satellite Road, Amdavad chhe 380015", "14 Satellite Road", "Amdavad"),
        ("मेरा नया पता है 14 सैटेलाइट रोड, अहमदाबाद 380015", "14 सैटेलाइट रोड", "अहमदाबाद"),
        ("14 Satellite Road, Ahmedabad 380015, mobile 98250 12345", "14 Satellite Road", "Ahmedabad"),
        # no commas: the city is the last word, or two
        ("14 Satellite Road Ahmedabad 380015", "14 Satellite Road", "Ahmedabad"),
        ("12 ring road lajpat nagar new delhi 110024", "12 ring road lajpat nagar", "new delhi"),
        # digits of all scripts
        ("૧૪ સેટેલાઈટ રોડ, અમદાવાદ ૩૮૦૦૧૫", "14 સેટેલાઈટ રોડ", "અમદાવાદ"),
        # a flat whose letter is also a small word
        ("A 12 Shanti Nagar, Surat 395002", "A 12 Shanti Nagar", "Surat"),
    ],
)
def test_an_address_is_understood_however_it_is_written(text: str, line: str, city: str):
    assert place_in(text) == (line, city)
    assert pin_in(text)


@pytest.mark.parametrize(
    "text", ["380015", "Ahmedabad 380015", "my address", "12, x 380015", "14 Satellite Road, 5", ""]
)
def test_what_lacks_street_or_city_is_no_place(text: str):
    assert place_in(text) is None


@pytest.mark.parametrize(
    ("text", "pin"),
    [
        ("380015", "380015"),
        ("380 015", "380015"),
        ("380-015", "380015"),
        ("३८००१५", "380015"),
        ("not 380001 but 380015", "380015"),
        ("299999", None),  # there is no such place
        ("098250", None),
        ("9825012345", None),  # a phone number
        ("3800155", None),
        ("38001", None),
    ],
)
def test_a_pin_code_is_six_digits_of_a_place_that_there_is(text: str, pin: str | None):
    assert pin_in(text) == pin


async def test_the_whole_address_is_kept():
    kept, _ = await taken("14 Satellite Road, Ahmedabad, 380015")

    assert kept == Keep({"address": {"line": "14 Satellite Road", "city": "Ahmedabad", "pin": PIN}, BEGUN: None})


async def test_what_is_missing_is_asked_for_and_what_was_said_is_kept():
    without_pin, details = await taken("14 Satellite Road, Ahmedabad")
    kept, _ = await taken(PIN, **details)

    assert without_pin == Again("utter_ask_address_pin", asks=True)
    assert kept.details["address"] == {"line": "14 Satellite Road", "city": "Ahmedabad", "pin": PIN}


async def test_street_and_city_may_come_after_the_pin_code_and_are_not_said_twice():
    without_street, details = await taken("Ahmedabad 380015")
    kept, _ = await taken("14 Satellite Road, Ahmedabad", **details)

    assert without_street == Again("utter_ask_address_street", asks=True)
    assert kept.details["address"] == {"line": "14 Satellite Road", "city": "Ahmedabad", "pin": PIN}


async def test_a_very_long_one_can_still_be_finished():
    without_pin, details = await taken("14 Satellite Road, " + "behind the very old temple, " * 40 + "Ahmedabad")
    kept, _ = await taken(PIN, **details)

    assert isinstance(without_pin, Again)
    assert kept.details["address"]["pin"] == PIN


ADDRESSES = st.text(max_size=80) | st.lists(
    st.sampled_from(
        ["14", "Satellite Road", ",", "\n", "Ahmedabad", "Gujarat", PIN, "380 015", "my address is", "a", "છે"]
    ),
    max_size=12,
).map(" ".join)


@given(ADDRESSES, ADDRESSES)
async def test_no_text_breaks_it_and_what_is_kept_the_shop_can_take(first: str, second: str):
    answer, details = await taken(first)
    if isinstance(answer, Again):
        answer, details = await taken(second, **details)

    assert isinstance(answer, Again | Keep)
    if isinstance(answer, Keep):
        kept = answer.details["address"]
        assert is_address(Address(kept["line"], kept["city"], "Gujarat", kept["pin"]))
        assert len(kept["line"]) <= LINE_CHARACTERS
        assert len(kept["city"]) <= CITY_CHARACTERS
