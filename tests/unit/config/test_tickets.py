"""By when tickets are answered."""

import pytest

from sahay.config import ConfigError
from sahay.config.document import read_sections

SHOP = 'shop: {name: S, url: "https://s.example", email: care@s.example, phone: "+91 79 4000 1234"}\n'
RULE = "tickets.respond_hours:"


@pytest.fixture
def read(tmp_path):
    def read(text=""):
        file = tmp_path / "sahay.yml"
        file.write_text(SHOP + text)
        return read_sections(file)["tickets"]

    return read


def test_out_of_the_box(read):
    assert read().respond_hours == {"low": 24, "normal": 8, "high": 4, "urgent": 1}


def test_a_shop_that_is_faster(read):
    text = "tickets: {respond_hours: {low: 8, normal: 4, high: 2, urgent: 1}}"

    assert read(text).respond_hours == {"low": 8, "normal": 4, "high": 2, "urgent": 1}


@pytest.mark.parametrize(
    ("hours", "error"),
    [
        ("{low: 8}", "must say it for normal and high and urgent too"),
        ("{low: 8, normal: 4, high: 2, urgent: 0}", "must be a whole number of 1 or more, not 0"),
        ("{soon: 1}", "must be low or normal or high or urgent, not 'soon'"),
        ("8", "must be keys with values, not 8"),
    ],
)
def test_a_mistake_is_named(read, hours, error):
    with pytest.raises(ConfigError) as raised:
        read(f"tickets: {{respond_hours: {hours}}}")

    assert str(raised.value) == f"sahay.yml: {RULE} {error}"
