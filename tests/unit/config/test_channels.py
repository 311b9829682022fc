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


def test_no_secret_is_in_what_is_printed(tmp_path: Path) -> None:
    settings: Settings = load_settings(environ={"SAHAY_VAR": str(tmp_path), "SAHAY_TELEGRAM_TOKEN": TOKEN})

    assert settings.channel_secrets.telegram == TOKEN
    assert TOKEN not in repr(settings)
