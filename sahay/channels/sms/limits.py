"""What an SMS takes."""

from sahay.channels.base import Capabilities

# 3GPP TS 23.038, 6.2.1: the letters that take seven bits, and those that take two times seven.
GSM7 = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
GSM7_TWICE = frozenset("\f^{}\\[~]|€")
# 3GPP TS 23.040, 9.2.3.16 and 9.2.3.24.1: 140 bytes, six of them for the joining of several. In one of these letters
# alone, and in one of several; with any other letter all are UTF-16.
GSM7_ALONE, GSM7_JOINED = 160, 153
UCS2_ALONE, UCS2_JOINED = 70, 67
# https://www.twilio.com/docs/glossary/what-sms-character-limit recommends no more; carriers drop longer ones.
SEGMENTS = 10

# The longest text of each: a pair of UTF-16 units is not parted, which may leave one unit of a segment empty.
GSM7_TEXT = SEGMENTS * GSM7_JOINED
UCS2_TEXT = SEGMENTS * (UCS2_JOINED - 1)

# https://www.twilio.com/docs/messaging/guides/scaling-queueing-latency: a long code in India or the US sends about one
# segment a second; the provider queues what is more.
NUMBER_PER_SECOND = 1.0
BURST = 10
ALL_PER_SECOND = 10.0

# https://www.twilio.com/docs/messaging/tutorials/advanced-opt-out: after STOP nothing goes out until START or UNSTOP.
CAPABILITIES = Capabilities(text=GSM7_TEXT, receipts=True, stops=True)


def segments(text: str) -> int:
    """How many short messages a text is."""
    if all(letter in GSM7 or letter in GSM7_TWICE for letter in text):
        return _filled([1 if letter in GSM7 else 2 for letter in text], GSM7_ALONE, GSM7_JOINED)
    return _filled([2 if ord(letter) > 0xFFFF else 1 for letter in text], UCS2_ALONE, UCS2_JOINED)


def _filled(sizes: list[int], alone: int, joined: int) -> int:
    """No letter is parted."""
    if sum(sizes) <= alone:
        return 1
    count, left = 0, 0
    for size in sizes:
        if size > left:
            count, left = count + 1, joined
        left -= size
    return count


def fits(text: str) -> bool:
    return segments(text) <= SEGMENTS
