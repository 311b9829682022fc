"""Another name, e-mail address, phone number, or kind of account."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from actions.in_general import in_general
from actions.matter import Matter, hand_over
from actions.outcome import not_done
from actions.questions.account import KNOWN_ACCOUNT
from actions.questions.choice import Choice, Option, only_named
from actions.questions.confirm import Confirm, Summary
from actions.questions.entity import EntityQuestion
from actions.questions.name import Name
from actions.task.question import CONFIRMED, End, Question
from actions.task.talk import Talk
from actions.task.task import Task
from actions.turn import Button, Turn
from sahay.language.canonical import canonical
from sahay.shop.accounts import AccountKind
from sahay.shop.backend import Capability
from sahay.shop.operations import Done, Kind, Write
from sahay.shop.refusal import Refusal, Why
from sahay.shop.tickets import TicketKind

FIELD: Final = "field"
OTHER: Final = "other_account"
# As they are written, for by their sound "naam" is "na".
_FIELDS: Final[Mapping[str, frozenset[str]]] = {
    "name": frozenset(canonical("name naam nam spelling surname नाम स्पेलिंग सरनेम નામ સ્પેલિંગ અટક").split()),
    "email": frozenset(canonical("email mail gmail ईमेल मेल ઈમેલ ઇમેલ ઈમેઈલ મેલ").split()),
    "phone": frozenset(canonical("phone mobile number contact cell फोन मोबाइल नंबर नम्बर ફોન મોબાઈલ મોબાઇલ નંબર").split()),
}
_NAMES_OF_KINDS: Final[Mapping[str, frozenset[str]]] = {
    AccountKind.PERSONAL: frozenset(
        canonical("personal private individual niji vyaktigat निजी पर्सनल व्यक्तिगत અંગત પર્સનલ વ્યક્તિગત").split()
    ),
    AccountKind.BUSINESS: frozenset(
        canonical(
            "business company firm gst trade vyapar dhandho dukan बिजनेस व्यापार व्यवसाय कंपनी बिज़नेस "
            "બિઝનેસ બિઝનેસમાં વેપાર ધંધો ધંધા કંપની"
        ).split()
    ),
    OTHER: frozenset(
        canonical("another different other dusra dusre doosra doosre biju bija दूसरा दूसरे બીજું બીજા").split()
    ),
}


class Field(Choice):
    """What is to be changed."""

    name = FIELD

    async def options(self, talk: Talk) -> Sequence[Option]:
        return [Option(field, talk.title(f"field_{field}")) for field in _FIELDS]

    async def volunteered(self, talk: Talk) -> Any | None:
        """ "My e-mail is asha@example.com" only says who it is, while that is asked."""
        may_say = talk.state.asked in (None, "value", CONFIRMED) and not talk.turn.is_button
        return only_named(_without_contacts(talk.turn), _FIELDS) if may_say else None

    async def answered(self, talk: Talk) -> Any | None:
        return only_named(talk.turn.text, _FIELDS) or await super().answered(talk)

    async def say(self, talk: Talk, buttons: Sequence[Button], listed: str) -> None:
        talk.say("utter_ask_field", buttons=buttons)


class NewValue(Question):
    """The new value of the field, in a question of its kind."""

    name = "value"
    depends = (FIELD,)

    async def volunteered(self, talk: Talk) -> Any | None:
        """ "Change my e-mail to asha@example.com", of who is known: of another it may be the address that they have."""
        if talk.state.asked not in (None, CONFIRMED) or not await talk.identity():
            return None
        named = await _FIELD.volunteered(talk) or talk.details.get(FIELD)
        found = talk.turn.mentions(_ENTITIES.get(named or "", ""))
        return found[-1].value if found else None  # "from the old one to the new one"

    async def answered(self, talk: Talk) -> Any | None:
        return await self._kind(talk).answered(talk)

    async def ask(self, talk: Talk, *, again: bool) -> None:
        field = talk.details[FIELD]
        talk.say(f"utter_ask_{field}_again" if again and field in _ENTITIES else f"utter_ask_new_{field}")

    def _kind(self, talk: Talk) -> Question:
        return _KINDS[talk.details[FIELD]]


_FIELD: Final = Field()
_ENTITIES: Final = {"email": "email", "phone": "phone_number"}
_KINDS: Final[Mapping[str, Question]] = {
    "name": Name(),
    "email": EntityQuestion("value", "email"),
    "phone": EntityQuestion("value", "phone_number"),
}


def _without_contacts(turn: Turn) -> str:
    """What is said, without addresses: "mail@example.com" speaks of no mail."""
    text = turn.text
    for mention in turn.mentions("email"):
        text = text[: mention.start] + " " * (mention.end - mention.start) + text[mention.end :]
    return text


async def _summary(talk: Talk) -> Summary:
    return Summary(f"utter_confirm_new_{talk.details[FIELD]}", {"value": talk.details["value"]})


class EditAccount(Task):
    intent = "edit_account"
    entities = frozenset({"email", "phone_number"})
    questions = (*KNOWN_ACCOUNT, _FIELD, NewValue(), Confirm(_summary))

    async def consider(self, talk: Talk) -> End | None:
        if Capability.EDIT_ACCOUNT in talk.services.backend.capabilities:
            return None
        return await hand_over(Matter(TicketKind.ACCOUNT, "change the details of the account"), talk)

    async def finish(self, talk: Talk) -> End | None:
        return await edit(talk, {talk.details[FIELD]: talk.details["value"]}, "utter_account_edited")


class AccountKindChoice(Choice):
    name = "kind"

    async def options(self, talk: Talk) -> Sequence[Option]:
        return [
            Option(AccountKind.PERSONAL, talk.title("kind_personal")),
            Option(AccountKind.BUSINESS, talk.title("kind_business")),
            Option(OTHER, talk.title("kind_other")),
        ]

    async def volunteered(self, talk: Talk) -> Any | None:
        may_say = talk.state.asked in (None, CONFIRMED) and not talk.turn.is_button
        return only_named(talk.turn.text, _NAMES_OF_KINDS) if may_say else None

    async def answered(self, talk: Talk) -> Any | None:
        return only_named(talk.turn.text, _NAMES_OF_KINDS) or await super().answered(talk)

    async def say(self, talk: Talk, buttons: Sequence[Button], listed: str) -> None:
        talk.say("utter_ask_account_kind", buttons=buttons)


async def _kind_summary(talk: Talk) -> Summary:
    return Summary("utter_confirm_account_kind", {"kind": talk.title(f"kind_{talk.details['kind']}")})


class SwitchAccount(Task):
    """Another kind of account; logging in with another one is done at the shop's site."""

    intent = "switch_account"
    questions = (AccountKindChoice(), *KNOWN_ACCOUNT, Confirm(_kind_summary))

    async def consider(self, talk: Talk) -> End | None:
        if talk.details.get("kind") == OTHER:
            return await in_general(talk, self.intent)
        if Capability.EDIT_ACCOUNT in talk.services.backend.capabilities:
            return None
        return await hand_over(Matter(TicketKind.ACCOUNT, "change the kind of the account"), talk)

    async def finish(self, talk: Talk) -> End | None:
        return await edit(talk, {"kind": talk.details["kind"]}, "utter_account_edited")


async def edit(talk: Talk, changes: dict[str, str], done: str) -> End:
    account = talk.details["account"]
    arguments = {"account_id": account, "changes": changes}
    match await talk.run(Write(Kind.EDIT_ACCOUNT, f"account {account}", arguments)):
        case Done():
            return End(done)
        case Refusal(Why.EXISTS | Why.INVALID):
            return End("utter_account_value_refused")
        case _ as outcome:
            return not_done(outcome)
