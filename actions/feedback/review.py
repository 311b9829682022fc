"""A review with stars, of a product or of the shop."""

import re
from collections.abc import Sequence
from typing import Any, Final

from actions.matter import Matter, hand_over
from actions.outcome import not_done
from actions.questions.choice import Choice, Option
from actions.questions.choice import buttons as buttons_of
from actions.questions.confirm import Confirm, Summary
from actions.questions.entity import EntityQuestion
from actions.questions.words import Words
from actions.task.question import End
from actions.task.talk import Talk
from actions.task.task import Task
from actions.turn import Button
from sahay.language.canonical import ascii_digits
from sahay.shop.backend import Capability
from sahay.shop.operations import Done, Kind, Write
from sahay.shop.reviews import STARS
from sahay.shop.tickets import Priority, TicketKind

_SHOP: Final = "shop"
_STARS: Final = re.compile(r"(?<!\d)([1-5])(?!\d)\s*(?:/\s*5|stars?|star|सितारे|स्टार|સ્ટાર|$|[,.!])", re.IGNORECASE)


class ReviewOf(EntityQuestion):
    """The product, if one is named; else the shop is meant."""

    def __init__(self) -> None:
        super().__init__("product", "product")

    async def known(self, talk: Talk) -> Any | None:
        return _SHOP


class Stars(Choice):
    name = "stars"

    async def options(self, talk: Talk) -> Sequence[Option]:
        return [Option(str(stars), "★" * stars) for stars in STARS]

    async def volunteered(self, talk: Talk) -> Any | None:
        found = None if talk.turn.is_button else _STARS.search(ascii_digits(talk.turn.text))
        return found[1] if found else None

    async def answered(self, talk: Talk) -> Any | None:
        return await super().answered(talk) or await self.volunteered(talk)

    async def say(self, talk: Talk, buttons: Sequence[Button], listed: str) -> None:
        best_first = list(reversed(await self.options(talk)))
        talk.say("utter_ask_stars", buttons=buttons_of(best_first))


class Opinion(Words):
    """In the customer's words; "no" is none."""

    def __init__(self) -> None:
        topics = frozenset({"review", "complaint", "thank_you", "frustration", "product_question", "affirm", "greet"})
        super().__init__("opinion", topics, least=2)

    async def answered(self, talk: Talk) -> Any | None:
        return "" if talk.turn.intent == "deny" else await super().answered(talk)


async def _summary(talk: Talk) -> Summary:
    values = {"stars": "★" * int(talk.details["stars"]), "opinion": talk.details["opinion"] or "-"}
    if talk.details["product"] == _SHOP:
        return Summary("utter_confirm_review_shop", values)
    product = await talk.services.backend.catalogue.product(talk.details["product"])
    return Summary("utter_confirm_review", values | {"product": product.name if product else ""})


class WriteReview(Task):
    intent = "review"
    questions = (ReviewOf(), Stars(), Opinion(), Confirm(_summary))

    async def consider(self, talk: Talk) -> End | None:
        if Capability.REVIEW in talk.services.backend.capabilities:
            return None
        return await hand_over(Matter(TicketKind.OTHER, "the customer wants to give a review", Priority.LOW), talk)

    async def finish(self, talk: Talk) -> End | None:
        product, account = talk.details["product"], await talk.account()
        arguments = {
            "sku": None if product == _SHOP else product,
            "account_id": account.id if account else None,
            "stars": int(talk.details["stars"]),
            "text": talk.details["opinion"],
        }
        match await talk.run(Write(Kind.ADD_REVIEW, "review", arguments)):
            case Done():
                return End("utter_review_kept")
            case _ as outcome:
                return not_done(outcome)
