"""The channels besides the website, put together from the settings."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Protocol

from sahay.channels.base import Channel, Receiver, Types
from sahay.channels.email.opening import OpenEmail
from sahay.channels.health import Health
from sahay.channels.reach import trouble_at
from sahay.channels.sms.opening import LOOK_SECONDS, OpenSms
from sahay.channels.telegram.opening import OpenTelegram
from sahay.channels.whatsapp.opening import OpenWhatsApp
from sahay.config import Settings
from sahay.desk.files import FileRefused as Refused
from sahay.desk.files import Files
from sahay.domain.attachment import FILE_BYTES
from sahay.domain.clock import Clock
from sahay.flow.arrivals import Arrivals
from sahay.flow.continuing import Continuing
from sahay.flow.hub import Hub
from sahay.flow.inbox import Inbox
from sahay.flow.notices import Notices
from sahay.flow.periodic import Periodic
from sahay.flow.receipts import Receipts
from sahay.flow.reception import FileRefused, Reception
from sahay.flow.texts import Texts
from sahay.flow.typing import ShowTyping
from sahay.flow.visitors import Visitors
from sahay.flow.worker import KeyedWorker
from sahay.http.email import open_email
from sahay.http.sms import open_sms
from sahay.http.whatsapp import open_whatsapp, quiet_of
from sahay.store.sql import SqlStore

HELP = "app_help"
# Chats whose updates are dealt with at once. They share the process with the webhooks, which are answered first.
CHATS = 8
# How often notices are looked for that are due.
NOTICES_SECONDS = 5.0

# Asks the provider now how a channel is, and keeps it in its health.
Look = Callable[[], Awaitable[None]]


class Task(Protocol):
    """Something that goes on in the background."""

    def start(self) -> None: ...
    async def stop(self) -> None: ...


@dataclass(slots=True)
class Doors:
    """Both ways of each channel, and how it is. `keepers` have them connected."""

    channels: dict[str, Channel] = field(default_factory=dict)
    receivers: dict[str, Receiver] = field(default_factory=dict)
    types: dict[str, Types] = field(default_factory=dict)
    health: dict[str, Health] = field(default_factory=dict)
    telegram: OpenTelegram | None = None
    whatsapp: OpenWhatsApp | None = None
    sms: OpenSms | None = None
    email: OpenEmail | None = None

    @classmethod
    def open(cls, settings: Settings, files: Files, texts: Texts, clock: Clock) -> "Doors":
        """Those whose secrets are set."""
        doors = cls()
        token, section = settings.channel_secrets.telegram, settings.channels.telegram
        if token:
            public_url = settings.channels.public_url if section.updates == "webhook" else None
            read = partial(_read, files)
            doors.telegram = OpenTelegram.open(token, section.api, public_url, settings.session_key, read, clock)
            name = doors.telegram.channel.name
            doors.channels[name] = doors.types[name] = doors.telegram.channel
            doors.receivers[name], doors.health[name] = doors.telegram.receiver, doors.telegram.health
        doors.whatsapp = open_whatsapp(settings, partial(_read, files), texts, clock)
        if doors.whatsapp:
            channel = doors.whatsapp.channel
            doors.channels[channel.name] = doors.types[channel.name] = doors.receivers[channel.name] = channel
            doors.health[channel.name] = doors.whatsapp.health
        doors.sms = open_sms(settings, texts, clock)
        if doors.sms:
            texting = doors.sms.channel
            doors.channels[texting.name] = doors.receivers[texting.name] = texting
            doors.health[texting.name] = doors.sms.health
        doors.email = open_email(settings, partial(_read, files), texts, clock)
        if doors.email:
            mailing = doors.email.channel
            doors.channels[mailing.name] = doors.receivers[mailing.name] = mailing
            doors.health[mailing.name] = doors.email.health
        return doors


@dataclass(frozen=True, slots=True)
class OpenChannels:
    receivers: Mapping[str, Receiver]
    health: Mapping[str, Health]
    arrivals: Arrivals
    worker: KeyedWorker
    tasks: tuple[Task, ...]
    doors: Doors
    notices: Notices | None = None
    looks: Mapping[str, Look] = field(default_factory=dict)

    @classmethod
    def open(
        cls,
        doors: Doors,
        settings: Settings,
        store: SqlStore,
        inbox: Inbox,
        texts: Texts,
        files: Files,
        hub: Hub,
        clock: Clock,
        outbox: KeyedWorker,
        continuing: Continuing,
    ) -> "OpenChannels":
        database, languages = store.database, settings.languages
        visitors = Visitors(database, inbox, clock, languages.tags, languages.default, settings.shop.name, outbox.wake)
        keep, receipts = partial(_keep, files), Receipts(database, hub)
        reception = Reception(
            store, inbox, visitors, receipts, doors.channels, texts, keep, FILE_BYTES, outbox.wake, continuing
        )
        arrivals = Arrivals(database, doors.receivers, reception, clock)
        worker = KeyedWorker("arrivals", arrivals.drain, arrivals.pending, parallel=CHATS)
        arrivals.wake = worker.wake
        tasks: list[Task] = [ShowTyping(hub, database, doors.types)]
        looks: dict[str, Look] = {}
        if doors.telegram:
            helps = {tag: texts.say(HELP, tag).text for tag in languages.offered}
            accept = partial(arrivals.accept, doors.telegram.channel.name)
            keeper = doors.telegram.keeper(settings.session_key, accept, helps)
            tasks.append(keeper)
            looks[doors.telegram.channel.name] = keeper.look
        notices = None
        if doors.whatsapp:
            watch = doors.whatsapp.watch()
            tasks.append(watch)
            looks[doors.whatsapp.channel.name] = watch.look
            quiet, channel = quiet_of(settings), doors.whatsapp.channel.name
            notices = Notices(store, texts, hub, clock, quiet, channel, languages.default, outbox.wake)
            tasks.append(Periodic("notices", notices.work, seconds=NOTICES_SECONDS))
        if doors.sms:
            tasks.append(Periodic("sms", doors.sms.channel.look, seconds=LOOK_SECONDS))
            looks[doors.sms.channel.name] = doors.sms.channel.look
        if doors.email:
            polling = doors.email.polling(partial(arrivals.accept, doors.email.channel.name))
            tasks.append(Periodic("email", polling.look, seconds=settings.channels.email.seconds))
            looks[doors.email.channel.name] = polling.look
        return cls(doors.receivers, doors.health, arrivals, worker, tuple(tasks), doors, notices, looks)

    def start(self) -> None:
        self.worker.start()
        for task in self.tasks:
            task.start()

    async def look(self, channel: str, now: datetime) -> None:
        """Ask the provider how it is, and whether our own address answers. It raises nothing that others may do."""
        health = self.health[channel]
        await self.looks[channel]()
        if health.mode == "webhook" and health.address:
            health.reach, health.reach_at = await trouble_at(health.address), now

    async def stop(self) -> None:
        for task in self.tasks:
            await task.stop()
        await self.worker.stop()

    async def close(self) -> None:
        """When nothing goes out any more."""
        if self.doors.telegram:
            await self.doors.telegram.client.close()
        if self.doors.whatsapp:
            await self.doors.whatsapp.client.close()
        if self.doors.sms:
            await self.doors.sms.provider.close()


async def _read(files: Files, file_id: str) -> bytes:
    return (await files.read(file_id)).data


async def _keep(files: Files, conversation_id: str, name: str, data: bytes) -> str:
    try:
        return (await files.add(conversation_id, None, name, data)).id
    except Refused:
        raise FileRefused from None
