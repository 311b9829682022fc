"""Whether a call is Twilio's: `X-Twilio-Signature` is the HMAC-SHA1 of the address that it calls and the sorted
parameters, with the account's token.

https://www.twilio.com/docs/usage/webhooks/webhooks-security#validating-signatures-from-twilio
"""

import base64
import hashlib
import hmac
from collections.abc import Mapping, Sequence

from sahay.channels.base import Forged

HEADER = "x-twilio-signature"


def sign(url: str, parameters: Sequence[tuple[str, str]], token: str) -> str:
    """`url` as the provider was told it, letter by letter."""
    text = url + "".join(name + value for name, value in sorted(set(parameters)))
    digest = hmac.new(token.encode(), text.encode("utf-8", "surrogatepass"), hashlib.sha1).digest()
    return base64.b64encode(digest).decode()


def verify(headers: Mapping[str, str], url: str, parameters: Sequence[tuple[str, str]], token: str) -> None:
    """In constant time. Raises Forged."""
    given = headers.get(HEADER, "").encode("utf-8", "surrogateescape")
    if not hmac.compare_digest(given, sign(url, parameters, token).encode()):
        raise Forged("signature")
