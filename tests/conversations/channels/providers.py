"""Who stands between the app and its customers: servers with the published protocols, and a real one for mail."""

from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from sahay.config import ROOT
from tests.conversations.channels.email import SHOP
from tests.fakes_channels import graph, graph_notices, sms, telegram
from tests.integration.http.whatsapp import SECRETS as WHATSAPP
from tests.integration.mail.dovecot import PASSWORD, Dovecot, PostOffice, dovecot, missing
from tests.integration.mail.server import HOST

PUBLIC = sms.WEBHOOK.removesuffix("/webhooks/sms")
LOOKS_SECONDS = 0.2
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
ALWAYS: dict[str, list[str]] = {**{day: ["00:00-24:00"] for day in DAYS}, "holidays": []}


@dataclass(frozen=True)
class Mail:
    dovecot: Dovecot
    post: PostOffice


@dataclass(frozen=True)
class Providers:
    """`mail` is none where there is no Dovecot."""

    telegram: telegram.FakeTelegram
    graph: graph.FakeGraph
    twilio: sms.FakeTwilio
    mail: Mail | None

    def environ(self, folder: Path) -> dict[str, str]:
        """What the app is told, with its settings as a file in `folder`."""
        channels: dict[str, Any] = {
            "public_url": PUBLIC,
            "telegram": {"api": self.telegram.url},
            "whatsapp": {"number_id": graph_notices.NUMBER, "api": self.graph.url},
            "sms": {"sender": sms.NUMBER, "api": self.twilio.url},
        }
        sections: dict[str, Any] = {"channels": channels}
        secrets = {"SAHAY_TELEGRAM_TOKEN": telegram.TOKEN, **WHATSAPP}
        secrets |= {"SAHAY_SMS_ACCOUNT": sms.ACCOUNT, "SAHAY_SMS_TOKEN": sms.TOKEN}
        if self.mail:
            plain = {"host": HOST, "security": "plain"}
            channels["email"] = {**plain, "port": self.mail.dovecot.imap, "seconds": LOOKS_SECONDS}
            sections["mail"] = {"transport": "smtp", **plain, "port": self.mail.post.port, "sender": SHOP}
            secrets |= {"SAHAY_IMAP_USER": SHOP, "SAHAY_IMAP_PASSWORD": PASSWORD}
        return settings_file(folder, sections, secrets)


def settings_file(folder: Path, sections: Mapping[str, Any], secrets: Mapping[str, str]) -> dict[str, str]:
    """The project's settings with these sections, a desk that is always open, and a rating that comes at once."""
    settings = yaml.safe_load((ROOT / "sahay.yml").read_text(encoding="utf-8"))
    care = {**settings["aftercare"], "rating_after_minutes": 0}
    file = folder / "channels.yml"
    file.write_text(yaml.safe_dump({**settings, "hours": ALWAYS, "aftercare": care, **sections}), encoding="utf-8")
    return {"SAHAY_CONFIG": str(file), **secrets}


@asynccontextmanager
async def providers() -> AsyncIterator[Providers]:
    """All of them, running."""
    async with AsyncExitStack() as stack:
        yield Providers(
            stack.enter_context(telegram.FakeTelegram()),
            stack.enter_context(graph.FakeGraph(WHATSAPP["SAHAY_WHATSAPP_TOKEN"])),
            stack.enter_context(sms.FakeTwilio()),
            None if missing() else await _mail(stack),
        )


async def _mail(stack: AsyncExitStack) -> Mail:
    server = stack.enter_context(dovecot())
    return Mail(server, await stack.enter_async_context(PostOffice(server)))
