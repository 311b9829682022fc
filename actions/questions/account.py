"""Who the customer is: known by login or verified phone, or by a one-time code that is sent by e-mail."""

import re
from typing import Any, Final

from actions.questions.choice import chosen
from actions.task.question import Again, End, Keep, Question, Taken
from actions.task.talk import Talk
from sahay.language.canonical import ascii_digits
from sahay.shop.identity import Identity, Limited, Sent, Wrong

SEND_AGAIN: Final = "send_again"
_CODE: Final = re.compile(r"(?<!\d)\d{3}[ -]?\d{3}(?!\d)")  # six digits, as they are read out


class AccountEmail(Question):
    """The address to which the code goes. With `when` it is asked only once that detail is there."""

    name = "email"

    def __init__(self, when: str | None = None) -> None:
        self._when = when

    def is_needed(self, talk: Talk) -> bool:
        wanted = self._when is None or self._when in talk.details
        return wanted and not {"account", "email"} & talk.details.keys()

    async def known(self, talk: Talk) -> Any | None:
        identity = await talk.identity()
        return Keep({"account": identity.account_id}) if identity else None

    async def answered(self, talk: Talk) -> Any | None:
        return talk.turn.entity("email")

    async def taken(self, value: Any, talk: Talk) -> Taken:
        return await send(value, talk)

    async def ask(self, talk: Talk, *, again: bool) -> None:
        talk.say("utter_ask_account_email_again" if again else "utter_ask_account_email")


class Code(Question):
    """The code from the e-mail."""

    name = "account"

    def is_needed(self, talk: Talk) -> bool:
        return "email" in talk.details and "account" not in talk.details

    async def known(self, talk: Talk) -> Any | None:
        identity = await talk.identity()
        return Keep({self.name: identity.account_id}) if identity else None

    async def answered(self, talk: Talk) -> Any | None:
        if chosen(talk.turn) == SEND_AGAIN:
            return SEND_AGAIN
        if email := talk.turn.entity("email"):
            return email  # another address than before
        found = _CODE.search(ascii_digits(talk.turn.text))
        return "".join(filter(str.isdigit, found[0])) if found else None

    async def taken(self, value: Any, talk: Talk) -> Taken:
        if value == SEND_AGAIN:
            return await send(talk.details["email"], talk)
        if "@" in value:
            return await send(value, talk)
        outcome = await talk.services.codes.check(
            talk.turn.conversation_id, value, message_id=talk.turn.message_id, now=talk.now
        )
        match outcome:
            case Identity():
                return Keep({self.name: outcome.account_id})
            case Wrong(attempts_left):
                return Again("utter_code_wrong", {"attempts_left": str(attempts_left)}, asks=True)
            case Limited():
                return End("utter_code_limited", reason="verification_exhausted")

    async def ask(self, talk: Talk, *, again: bool) -> None:
        talk.say("utter_ask_code_again" if again else "utter_ask_code")

    async def help(self, talk: Talk) -> None:
        talk.say("utter_ask_code_again")


KNOWN_ACCOUNT: Final[tuple[Question, ...]] = (AccountEmail(), Code())
"""The questions by which a task has an account that is the customer's own: `await talk.account()`."""


async def send(email: str, talk: Talk) -> Taken:
    outcome = await talk.services.codes.send(
        talk.turn.conversation_id,
        email,
        message_id=talk.turn.message_id,
        language=talk.turn.language,
        now=talk.now,
    )
    match outcome:
        case Sent():
            return Keep({"email": email})
        case Limited():
            return End("utter_code_limited", reason="verification_exhausted")
