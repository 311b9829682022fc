"""Whatever a customer says: a task asks for something or is over, says something, and changes nothing without a yes."""

import asyncio
from collections.abc import Sequence

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actions.services import Services
from sahay.shop.identity import Method
from sahay.shop.orders import OrderState
from tests.unit.actions.conftest import make_services
from tests.unit.actions.orders.conftest import PAID
from tests.unit.actions.play import Play
from tests.unit.actions.shop import ShopInMemory
from tests.unit.actions.stage import ASHA, EMAIL, NOW, make_order

WISHES = ("cancel_order", "change_order", "check_cancellation_fee", "check_invoice", "get_invoice", "track_order")
OTHER_WISHES = ("place_order", "undo")
ORDERS = {
    "20001": OrderState.PLACED,
    "20002": OrderState.CONFIRMED,
    "20003": OrderState.PACKED,
    "20004": OrderState.SHIPPED,
    "20005": OrderState.CANCELLED,
}
Said = tuple[str, str, dict[str, str]]

wishes = st.sampled_from([*WISHES, *OTHER_WISHES]).map(lambda intent: (f"/{intent}", intent, {}))
typed_wishes = st.tuples(st.sampled_from(WISHES), st.sampled_from([*ORDERS, "39999"])).map(
    lambda each: (f"{each[0]} order {each[1]}", each[0], {"order_number": each[1]})
)
numbers = st.sampled_from([*ORDERS, "39999"]).map(lambda number: (number, "inform", {"order_number": number}))
corrections = st.sampled_from(list(ORDERS)).map(
    lambda number: (f"no, order {number}", "deny", {"order_number": number})
)
contacts = st.sampled_from([EMAIL, "ravi@example.com"]).map(lambda email: (email, "inform", {"email": email}))
products = st.sampled_from(["HH-103", "CL-201", "CL-202", "CL-214", "EL-309", "NO-000"]).flatmap(
    lambda sku: st.sampled_from(["add {0}", "remove {0}", "instead of it {0}", "make it 3 {0}", "{0}"]).map(
        lambda text: (text.format(sku), "change_order", {"product": sku})
    )
)
choices = st.sampled_from(
    ["add", "remove", "swap", "quantity", "else", "mistake", "HH-103", "CL-201", "by_email", "3", "send_again"]
).map(lambda value: (f'/inform{{"choice": "{value}"}}', "inform", {}))
words = st.sampled_from(
    [
        ("yes", "affirm", {}),
        ("no", "deny", {}),
        ("never mind", "deny", {}),
        ("no, the other one", "deny", {}),
        ("hello", "greet", {}),
        ("goodbye", "goodbye", {}),
        ("i dont know it", "nlu_fallback", {}),
        ("3", "inform", {}),
        ("100", "inform", {}),
        ("size L please", "change_order", {}),
        ("undo that", "deny", {}),
        ("qwe", "nlu_fallback", {}),
        ("a person", "contact_human_agent", {}),
        ("where is order 20004", "track_order", {"order_number": "20004"}),
    ]
)
# What somebody who wants to get on says to each question, and else a wish of whom nothing is asked.
HELPFUL: dict[str | None, Said] = {
    None: ("change order 20001", "change_order", {"order_number": "20001"}),
    "order": ("20002", "inform", {"order_number": "20002"}),
    "proof": (EMAIL, "inform", {"email": EMAIL}),
    "reason": ('/inform{"choice": "mistake"}', "inform", {}),
    "action": ('/inform{"choice": "quantity"}', "inform", {}),
    "item": ('/inform{"choice": "HH-103"}', "inform", {}),
    "product": ("the kurti", "inform", {"product": "CL-202"}),
    "quantity": ("5", "inform", {}),
    "confirmed": ("yes", "affirm", {}),
}
# Before the yes somebody says this, none of which is one.
NO_YES: Sequence[Said] = (("hello", "greet", {}), ("the order is 20009", "inform", {}), ("qwe", "nlu_fallback", {}))
helpful = st.none()
anything = st.one_of(wishes, typed_wishes, numbers, corrections, contacts, products, choices, words)
conversations = st.tuples(
    st.one_of(typed_wishes, products, wishes),
    st.lists(st.one_of(helpful, helpful, helpful, anything), min_size=10, max_size=18),
).map(lambda each: [each[0], *each[1]])


def shop() -> ShopInMemory:
    orders = [make_order(number, state, payments=PAID) for number, state in ORDERS.items()]
    return ShopInMemory([*orders, make_order("39999")])


def services_of(backend: ShopInMemory) -> Services:
    return make_services(backend)


async def play_out(conversation: Sequence[Said | None], *, known: bool) -> None:
    backend = shop()
    services = services_of(backend)
    if known:
        await services.identities.grant("conversation-1", ASHA.id, Method.LOGIN, now=NOW)
    play = Play(services)
    hesitations = list(NO_YES)
    for said_to_it in conversation:
        text, intent, entities = said_to_it or HELPFUL.get(play.asks, ("never mind", "deny", {}))
        if said_to_it is None and play.asks == "confirmed" and hesitations:
            text, intent, entities = hesitations.pop()
        before = len(backend.orders.asked)
        said = await play(text, intent, **entities)

        assert said or play.said.said, f"silent after {text}"
        assert "utter_action_failed" not in said, f"failed at {text}"
        if play.in_form:
            assert play.asks is not None
        else:
            assert play.slots.get("task") is None
        if intent != "affirm":
            assert len(backend.orders.asked) == before, f"changed after {text}"


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(conversation=conversations, known=st.booleans())
def test_no_conversation_ends_in_silence_or_in_a_change_without_a_yes(conversation, known):
    asyncio.run(play_out(conversation, known=known))
