"""From an update of Telegram's to what happened."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import TypeVar

import msgspec

from sahay.channels.base import Envelope, Unreadable
from sahay.channels.events import (
    KIND,
    Blocked,
    Command,
    ContactShared,
    Edited,
    Event,
    Ignored,
    Location,
    Media,
    Reacted,
    Said,
    Sender,
    Spoken,
    Tapped,
    Unsupported,
)
from sahay.channels.telegram.shapes import (
    CallbackQuery,
    FileLike,
    MemberUpdated,
    Message,
    Named,
    ReactionUpdated,
    Update,
    User,
)

Shape = TypeVar("Shape")

PRIVATE = "private"
_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@\w+)?(?:\s+(.*))?", re.DOTALL)
# What each kind of file is called if it has no name of its own.
_FILES: Mapping[str, str] = {
    "document": "document",
    "voice": "voice.ogg",
    "audio": "audio.mp3",
    "video": "video.mp4",
    "video_note": "video.mp4",
    "animation": "animation.mp4",
}
# What every message has, or what says something of one, and is not what is in it.
_FRAME = frozenset(Message.__struct_encode_fields__) | {
    "sender_chat",
    "via_bot",
    "entities",
    "caption_entities",
    "media_group_id",
    "has_protected_content",
    "link_preview_options",
    "quote",
    "external_reply",
    "forward_origin",
    "is_automatic_forward",
    "author_signature",
    "effect_id",
    "business_connection_id",
    "message_thread_id",
    "is_topic_message",
    "has_media_spoiler",
    "show_caption_above_media",
    "reply_markup",
}
# What Telegram says about a chat, and no customer has written.
_SERVICE = re.compile(
    r".*_chat_.*|pinned_message|write_access_allowed|message_auto_delete_timer_changed|forum_topic_.*|"
    r"video_chat_.*|users_shared|chat_shared|boost_added|chat_background_set|connected_website"
)
# PostgreSQL stores no NUL, and nobody can type it: an escape that is not itself escaped.
_NUL = re.compile(rb"(?<!\\)((?:\\\\)*)\\u0000")


def read(body: bytes) -> Update:
    """Raises Unreadable."""
    return _decoded(body, Update)


def _decoded(body: bytes, shape: type[Shape]) -> Shape:
    try:
        return msgspec.json.decode(_NUL.sub(rb"\1", body), type=shape)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, ValueError):
        raise Unreadable("no update of Telegram's") from None


def envelopes(body: bytes) -> tuple[Envelope, ...]:
    """Raises Unreadable."""
    update = read(body)
    return (Envelope(str(update.update_id), _chat(update), body, update.update_id),)


def events(body: bytes, bot_name: str | None, now: datetime) -> tuple[Event, ...]:
    """What an update says; a tap happens `now`. In a group it is for us if it names `bot_name`. Raises Unreadable."""
    update = read(body)
    if message := update.message:
        return (_in_private(message, body) if message.chat.type == PRIVATE else _in_group(message, bot_name),)
    if edited := update.edited_message:
        return (_edited(edited),)
    if query := update.callback_query:
        return (_tapped(query, now),)
    if member := update.my_chat_member:
        return (_member(member, update.update_id),)
    if reaction := update.message_reaction:
        return (_reaction(reaction, update.update_id),)
    who = Sender(str(update.update_id))
    return (Ignored(sender=who, id=str(update.update_id), at=now, kind="update"),)


def _chat(update: Update) -> str:
    """In which chat it happened: what is in one is dealt with in order."""
    if update.callback_query:
        return str(update.callback_query.from_user.id)
    message = update.message or update.edited_message or update.my_chat_member or update.message_reaction
    return str(message.chat.id) if message else "-"


def _in_private(message: Message, body: bytes) -> Event:
    frame = _Frame(message)
    if message.from_user is None or message.from_user.is_bot:
        return frame.ignored("bot")
    for has, build in _CONTENTS:
        if has(message):
            return build(frame)
    return _other(frame, body)


class _Frame:
    """A message in a chat with one customer."""

    def __init__(self, message: Message) -> None:
        self.message = message
        self.sender = _sender(message.from_user, message.chat.id)
        self.id = f"{message.chat.id}:{message.message_id}"
        self.at = _moment(message.date)

    def said(self, text: str = "", media: tuple[Media, ...] = (), location: Location | None = None) -> Said:
        return Said(sender=self.sender, id=self.id, at=self.at, text=text, media=media, location=location)

    def ignored(self, kind: str) -> Ignored:
        return Ignored(sender=self.sender, id=self.id, at=self.at, kind=kind)


def _text(frame: _Frame) -> Event:
    text = frame.message.text or ""
    command = _COMMAND.fullmatch(text.strip())
    if command is None:
        return frame.said(text)
    name, argument = command[1].lower(), (command[2] or "").strip()
    return Command(sender=frame.sender, id=frame.id, at=frame.at, name=name, text=text.strip(), argument=argument)


def _file(frame: _Frame) -> Event:
    return frame.said(frame.message.caption or "", tuple(_media(frame.message)))


def _media(message: Message) -> list[Media]:
    if message.photo:
        largest = max(message.photo, key=lambda size: size.file_size or 0)
        return [Media(largest.file_id, "photo", "photo.jpg", "image/jpeg", largest.file_size)]
    # An animation comes as a document too, for old clients.
    kinds = [kind for kind in _FILES if isinstance(getattr(message, kind), FileLike)]
    kind = "animation" if "animation" in kinds else kinds[0]
    file: FileLike = getattr(message, kind)
    return [Media(file.file_id, kind, file.file_name or _FILES[kind], file.mime_type, file.file_size)]


def _place(frame: _Frame) -> Event:
    venue = frame.message.venue
    point = venue.location if venue else frame.message.location
    if point is None:
        return frame.ignored("location")
    return frame.said(location=Location(point.latitude, point.longitude, venue.title if venue else None))


def _sticker(frame: _Frame) -> Event:
    """It says what its emoji says, and nobody answers one."""
    emoji = frame.message.sticker.emoji if frame.message.sticker else None
    if not emoji:
        return Unsupported(sender=frame.sender, id=frame.id, at=frame.at, kind="sticker")
    return Reacted(sender=frame.sender, id=frame.id, at=frame.at, emoji=emoji)


def _contact(frame: _Frame) -> Event:
    contact, user = frame.message.contact, frame.message.from_user
    if contact is None or user is None:
        return frame.ignored("contact")
    digits = "".join(char for char in contact.phone_number if char.isascii() and char.isdigit())
    is_own = contact.user_id == user.id
    return ContactShared(sender=frame.sender, id=frame.id, at=frame.at, phone=f"+{digits}", is_own=is_own)


_CONTENTS: tuple[tuple[Callable[[Message], bool], Callable[[_Frame], Event]], ...] = (
    (lambda message: message.text is not None, _text),
    (lambda message: bool(message.photo) or any(getattr(message, kind) for kind in _FILES), _file),
    (lambda message: bool(message.venue or message.location), _place),
    (lambda message: message.sticker is not None, _sticker),
    (lambda message: message.contact is not None, _contact),
)


def _other(frame: _Frame, body: bytes) -> Event:
    """What we know nothing of is told to the customer, unless it is only Telegram's own remark."""
    kinds = sorted(key for key in _decoded(body, Named).message if key not in _FRAME)
    if any(_SERVICE.fullmatch(kind) for kind in kinds):
        return frame.ignored(kinds[0][:KIND])
    kind = kinds[0][:KIND] if kinds else "message"
    return Unsupported(sender=frame.sender, id=frame.id, at=frame.at, kind=kind)


