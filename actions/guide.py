"""A wish for which the bot has no skill of its own: what the shop says about it, and a person where one has to act."""

from rasa_sdk.events import ActiveLoop, EventType, FollowupAction, SlotSet

from actions import told_order
from actions.knowledge import look_up, tell
from actions.own_parcel import speaks_of_own_parcel
from actions.skill import Skill
from actions.task.beginning import begin
from actions.task.state import SLOT
from actions.turn import Turn
from sahay.shop.faq import Answer

# Of these a word is not enough: somebody has to look at an order, or to change it...
ABOUT_AN_ORDER = frozenset(
    {
        "cancel_order",
        "change_order",
        "change_shipping_address",
        "check_invoice",
        "complaint",
        "get_invoice",
        "get_refund",
        "payment_issue",
        "return_product",
        "track_refund",
    }
)
# ...or an account, or the goods.
NEEDS_A_PERSON = ABOUT_AN_ORDER | {
    "delete_account",
    "edit_account",
    "product_question",
    "recover_password",
    "registration_problems",
    "set_up_shipping_address",
    "switch_account",
}

# A form that asked for the details of an order asks no more: a number given now would be taken for another wish.
_LEAVE_FORM: list[EventType] = [
    ActiveLoop(None),
    SlotSet("requested_slot", None),
    SlotSet(SLOT, None),
    FollowupAction("action_listen"),
]


class Guide(Skill):
    """Answers from the knowledge base: what is clearly asked, or else the entry that names the intent."""

    action = "action_guide"

    async def act(self, turn: Turn) -> list[EventType]:
        if turn.intent == "delivery_period" and self._is_about_one_order(turn):
            # A form that is asking already asks again by itself.
            return [] if turn.is_in_form else [*begin("track_order")]
        answer = await self._answer(turn)
        alone = turn.intent not in NEEDS_A_PERSON
        if answer:
            await tell(turn, self._services, answer, alone=alone)
        if alone and answer:
            return []
        order = turn.slot("order_number") or turn.slot("known_order")
        if order and turn.intent in ABOUT_AN_ORDER:
            turn.say("utter_guide_person_order", {"order": order})
        else:
            turn.say("utter_guide_person")
        return _LEAVE_FORM if turn.is_in_form else []

    def _is_about_one_order(self, turn: Turn) -> bool:
        if turn.is_button:
            return False
        named = turn.entity("order_number") or told_order.asked_about(turn, self._services.clock.now())
        return named is not None or speaks_of_own_parcel(turn.text)

    async def _answer(self, turn: Turn) -> Answer | None:
        """The wish's own, unless a question of its topic is clearly asked: of other wishes the intent knows better."""
        faq = self._services.faq
        of_intent = await faq.answer_to(turn.intent or "", turn.language)
        if turn.is_button:
            return of_intent
        found = await look_up(faq, turn.text, turn.language, of_intent.topic if of_intent else None)
        return found.clear if found.clear and found.clear.intent is None else of_intent
