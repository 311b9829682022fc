"""Another name, e-mail address, phone number, or kind of account."""

from collections.abc import Sequence
from typing import Any

from actions.account.create_account import Name
from actions.in_general import in_general
from actions.matter import Matter, hand_over
from actions.outcome import not_done
from actions.questions.account import KNOWN_ACCOUNT
from actions.questions.choice import Choice, Option
from actions.questions.confirm import Confirm, Summary
from actions.questions.entity import EntityQuestion
from actions.task.question import End, Question
from actions.task.talk import Talk
from actions.task.task import Task
from actions.turn import Button
from sahay.shop.accounts import AccountKind
from sahay.shop.backend import Capability
from sahay.shop.operations import Done, Kind, Write
from sahay.shop.refusal import Refusal, Why
from sahay.shop.tickets import TicketKind

FIELD = "field"
OTHER = "other_account"


class Field(Choice):
    """What is to be changed."""

    name = FIELD

    async def options(self, talk: Talk) -> Sequence[Option]:
        return [
            Option("name", talk.title("field_name"), "name naam nam spelling नाम નામ"),
            Option("email", talk.title("field_email"), "email mail id address ईमेल ઈમેલ"),
            Option("phone", talk.title("field_phone"), "phone mobile number contact फोन मोबाइल नंबर ફોન મોબાઈલ નંબર"),
        ]

    async def volunteered(self, talk: Talk) -> Any | None:
        return None if talk.turn.is_button else await self.answered(talk)

    async def say(self, talk: Talk, buttons: Sequence[Button], listed: str) -> None:
        talk.say("utter_ask_field", buttons=buttons)


class NewValue(Question):
    """The new value of the field, in a question of its kind."""

    name = "value"
    depends = (FIELD,)

    async def answered(self, talk: Talk) -> Any | None:
        return await self._kind(talk).answered(talk)

    async def ask(self, talk: Talk, *, again: bool) -> None:
        talk.say(f"utter_ask_new_{talk.details[FIELD]}")

    def _kind(self, talk: Talk) -> Question:
        return _KINDS[talk.details[FIELD]]


_KINDS: dict[str, Question] = {
    "name": Name(),
    "email": EntityQuestion("value", "email"),
    "phone": EntityQuestion("value", "phone_number"),
}


async def _summary(talk: Talk) -> Summary:
    return Summary(f"utter_confirm_new_{talk.details[FIELD]}", {"value": talk.details["value"]})


class EditAccount(Task):
    intent = "edit_account"
    questions = (*KNOWN_ACCOUNT, Field(), NewValue(), Confirm(_summary))

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
            Option(AccountKind.PERSONAL, talk.title("kind_personal"), "private normal niji personal"),
            Option(AccountKind.BUSINESS, talk.title("kind_business"), "business company gst firm vyapar dukan dhandho"),
            Option(OTHER, talk.title("kind_other"), "another different log login dusra biju other"),
        ]

    async def volunteered(self, talk: Talk) -> Any | None:
        return None if talk.turn.is_button else await self.answered(talk)

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
