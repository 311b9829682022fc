"""When the knowledge base answers, when it asks back, and when it keeps silent: real questions, real entries."""

import pytest

from actions.knowledge import look_up
from sahay.config import Shop
from sahay.shop.faq.details import filled_in
from tests.unit.actions.stage import FaqInMemory

FAQ = FaqInMemory()


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("how long will delivery take", "delivery_time"),
        ("delivery charge kitna hai", "delivery_charges"),  # word for word, however near another is
        ("do you take cod", "cash_on_delivery"),
        ("refund kab aayega", "refund_time"),  # Hindi in Latin letters
        ("रिफंड का पैसा नहीं आया", "refund_time"),
        ("રિફંડ ક્યારે આવશે?", "refund_time"),
        ("maru refund kyare aavse", "refund_time"),  # Gujarati in Latin letters
        ("UPI payment failed but amount debited", "payment_failed"),
        ("gst invoice", "invoice_gst"),  # two words are enough when nothing else has them
        ("warranty on mixer", "warranty"),
        ("are you open today", "opening_hours"),
        ("can i get a bigger size in exchange", "exchange_size"),
        ("क्या रविवार को दुकान खुली है?", "opening_hours"),
        ("દુકાનનું સરનામું આપો", "store_location"),
        ("do you ship abroad", "international_shipping"),
        ("deliver it to another address please", "change_address"),
        ("मेरा पासवर्ड भूल गया", "password"),
        ("mare newsletter nathi joitu", "newsletter"),
    ],
)
async def test_a_clear_question_is_answered(text, key):
    found = await look_up(FAQ, text, "en")

    assert found.clear
    assert found.clear.key == key


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("delivery", {"delivery_charges", "delivery_time"}),  # when, or how much?
        ("payment", {"payment_methods", "payment_failed"}),
        ("exchange or return", {"how_to_return", "exchange_size"}),
        ("change size or address", {"exchange_size", "change_address"}),
        ("bill", {"find_invoice", "invoice_gst"}),
        ("warranty", {"warranty"}),  # one word may mean anything, even where only one entry has it
        ("i want to change my address", {"change_address", "edit_account"}),  # of an order, or of the account
    ],
)
async def test_what_may_mean_several_things_is_asked_back(text, keys):
    found = await look_up(FAQ, text, "en")

    assert found.clear is None
    assert keys == {answer.key for answer in found.near}


@pytest.mark.parametrize(
    ("text", "topic", "key"),
    [
        ("delivery charge for cod", "payments", "cash_on_delivery"),  # and not what delivery costs
        ("size or address", "returns", "exchange_size"),
        ("delivery", "shop", None),  # nothing of this topic
    ],
)
async def test_of_one_topic_only_its_entries_are_found(text, topic, key):
    found = await look_up(FAQ, text, "en", topic)

    assert all(answer.topic == topic for answer in found.near)
    assert (found.clear.key if found.clear else None) == key


@pytest.mark.parametrize(
    ("text", "topic", "key"),
    [
        ("is there a size chart", "orders", "size_chart"),
        ("the courier asks for a tip", "payments", "courier_asks_money"),
        ("how do i get my money back", "payments", None),  # a wish: who says that it is about payments knows better
    ],
)
async def test_a_question_of_another_topic_is_answered_only_where_it_is_very_clear_and_no_wish(text, topic, key):
    found = await look_up(FAQ, text, "en", topic)

    assert (found.clear.key if found.clear else None) == key


@pytest.mark.parametrize(
    "text",
    [
        "what is the weather",
        "tell me a joke",
        "आज मौसम कैसा है",
        "આજે વરસાદ પડશે",
        "kal match kaun jeeta",
        "10234",
        "asdf qwer",
        "🙂🙂",
        "hello",
        "talk to a person",
        "i like blue",  # one word in common
        "please call my mother",
        "my cat ate the shoes",
        "kya haal hai",  # small words in common
    ],
)
async def test_what_the_shop_knows_nothing_about_finds_nothing(text):
    found = await look_up(FAQ, text, "en")

    assert (found.clear, found.near) == (None, ())


@pytest.mark.parametrize(
    ("language", "title"),
    [("en", "How can I pay?"), ("hi", "भुगतान कैसे कर सकते हैं?"), ("gu", "પેમેન્ટ કેવી રીતે કરી શકાય?")],
)
async def test_a_button_asks_in_the_language_of_the_conversation(language, title):
    found = await look_up(FAQ, "payment", language)

    assert {"title": title, "payload": '/ask_faq{"faq": "payment_methods"}'} in found.buttons


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Call {shop.phone} or write to {shop.email}.", "Call +91 79 1234 or write to care@shop.example."),
        ("{shop.name}: {shop.url}", "Saral: https://shop.example"),
        ("Say {hello} or {shop.secret} {", "Say {hello} or {shop.secret} {"),  # other braces are the shop's own
    ],
)
def test_an_answer_has_the_details_of_the_shop(written, read):
    shop = Shop(name="Saral", url="https://shop.example", email="care@shop.example", phone="+91 79 1234")

    assert filled_in(written, shop) == read
