"""Order numbers, e-mail addresses and phone numbers as people write them, what is none, and what holds for any text.

Every kind of detail has its cases in entities/cases.
"""

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components import launcher
from components.details import Details, read

DETAILS = Details(read(launcher.ROOT / "data" / "entities"))
TODAY = date(2026, 11, 18)

ORDER = ("order_number", "10234")
PHONE = ("phone_number", "+919876543210")
EMAIL = ("email", "asha@example.com")


def found(text):
    return [(detail.entity, detail.value) for detail in DETAILS.find(text, TODAY)]


@pytest.mark.parametrize(
    "text",
    [
        "10234",
        "#10234",
        "# 10234",
        "SH-10234",
        "sh 10234",
        "SH10234",
        "#SH-10234",
        "order10234",
        "order no. 10234",
        "Order number: 10234.",
        "where is 10234?",
        "10 234",
        "102 34",
        "10,234",
        "1 0 2 3 4",
        "१०२३४",
        "૧૦૨૩૪",
        "મારો ઓર્ડર નંબર ૧૦૨૩૪ છે",
        "ऑर्डर10234",
        "10234nu status",
        "10234का क्या हुआ",
        "１０２３４",  # full width
        "＃１０２３４",
        "ｓｈ－１０２３４",
    ],
)
def test_an_order_number(text):
    assert found(text) == [ORDER]


@pytest.mark.parametrize(
    "text",
    [
        "9876543210",
        "98765 43210",
        "98765-43210",
        "987 654 3210",
        "+919876543210",
        "+91 98765 43210",
        "+91-98765-43210",
        "(+91) 98765 43210",
        "91 9876543210",
        "0091 9876543210",
        "09876543210",
        "0 98765 43210",
        "my no is 98765.43210.",
        "९८७६५४३२१०",
        "૯૮૭૬૫ ૪૩૨૧૦",
        "9 8 7 6 5 4 3 2 1 0",
        "＋９１ ９８７６５ ４３２１０",  # full width
    ],
)
def test_an_indian_mobile_number(text):
    assert found(text) == [PHONE]


@pytest.mark.parametrize(
    "text",
    [
        "asha@example.com",
        "ASHA@Example.COM",
        "mail: asha@example.com.",
        "asha @ example.com",
        "(asha@example.com)",
        "ａｓｈａ＠ｅｘａｍｐｌｅ．ｃｏｍ",
    ],
)
def test_an_email_address(text):
    assert found(text) == [EMAIL]


@pytest.mark.parametrize(
    ("text", "details"),
    [
        ("10234 asha@example.com", [ORDER, EMAIL]),
        ("10234, 98765 43210", [ORDER, PHONE]),
        ("10234 98765 43210", [ORDER, PHONE]),
        ("98765 43210 order 10234", [PHONE, ORDER]),
        ("10234 19 tarikhe mangavyo", [ORDER, ("date", "2026-10-19")]),
        ("₹1299 wala order 10234", [("amount", "1299"), ORDER]),
        ("order 10234, invoice #10234", [ORDER, ("invoice_number", "10234")]),
        ("order no 9876543210, call 9876543210", [("order_number", "9876543210"), PHONE]),
        ("10234 and 10377", [ORDER, ("order_number", "10377")]),
        ("9876543210/9825012345", [PHONE, ("phone_number", "+919825012345")]),
        ("a.b+c@mail.example.co.in", [("email", "a.b+c@mail.example.co.in")]),
        ("10234@example.com", [("email", "10234@example.com")]),  # the number is part of the address
    ],
)
def test_several_details(text, details):
    assert found(text) == details


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello",
        "1234",  # too short
        "102345",  # a PIN code
        "02345",  # no order number begins with 0
        "5123456789",  # no Indian mobile begins with 5
        "98765432101",  # a digit too many
        "+1 415 555",  # too short for its country
        "4111 1111 1111 1111",  # a card
        "1234 5678 9012",  # an Aadhaar number
        "1 2 3 4 5 6",  # a row of digits
        "1 1 1 1 1 1 1 1 1 1 1 1",
        "1 " * 1000,
        "12:30",
        "awb12345",  # part of another code
        "asha@example",  # no domain
        "@asha",
    ],
)
def test_no_detail(text):
    assert found(text) == []


@given(st.text())
def test_what_is_found_lies_in_the_text_in_order(text):
    end = 0
    for detail in DETAILS.find(text, TODAY):
        assert end <= detail.start < detail.end <= len(text)
        end = detail.end


@given(st.from_regex(r"[1-9]\d{4}", fullmatch=True, alphabet=st.characters(codec="ascii")), st.booleans())
def test_every_order_number_is_found_where_it_stands(number, gujarati):
    written = "".join(chr(0x0AE6 + int(digit)) for digit in number) if gujarati else number
    text = f"maro order {written} kya che"
    [detail] = DETAILS.find(text, TODAY)
    assert (detail.entity, detail.value, text[detail.start : detail.end]) == ("order_number", number, written)


@pytest.mark.parametrize(
    ("text", "details"),
    [
        ("x" * 494 + " 10234", [ORDER]),
        ("x" * 494 + " 102345", []),  # no order number is made of the first half of something
        ("x" * 495 + " 10234", []),
    ],
)
def test_only_the_beginning_is_looked_at(text, details):
    assert found(text) == details


HOSTILE = [
    "1 ", "9876543210 ", "a@", "a.", "1-", "1.", "+", "+1 ", "#", "12 ", "10234 ", "sh-10234 ",
    "jan 1/1 ", "1/1 jan ", "1/1 ", "5 jan ", "5 jan", "jan 1 ", "5 jan 2099 ", "8 mar ", "5 tarikh ", "5th ko ",
    "kal ", "kal, ", "कल ", "monday ", "in 2 weeks ", "do sau ", "hajar ", "one ", "double ", "double nine ",
    "paid 10999 ", "order 10234 ", "order ten thousand ", "10234, ", "a dot ", "a at b dot com ", "a dot b at ",
    "kurta ", "+1 dot ", "size 10234 ",
]  # fmt: skip


@pytest.mark.parametrize("part", HOSTILE)
def test_no_message_takes_long(part):
    assert _seconds(part * 1000) < 0.06  # three times what it takes


@pytest.mark.parametrize("part", HOSTILE)
def test_four_times_the_text_is_not_sixteen_times_the_work(part):
    """Within what is read of a message."""
    short, long = (_seconds((part * 500)[:characters]) for characters in (120, 480))
    assert long < 10 * max(short, 0.001)


def _seconds(text):
    """The least of three: the first fills caches."""
    taken = []
    for _ in range(3):
        begun = time.process_time()
        DETAILS.find(text, TODAY)
        taken.append(time.process_time() - begun)
    return min(taken)


@pytest.mark.parametrize(
    "text",
    ["₹12999", "Rs. 12,999", "12999 rs", "12999 रुपये", "12999/-", "2026-11-21", "20000 mah", "otp 48291", "RF-20931"],
)
def test_what_has_five_digits_and_is_no_order(text):
    assert "order_number" not in dict(found(text))


def test_a_reading_that_there_is_not_is_refused():
    with pytest.raises(KeyError, match="colour"):
        Details({"patterns": [{"entity": "colour", "patterns": [[{"LOWER": "red"}]]}]})


def test_a_pattern_that_is_none_is_refused():
    with pytest.raises(ValueError, match="pattern"):
        Details({"patterns": [{"entity": "email", "patterns": [[{"NO_SUCH": 1}]]}]})
