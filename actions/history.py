"""What was said before: read from the conversation's events, so that nothing has to be counted and kept."""

from collections.abc import Iterable
from itertools import islice, takewhile

from rasa_sdk.events import EventType

Events = list[EventType]

# Said to anger.
ANGER = frozenset({"utter_frustration", "utter_frustration_topic", "utter_frustration_ticket"})
# Said to a message that was not understood, or that was anger about it.
NOT_UNDERSTOOD = frozenset(
    {
        "utter_clarify",
        "utter_out_of_scope",
        "utter_faq_did_you_mean",
        "utter_not_understood",
        "utter_offer_human",
        *ANGER,
        "utter_ask_order_number_again",
        "utter_ask_order_contact_again",
        "utter_ask_code_again",
        "utter_ask_account_email_again",
    }
)
# Said where a person was offered: a yes to it calls one.
OFFERS = frozenset(
    {
        *ANGER,
        "utter_answer_did_not_help",
        "utter_guide_person",
        "utter_offer_human",
        "utter_help_order_number",
        "utter_help_order_contact",
    }
)
# How many messages ago anger still counts.
RECENT = 4
_BEGINNINGS = frozenset({"session_started", "restart"})


def turns(events: Events) -> list[Events]:
    """The turns of this session, the latest first: each the customer's message and what came after it."""
    found: list[Events] = []
    turn: Events = []
    for event in takewhile(lambda event: event["event"] not in _BEGINNINGS, reversed(events)):
        turn.insert(0, event)
        if event["event"] == "user":
            found.append(turn)
            turn = []
    return found


def said(turn: Iterable[EventType]) -> frozenset[str]:
    """The keys of the texts that the bot said in a turn."""
    metadata = (event.get("metadata") or {} for event in turn if event["event"] == "bot")
    return frozenset(each["utter_action"] for each in metadata if "utter_action" in each)


def said_before(events: Events) -> frozenset[str]:
    """The keys of what the customer's message may answer."""
    earlier = turns(events)[1:]
    return said(earlier[0]) if earlier else frozenset()


def wish_before(events: Events) -> str | None:
    """The intent of the message before, if it was a routine wish. Anger is about what was before it."""
    for turn in islice((each for each in turns(events)[1:] if not said(each) & ANGER), 1):
        if any(event["event"] == "action" and event["name"] == "action_begin_task" for event in turn):
            intent: str | None = turn[0]["parse_data"]["intent"]["name"]
            return intent
    return None


def button_before(events: Events) -> str | None:
    """The payload of the one button that the bot offered last, before the customer's message."""
    for turn in turns(events)[1:2]:
        for event in reversed(turn):
            if event["event"] == "bot":
                buttons = (event.get("data") or {}).get("buttons") or []
                return str(buttons[0]["payload"]) if len(buttons) == 1 else None
    return None


def failures_before(events: Events) -> int:
    """How many messages in a row, up to the one before this, were not understood."""
    return sum(1 for _ in takewhile(lambda turn: said(turn) & NOT_UNDERSTOOD, turns(events)[1:]))


def was_angry(events: Events) -> bool:
    """Whether anger was answered a short while ago, or is being answered now."""
    return any(said(turn) & ANGER for turn in turns(events)[:RECENT])


def did_else(events: Events) -> bool:
    """Whether the customer's message was about something else than the task that asks, and was answered already."""
    return any(event["event"] == "bot" for event in turns(events)[0])
