"""The section `channels:`, and what the environment says of channels."""

from pathlib import Path

import pytest

from sahay.config import ConfigError, load_settings
from sahay.config.channels import Channels, channel_secrets
from sahay.config.document import read_section
from sahay.config.sections import Settings

TOKEN = "123456789:AAE-" + "x" * 31


@pytest.mark.parametrize(
    ("section", "error"),
    [
        ({"telegramm": {}}, "channels.telegramm: is not a setting; did you mean telegram?"),
        ({"telegram": {"update": "webhook"}}, "channels.telegram.update: is not a setting; did you mean updates?"),
        ({"telegram": {"updates": "push"}}, "channels.telegram.updates: must be polling or webhook, not 'push'"),
        ({"telegram": {"updates": "webhook"}}, "channels.public_url: is missing: channels.telegram.updates is webhook"),
        ({"telegram": []}, "channels.telegram: must be keys with values, not []"),
        # Providers call the address and nothing behind it.
        ({"public_url": "https://chat.example/sahay"}, "channels.public_url: must be an address without a path"),
    ],
)
def test_a_mistake_names_its_key(section: dict, error: str) -> None:
    with pytest.raises(ConfigError, match=error.replace("[", r"\[").replace("?", r"\?")):
        read_section("channels", Channels, section, "sahay.yml")


def test_without_a_word_telegram_is_asked() -> None:
    channels = read_section("channels", Channels, None, "sahay.yml")

    assert (channels.telegram.updates, channels.public_url) == ("polling", None)


@pytest.mark.parametrize("token", ["secret", "123:short", TOKEN + "!", " " + TOKEN])
def test_a_token_that_cannot_be_one_is_refused_and_not_shown(token: str) -> None:
    with pytest.raises(ConfigError, match=r"^SAHAY_TELEGRAM_TOKEN: ") as refused:
        channel_secrets({"SAHAY_TELEGRAM_TOKEN": token}, Channels())

    assert token not in str(refused.value)


SMS = {"SAHAY_SMS_ACCOUNT": "AC" + "0" * 32, "SAHAY_SMS_TOKEN": "a-token-that-nobody-guesses"}
IMAP = {"SAHAY_IMAP_USER": "care@shop.example", "SAHAY_IMAP_PASSWORD": "a-password-of-theirs"}
NUMBER, URL = {"sms": {"sender": "+14155550123"}}, {"public_url": "https://chat.shop.example"}


@pytest.mark.parametrize(
    ("environ", "section", "error"),
    [
        ({**SMS, "SAHAY_SMS_ACCOUNT": ""}, {**NUMBER, **URL}, "SAHAY_SMS_ACCOUNT: must be AC and 32"),
        ({**SMS, "SAHAY_SMS_TOKEN": "short"}, {**NUMBER, **URL}, "SAHAY_SMS_TOKEN: must be"),
        (SMS, URL, "channels.sms.sender: is missing"),
        (SMS, NUMBER, "channels.public_url: is missing"),  # which the provider signs
        ({**IMAP, "SAHAY_IMAP_PASSWORD": ""}, {"email": {"host": "imap.example"}}, "SAHAY_IMAP_PASSWORD: must be"),
        (IMAP, {}, "channels.email.host: is missing"),
    ],
)
def test_a_door_that_cannot_be_opened_is_said(environ: dict[str, str], section: dict, error: str) -> None:
    with pytest.raises(ConfigError, match=error) as refused:
        channel_secrets(environ, read_section("channels", Channels, section, "sahay.yml"))

    assert not any(len(value) > 4 and value in str(refused.value) for value in environ.values())


def test_no_secret_is_in_what_is_printed(tmp_path: Path) -> None:
    settings: Settings = load_settings(environ={"SAHAY_VAR": str(tmp_path), "SAHAY_TELEGRAM_TOKEN": TOKEN})

    assert settings.channel_secrets.telegram == TOKEN
    assert TOKEN not in repr(settings)
