"""What is said about a sahay.yml that cannot be used: one line, that names the key."""

from dataclasses import fields
from datetime import date, time

import pytest

from sahay.config import ROOT, ConfigError
from sahay.config.document import read_sections

SHOP = """
shop:
  name: Saral Store
  url: https://saral.example
  email: care@saral.example
  phone: "+91 79 4000 1234"
"""

WRONG = [
    # what is wrong, the text behind a good shop section, the error
    ("a word for a number", "handoff: {offer_after: two}",
     "sahay.yml: handoff.offer_after: must be a whole number of 1 or more, not 'two'"),
    ("a misspelt key", "handoff: {ofer_after: 2}",
     "sahay.yml: handoff.ofer_after: is not a setting; did you mean offer_after?"),
    ("a misspelt section", "handof: {}", "sahay.yml: handof: is not a setting; did you mean handoff?"),
    ("an unknown key", "limits: {x: 2}",
     "sahay.yml: limits.x: is not a setting; known are message_characters, messages_per_minute, "
     "sessions_per_minute, login_per_minute"),
    ("a list for a section", "limits: [1, 2]", "sahay.yml: limits: must be keys with values, not [1, 2]"),
    ("a default nobody offers", "languages: {default: mr}",
     "sahay.yml: languages.default: must be one of languages.offered, not 'mr'"),
    ("a language twice", "languages: {offered: [en, hi, en]}",
     "sahay.yml: languages.offered: must name each language once"),
    ("a script for romanised that is none", "languages: {romanised: devanagari}",
     "sahay.yml: languages.romanised: must be latin or native, not 'devanagari'"),
    ("thresholds in the wrong order", "handoff: {offer_after: 4, automatic_after: 3}",
     "sahay.yml: handoff.automatic_after: must not be less than offer_after (4), but is 3"),
    ("pauses that do not fit the attempts", "engine: {attempts: 2, retry_seconds: [1, 2]}",
     "sahay.yml: engine.retry_seconds: must have one pause fewer than engine.attempts (2), but has 2"),
    ("spans that overlap", 'hours: {mon: ["10:00-14:00", "13:00-18:00"]}',
     "sahay.yml: hours.mon: must be spans in order that do not overlap"),
    ("broken YAML", "hours: {mon: [}", "sahay.yml, line 7: not valid YAML: "),
    ("a tab for indentation", "hours:\n\tmon: []", "sahay.yml, line 8: not valid YAML: "),
]  # fmt: skip


@pytest.fixture
def settings_file(tmp_path):
    return tmp_path / "sahay.yml"


@pytest.mark.parametrize(("text", "error"), [row[1:] for row in WRONG], ids=[row[0] for row in WRONG])
def test_a_wrong_file_gives_one_line(settings_file, text, error):
    settings_file.write_text(SHOP + text)
    with pytest.raises(ConfigError) as raised:
        read_sections(settings_file)
    assert str(raised.value).startswith(error)
    assert "\n" not in str(raised.value)


def test_a_required_key_is_missed(settings_file):
    settings_file.write_text("shop: {name: Saral Store}")
    with pytest.raises(ConfigError, match=r"^sahay\.yml: shop\.url: is missing$"):
        read_sections(settings_file)


def test_a_missing_file_is_named_with_its_path(settings_file):
    with pytest.raises(ConfigError, match=rf"^{settings_file}: cannot be read: No such file"):
        read_sections(settings_file)


def test_a_file_that_is_not_text(settings_file):
    settings_file.write_bytes(b"shop: \xff\xfe")
    with pytest.raises(ConfigError, match=r"^sahay\.yml: not valid YAML"):
        read_sections(settings_file)


def test_what_is_left_out_has_its_default(settings_file):
    settings_file.write_text(SHOP + "hours:\n")  # a section whose keys are all commented out
    sections = read_sections(settings_file)
    assert sections["handoff"].offer_after == 2
    assert sections["languages"].offered == ("en", "hi", "gu")
    assert sections["languages"].romanised == "latin"
    assert sections["hours"].mon == ()


@pytest.mark.parametrize(
    ("languages", "tags"),
    [
        ("{}", ("en", "hi", "gu", "hi-Latn", "gu-Latn")),
        ("{romanised: native}", ("en", "hi", "gu")),  # in Latin letters or not, the answer is in Devanagari
        ("{offered: [en, hi]}", ("en", "hi", "hi-Latn")),
    ],
)
def test_what_a_conversation_may_be_in(settings_file, languages, tags):
    settings_file.write_text(SHOP + f"languages: {languages}")
    assert read_sections(settings_file)["languages"].tags == tags


def test_hours_by_date(settings_file):
    settings_file.write_text(SHOP + 'hours: {sat: ["10:00-13:00", "15:00-18:00"], holidays: [2026-08-15]}')
    hours = read_sections(settings_file)["hours"]
    assert hours.on(date(2026, 8, 8)) == ((time(10), time(13)), (time(15), time(18)))  # a Saturday
    assert hours.on(date(2026, 8, 9)) == ()  # a Sunday
    assert hours.on(date(2026, 8, 15)) == ()  # a Saturday, but a holiday


def test_our_own_file_says_every_setting():
    """Nothing that can be set is hidden in the code: sahay.yml is its own reference."""
    text = (ROOT / "sahay.yml").read_text(encoding="utf-8")
    for section in read_sections(ROOT / "sahay.yml").values():
        for each in fields(section):
            assert f"  {each.name}:" in text or "check" not in each.metadata


@pytest.mark.parametrize(
    ("section", "kind", "options"),
    [
        ("", "sql", {}),
        ("backend:", "sql", {}),
        (
            "backend: {kind: http, url: 'https://a.example', retries: 3}",
            "http",
            {"url": "https://a.example", "retries": 3},
        ),
    ],
)
def test_what_a_backend_needs_is_left_to_it(settings_file, section, kind, options):
    settings_file.write_text(SHOP + section)
    backend = read_sections(settings_file)["backend"]
    assert (backend.kind, backend.options, backend.file) == (kind, options, settings_file.name)


@pytest.mark.parametrize(
    ("section", "complaint"),
    [
        ("backend: {kind: magento}", "backend.kind: must be sql or http or woocommerce or shopify, not 'magento'"),
        ("backend: sql", "backend: must be keys with values, not 'sql'"),
        ("policies: {cancel_until: shipped}", "policies.cancel_until: must be placed or confirmed or packed"),
        (
            "policies: {cancel_until: placed}",
            "policies.cancel_free_until: must not be later than cancel_until (placed)",
        ),
        ("policies: {refund_days: {upi: 1}}", "policies.refund_days: must have card and netbanking and cod too"),
        ("policies: {refund_days: {cheque: 1}}", "policies.refund_days: must be upi or card or netbanking or cod"),
        ("policies: {cancellation_fee: -1}", "policies.cancellation_fee: must be an amount of money, as 79 or 79.50"),
        ("policies: {point_worth: 0.005}", "policies.point_worth: must be an amount of money, as 79 or 79.50"),
    ],
)
def test_what_a_shop_cannot_be_is_said_with_its_key(settings_file, section, complaint):
    settings_file.write_text(SHOP + section)
    with pytest.raises(ConfigError) as refused:
        read_sections(settings_file)
    assert str(refused.value).startswith(f"{settings_file.name}: {complaint}")


def test_money_is_read_in_hundredths(settings_file):
    settings_file.write_text(SHOP + "policies: {cancellation_fee: 49.5, point_worth: 0.25}")
    policies = read_sections(settings_file)["policies"]
    assert (policies.cancellation_fee, policies.point_worth) == (49_50, 25)
