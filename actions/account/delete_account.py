"""Closing an account and erasing its data: a request under data protection law, which a person carries out."""

from datetime import datetime

from actions.outcome import not_done
from actions.questions.account import KNOWN_ACCOUNT
from actions.questions.confirm import Confirm, Summary
from actions.task.question import End
from actions.task.talk import Talk
from actions.task.task import Task
from sahay.shop.operations import Done, Kind, Write
from sahay.shop.tickets import Priority, TicketKind


async def _summary(_talk: Talk) -> Summary:
    return Summary("utter_confirm_delete_account")


class DeleteAccount(Task):
    intent = "delete_account"
    questions = (*KNOWN_ACCOUNT, Confirm(_summary))

    async def finish(self, talk: Talk) -> End | None:
        account = talk.details["account"]
        arguments = {
            "kind": TicketKind.DATA_DELETION,
            "priority": Priority.HIGH,
            "text": "close the account and erase its data",
            "account_id": account,
        }
        match await talk.run(Write(Kind.OPEN_TICKET, f"account {account}", arguments)):
            case Done(result=result):
                by = talk.day(datetime.fromisoformat(str(result["respond_by"])))
                return End("utter_delete_account_done", {"reference": str(result["reference"]), "day": by})
            case _ as outcome:
                return not_done(outcome)
