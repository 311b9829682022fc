"""Telegram, put together."""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass

from sahay.channels.health import Health
from sahay.channels.telegram.channel import NAME, ReadFile, TelegramChannel
from sahay.channels.telegram.client import Client
from sahay.channels.telegram.receiver import TelegramReceiver
from sahay.channels.telegram.updates import Accept, Keeper, Polling, Webhook
from sahay.domain.clock import Clock

# Where Telegram calls us.
PATH = f"/webhooks/{NAME}"


@dataclass(frozen=True, slots=True)
class OpenTelegram:
    channel: TelegramChannel
    receiver: TelegramReceiver
    health: Health
    client: Client
    clock: Clock

    @classmethod
    def open(
        cls, token: str, api: str, public_url: str | None, key: str, read_file: ReadFile, clock: Clock
    ) -> "OpenTelegram":
        """Updates come to `public_url`, or without one are asked for."""
        client = Client(token, api)
        url = f"{public_url.rstrip('/')}{PATH}" if public_url else None
        health = Health("webhook" if url else "polling", url)
        receiver = TelegramReceiver(client.bot, secret_of(key, token), health, clock)
        return cls(TelegramChannel(client.bot, read_file), receiver, health, client, clock)

    def keeper(self, key: str, accept: Accept, help_texts: Mapping[str, str]) -> Keeper:
        """What has updates come in. `help_texts` list the commands, by language."""
        bot, url = self.client.bot, self.health.address
        source = (
            Webhook(bot, url, secret_of(key, bot.token), self.health, help_texts)
            if url
            else Polling(self.client, accept, self.health, help_texts)
        )
        return Keeper(source, self.health, self.clock)


def secret_of(key: str, token: str) -> str:
    """What Telegram says with each call: from the app's own key, so that there is nothing more to be set."""
    return hmac.new(key.encode(), f"telegram webhook {token}".encode(), hashlib.sha256).hexdigest()
