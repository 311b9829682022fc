"""By when customers are served, and what they are asked afterwards."""

import pytest

from sahay.config import ConfigError
from sahay.config.document import read_sections

SHOP = 'shop: {name: S, url: "https://s.example", email: care@s.example, phone: "+91 79 4000 1234"}\n'


@pytest.fixture
def read(tmp_path):
    def read(text=""):
        file = tmp_path / "sahay.yml"
        file.write_text(SHOP + text)
        return read_sections(file)

    return read


def test_out_of_the_box(read):
    sections = read()

    assert sections["service_levels"].first_response == {"low": 240, "normal": 60, "high": 30, "urgent": 10}
    assert sections["aftercare"].rating
    assert sections["aftercare"].follow_up_after_days == 3


@pytest.mark.parametrize(
    ("text", "error"),
    [
        (
            "service_levels: {first_response: {low: 8}}",
            "first_response: must say it for normal and high and urgent too",
        ),
        ("service_levels: {resolution: {low: 0}}", "resolution: must be a whole number of 1 or more, not 0"),
        ("service_levels: {warn_at_percent: 120}", "warn_at_percent: must be 100 or less, not 120"),
        ("aftercare: {rating: 5}", "rating: must be true or false, not 5"),
        ("aftercare: {follow_up_after_days: 0}", "follow_up_after_days: must be a whole number of 1 or more, not 0"),
    ],
)
def test_a_mistake_is_named(read, text, error):
    with pytest.raises(ConfigError) as refused:
        read(text)

    assert str(refused.value) == f"sahay.yml: {text.partition(':')[0]}.{error}"
