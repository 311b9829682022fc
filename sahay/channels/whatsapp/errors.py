"""What Meta's codes mean for a message of ours.

https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes
"""

from collections.abc import Mapping

from sahay.channels.base import Verdict
from sahay.channels.meaning import Meaning, unknown

# A token or an account is put right by a person: messages wait for it, some two hours (`sahay.flow.outbox.DELIVERY`).
HALT_SECONDS = 600.0

TOKEN = Meaning("whatsapp: the access token has expired or is not valid", Verdict.RETRY, HALT_SECONDS, halts=True)
# What the desk shows, in the column's 200 characters: what is to be done.
WINDOW = Meaning(
    "whatsapp: more than 24 hours since the customer wrote: say it again when they write; sooner only a template can",
    Verdict.ASK_HUMAN,
)
TOO_LONG = Meaning(
    "whatsapp: more than 24 hours since the customer wrote: a template takes 900 characters, this is longer",
    Verdict.ASK_HUMAN,
)

MEANINGS: Mapping[int, Meaning] = {
    # The token, the account, the permissions: the operator's.
    190: TOKEN,
    0: TOKEN,
    10: Meaning("whatsapp: the token lacks a permission", Verdict.RETRY, HALT_SECONDS, halts=True),
    200: Meaning("whatsapp: the token lacks a permission", Verdict.RETRY, HALT_SECONDS, halts=True),
    368: Meaning("whatsapp: the account is blocked for a while", Verdict.RETRY, HALT_SECONDS, halts=True),
    131005: Meaning("whatsapp: the token lacks a permission", Verdict.RETRY, HALT_SECONDS, halts=True),
    131031: Meaning("whatsapp: the account is locked", Verdict.RETRY, HALT_SECONDS, halts=True),
    131042: Meaning("whatsapp: the account's payment is not in order", Verdict.RETRY, HALT_SECONDS, halts=True),
    133010: Meaning("whatsapp: the number is not registered", Verdict.RETRY, HALT_SECONDS, halts=True),
    # Too much at once.
    4: Meaning("whatsapp: too many calls", Verdict.RETRY, 60),
    80007: Meaning("whatsapp: too many calls", Verdict.RETRY, 60),
    130429: Meaning("whatsapp: too many messages at once", Verdict.RETRY, 5),
    131048: Meaning("whatsapp: too many were taken for spam", Verdict.RETRY, 600),
    131056: Meaning("whatsapp: too many messages to this customer", Verdict.RETRY, 15),
    # The window, and templates.
    131047: WINDOW,
    132000: Meaning("whatsapp: the template takes another number of values", Verdict.ASK_HUMAN),
    132001: Meaning("whatsapp: there is no such template in this language", Verdict.ASK_HUMAN),
    132007: Meaning("whatsapp: the template breaks a rule", Verdict.ASK_HUMAN),
    132012: Meaning("whatsapp: the template takes other values", Verdict.ASK_HUMAN),
    132015: Meaning("whatsapp: the template is paused", Verdict.ASK_HUMAN),
    132016: Meaning("whatsapp: the template is switched off", Verdict.ASK_HUMAN),
    # The customer.
    131026: Meaning("whatsapp: cannot be delivered to this customer", Verdict.GIVE_UP),
    131030: Meaning("whatsapp: not on the list of test numbers", Verdict.ASK_HUMAN),
    131049: Meaning("whatsapp: Meta did not deliver it, for the customer's sake", Verdict.GIVE_UP),
    131050: Meaning("whatsapp: the customer wants no such messages", Verdict.GIVE_UP),
    130472: Meaning("whatsapp: Meta did not deliver it (an experiment)", Verdict.GIVE_UP),
    # What was sent.
    100: Meaning("whatsapp: the message has a wrong part", Verdict.GIVE_UP),
    131008: Meaning("whatsapp: the message lacks a part", Verdict.GIVE_UP),
    131009: Meaning("whatsapp: the message has a wrong part", Verdict.GIVE_UP),
    131051: Meaning("whatsapp: does not take this type of message", Verdict.GIVE_UP),
    131052: Meaning("whatsapp: the file could not be fetched", Verdict.GIVE_UP),
    131053: Meaning("whatsapp: does not take this file", Verdict.GIVE_UP),
    # Theirs.
    1: Meaning("whatsapp: a fault of theirs", Verdict.RETRY),
    2: Meaning("whatsapp: a fault of theirs", Verdict.RETRY),
    130000: Meaning("whatsapp: a fault of theirs", Verdict.RETRY),
    131000: Meaning("whatsapp: a fault of theirs", Verdict.RETRY),
    131016: Meaning("whatsapp: a fault of theirs", Verdict.RETRY),
    131057: Meaning("whatsapp: the account is being maintained", Verdict.RETRY, 60),
}


def meaning_of(code: int | None, status: int = 400) -> Meaning:
    if code is not None and code in MEANINGS:
        return MEANINGS[code]
    return TOKEN if status == 401 else unknown("whatsapp", code, status)


def told(code: int) -> str:
    """For the desk: why a message that was accepted did not arrive."""
    return f"{meaning_of(code).text} ({code})"
