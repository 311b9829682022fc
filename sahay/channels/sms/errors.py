"""What Twilio's codes mean for a message of ours: https://www.twilio.com/docs/api/errors"""

from collections.abc import Mapping

from sahay.channels.base import Verdict
from sahay.channels.meaning import Meaning, unknown

# The secrets and the account are put right by a person: messages wait for it, some two hours.
HALT_SECONDS = 600.0
SECRETS = Meaning("sms: the account or its token is not valid", Verdict.RETRY, HALT_SECONDS, halts=True)
STOPPED = Meaning("sms: the customer has written STOP", Verdict.GIVE_UP, is_blocked=True)

MEANINGS: Mapping[int, Meaning] = {
    20003: SECRETS,
    20005: Meaning("sms: the account is not active", Verdict.RETRY, HALT_SECONDS, halts=True),
    20429: Meaning("sms: too many calls", Verdict.RETRY, 30),
    14107: Meaning("sms: too many messages to this number", Verdict.RETRY, 30),
    21611: Meaning("sms: the queue of this number is full", Verdict.RETRY, 300),
    30001: Meaning("sms: the queue is full", Verdict.RETRY, 300),
    21211: Meaning("sms: no such number", Verdict.GIVE_UP),
    21614: Meaning("sms: not a mobile number", Verdict.GIVE_UP),
    21617: Meaning("sms: the text is too long", Verdict.GIVE_UP),
    21408: Meaning("sms: the account may not send to this country", Verdict.ASK_HUMAN),
    21606: Meaning("sms: our number cannot send to this one", Verdict.ASK_HUMAN),
    21608: Meaning("sms: a trial account sends to verified numbers only", Verdict.ASK_HUMAN),
    21610: STOPPED,
    21612: Meaning("sms: this number cannot be reached from ours", Verdict.GIVE_UP),
    30002: Meaning("sms: the account is suspended", Verdict.RETRY, HALT_SECONDS, halts=True),
    30003: Meaning("sms: the phone cannot be reached", Verdict.GIVE_UP),
    30004: Meaning("sms: blocked by the customer or the carrier", Verdict.GIVE_UP),
    30005: Meaning("sms: an unknown number", Verdict.GIVE_UP),
    30006: Meaning("sms: a landline", Verdict.GIVE_UP),
    30007: Meaning("sms: taken for spam by the carrier", Verdict.GIVE_UP),
    30008: Meaning("sms: not delivered, the carrier does not say why", Verdict.GIVE_UP),
}


def meaning_of(code: int | None, status: int = 400) -> Meaning:
    if code is not None and code in MEANINGS:
        return MEANINGS[code]
    return SECRETS if status in (401, 403) else unknown("sms", code, status)