def _in_group(message: Message, bot_name: str | None) -> Event:
    """Nobody is served there. Channels' posts and other bots are no question."""
    frame = _Frame(message)
    if message.from_user is None or message.from_user.is_bot or "group" not in message.chat.type:
        return frame.ignored(message.chat.type[:KIND])
    name = bot_name.lower() if bot_name else None
    is_named = name is not None and f"@{name}" in (message.text or message.caption or "").lower()
    replied = message.reply_to_message.from_user if message.reply_to_message else None
    is_answer = bool(replied and replied.is_bot and replied.username and replied.username.lower() == name)
    # A group has no language; who speaks has.
    return Spoken(sender=frame.sender, id=frame.id, at=frame.at, to_us=is_named or is_answer)


def _edited(message: Message) -> Event:
    frame = _Frame(message)
    text = message.text or message.caption
    if message.chat.type != PRIVATE or not text:
        return frame.ignored("edit")
    edit_id = f"{frame.id}:{message.edit_date or message.date}"
    return Edited(sender=frame.sender, id=edit_id, at=_moment(message.edit_date or message.date), text=text)


def _tapped(query: CallbackQuery, now: datetime) -> Event:
    """The button may be under a message that is gone, or in a group."""
    sender = _sender(query.from_user, query.from_user.id)
    return Tapped(sender=sender, id=f"tap:{query.id}", at=now, choice=query.data or "", token=query.id)


def _member(member: MemberUpdated, update_id: int) -> Event:
    sender, at = _sender(member.from_user, member.chat.id), _moment(member.date)
    event_id, status = f"member:{update_id}", member.new_chat_member.status
    if member.chat.type == PRIVATE:
        return Blocked(sender=sender, id=event_id, at=at, on=status == "kicked")
    if status in ("member", "administrator") and "group" in member.chat.type:
        return Spoken(sender=sender, id=event_id, at=at, to_us=False)
    return Ignored(sender=sender, id=event_id, at=at, kind="member")


def _reaction(reaction: ReactionUpdated, update_id: int) -> Event:
    """One that is none of the usual emojis, or was taken away, says nothing that is kept."""
    sender, at = _sender(reaction.user, reaction.chat.id), _moment(reaction.date)
    event_id = f"reaction:{update_id}"
    if reaction.chat.type != PRIVATE or reaction.user is None or reaction.user.is_bot:
        return Ignored(sender=sender, id=event_id, at=at, kind="reaction")
    emoji = next((each.emoji for each in reaction.new_reaction if each.emoji), "")
    return Reacted(sender=sender, id=event_id, at=at, emoji=emoji)


def _sender(user: User | None, chat_id: int) -> Sender:
    if user is None:
        return Sender(str(chat_id))
    name = " ".join(part for part in (user.first_name, user.last_name) if part).strip()
    return Sender(str(chat_id), name or user.username, user.language_code)


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
