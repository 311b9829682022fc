"""A new account. Whether an address has one already, nobody is told: both get a link by e-mail."""

from actions.matter import Matter, hand_over
from actions.outcome import not_done
from actions.questions.confirm import Confirm, Summary
from actions.questions.entity import EntityQuestion
from actions.questions.name import Name
from actions.task.question import End
from actions.task.talk import Talk
from actions.task.task import Task
from sahay.shop.backend import Capability
from sahay.shop.operations import Done, Kind, Write
from sahay.shop.refusal import Refusal, Why
from sahay.shop.tickets import TicketKind


async def _summary(talk: Talk) -> Summary:
    return Summary("utter_confirm_account", {name: talk.details[name] for name in ("name", "email", "phone")})


class CreateAccount(Task):
    intent = "create_account"
    entities = frozenset({"email", "phone_number"})
    questions = (
        Name(),
        EntityQuestion("email", "email"),
        EntityQuestion("phone", "phone_number"),
        Confirm(_summary),
    )

    async def consider(self, talk: Talk) -> End | None:
        if await talk.account():
            return End("utter_account_known")
        if Capability.CREATE_ACCOUNT in talk.services.backend.capabilities:
            return None
        return await hand_over(Matter(TicketKind.ACCOUNT, "open an account for the customer"), talk)

    async def finish(self, talk: Talk) -> End | None:
        arguments = {name: talk.details[name] for name in ("name", "email", "phone")}
        match await talk.run(Write(Kind.CREATE_ACCOUNT, "account", arguments)):
            case Done(result=result):
                return await self._send_link(str(result["account_id"]), talk)
            case Refusal(Why.EXISTS):
                accounts = await talk.services.backend.accounts.having(talk.details["email"])
                if len(accounts) == 1:
                    return await self._send_link(accounts[0].id, talk)
                return End("utter_account_made", {"email": talk.details["email"]})
            case _ as outcome:
                return not_done(outcome)

    async def _send_link(self, account: str, talk: Talk) -> End:
        """The same is said if too many were sent today: who asks has not shown that the account is theirs."""
        if Capability.PASSWORD_LINK in talk.services.backend.capabilities:
            await talk.run(Write(Kind.SEND_PASSWORD_LINK, f"account {account}", {"account_id": account}))
        return End("utter_account_made", {"email": talk.details["email"]})
