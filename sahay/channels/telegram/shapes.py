"""The parts of Telegram's objects that we read: https://core.telegram.org/bots/api#available-types.

Declared, so that a value of another type is refused where it comes in, and not met somewhere later; what is not named
here is passed over.
"""

from typing import Annotated

from msgspec import Meta, Raw, Struct, field

# The last second that a date can have.
Moment = Annotated[int, Meta(ge=0, le=253_402_300_799)]
Id = Annotated[int, Meta(ge=-(2**52), le=2**52)]


class User(Struct):
    id: Id
    is_bot: bool = False
    first_name: str = ""
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None


class Chat(Struct):
    id: Id
    type: str


class FileLike(Struct):
    """A document, a photo's size, a voice message: what can be fetched."""

    file_id: str
    file_name: str | None = None
    mime_type: str | None = None
    file_size: int | None = None


class Sticker(Struct):
    emoji: str | None = None


class Place(Struct):
    latitude: Annotated[float, Meta(ge=-90, le=90)]
    longitude: Annotated[float, Meta(ge=-180, le=180)]


class Venue(Struct):
    location: Place
    title: str = ""


class Contact(Struct):
    phone_number: str
    user_id: Id | None = None


class Replied(Struct):
    message_id: Id
    from_user: User | None = field(name="from", default=None)


class Message(Struct):
    message_id: Id
    date: Moment
    chat: Chat
    from_user: User | None = field(name="from", default=None)
    edit_date: Moment | None = None
    text: str | None = None
    caption: str | None = None
    reply_to_message: Replied | None = None
    photo: list[FileLike] | None = None
    document: FileLike | None = None
    voice: FileLike | None = None
    audio: FileLike | None = None
    video: FileLike | None = None
    video_note: FileLike | None = None
    animation: FileLike | None = None
    sticker: Sticker | None = None
    location: Place | None = None
    venue: Venue | None = None
    contact: Contact | None = None


class CallbackQuery(Struct):
    """The message that the button is under may be gone, and is not asked for."""

    id: str
    from_user: User = field(name="from")
    data: str | None = None


class Member(Struct):
    status: str


class MemberUpdated(Struct):
    chat: Chat
    from_user: User = field(name="from")
    date: Moment
    new_chat_member: Member


class Reaction(Struct):
    """An emoji of the usual ones; others have none."""

    emoji: str = ""


class ReactionUpdated(Struct):
    """A channel that reacts is no user."""

    chat: Chat
    message_id: int
    date: Moment
    user: User | None = None
    new_reaction: list[Reaction] = []


class Update(Struct):
    update_id: Annotated[int, Meta(ge=0, le=2**62)]
    message: Message | None = None
    edited_message: Message | None = None
    callback_query: CallbackQuery | None = None
    my_chat_member: MemberUpdated | None = None
    message_reaction: ReactionUpdated | None = None


class Named(Struct):
    """An update of which only the names are of interest: what is in a message."""

    message: dict[str, Raw]


class Answer(Struct):
    """What the Bot API says to getUpdates."""

    result: list[dict[str, object]]
