import pytest

from actions.own_parcel import asks_when_it_comes, speaks_of_own_parcel


@pytest.mark.parametrize(
    "text",
    [
        "when will my parcel arrive",
        "do you know when the shipment will arrive",
        "wen wil my ordr come",
        "मेरी साड़ी कब आएगी",
        "ऑर्डर कब आएगा",
        "મારું પાર્સલ ક્યારે આવશે",
        "ઓર્ડર ક્યારે આવશે",
        "mera order kab aayega",
        "parcel kab milega",
        "maro order kyare aavse",
        "aaje avse maro order?",
    ],
)
def test_a_parcel_that_is_on_its_way(text):
    assert speaks_of_own_parcel(text)


@pytest.mark.parametrize(
    "text",
    [
        "how long does delivery take",
        "how many days for Guwahati",
        "when do you deliver",
        "if I order today, when will my parcel come",  # nothing is on its way yet
        "how soon will i get it if i order today",
        "डिलीवरी में कितने दिन लगते हैं",
        "अगर आज ऑर्डर करूँ तो मेरा सामान कब आएगा",
        "ડિલિવરીમાં કેટલા દિવસ લાગે",
        "આજે ઓર્ડર કરું તો ક્યારે આવશે",
        "delivery kitne din me hoti hai",
        "aaj order kru to kab aayega",
        "ketla divas ma moklo cho",
        "",
    ],
)
def test_delivery_as_such(text):
    assert not speaks_of_own_parcel(text)


@pytest.mark.parametrize(
    "text",
    [
        "when will it come",
        "ye kab aayega",
        "kab tak milega",
        "यह कब आएगा",
        "કયારે આવશે",
        "e kyare aavshe",
        "and when will my order arrive?",
    ],
)
def test_when_it_comes(text):
    assert asks_when_it_comes(text)


@pytest.mark.parametrize(
    "text",
    [
        "refund kab aayega",  # something else
        "when will you get new stock",
        "if i order today when will it come",
        "when do you deliver",
        "kab",
        "",
    ],
)
def test_when_something_else_is(text):
    assert not asks_when_it_comes(text)
