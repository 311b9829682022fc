"""A link by e-mail that sets a new password once. Who asks has shown by a code that the account is theirs."""

from actions.matter import Matter, hand_over
from actions.outcome import not_done
from actions.questions.account import KNOWN_ACCOUNT
from actions.task.question import End
from actions.task.talk import Talk
from actions.task.task import Task
from sahay.shop.backend import Capability
from sahay.shop.operations import Done, Kind, Write
from sahay.shop.refusal import Refusal, Why
from sahay.shop.tickets import TicketKind


class RecoverPassword(Task):
    """Nothing but a mail to the account's own address comes of it, so it needs no yes."""

    intent = "recover_password"
    questions = KNOWN_ACCOUNT

    async def consider(self, talk: Talk) -> End | None:
        if Capability.PASSWORD_LINK in talk.services.backend.capabilities:
            return None
        return await hand_over(Matter(TicketKind.ACCOUNT, "the customer needs a new password"), talk)

    async def finish(self, talk: Talk) -> End | None:
        account = talk.details["account"]
        match await talk.run(Write(Kind.SEND_PASSWORD_LINK, f"account {account}", {"account_id": account})):
            case Done():
                return End("utter_password_link_sent")
            case Refusal(Why.NOT_ALLOWED):
                return End("utter_password_link_limited")
            case _ as outcome:
                return not_done(outcome)
