"""E-mail addresses in lower case; telephone numbers in E.164 ("+919876543210")."""

import re
from functools import lru_cache
from typing import Final

import phonenumbers
from phonenumbers import PhoneNumberFormat, PhoneNumberType

REGION: Final = "IN"
# With neither "+" nor a zero in front, digits are a telephone number only if they are an Indian mobile number.
_MOBILE: Final = re.compile(r"(?:91)?[6-9]\d{9}")
_DIALLED: Final = re.compile(r"\+\d{8,15}|0\d{10,16}")
# A customer's own: neither premium nor toll-free.
_OWN: Final = frozenset(
    {PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE, PhoneNumberType.FIXED_LINE_OR_MOBILE, PhoneNumberType.VOIP}
)


def email(text: str) -> str:
    return "".join(text.split()).lower()


def phone_number(text: str) -> str | None:
    digits = re.sub(r"[^\d+]", "", text)
    return _e164(digits) if _MOBILE.fullmatch(digits) or _DIALLED.fullmatch(digits) else None


@lru_cache(maxsize=1024)
def _e164(digits: str) -> str | None:
    bare = digits[-10:] if _MOBILE.fullmatch(digits) else digits  # "91..." needs no "+"
    try:
        number = phonenumbers.parse(bare, REGION)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number) or phonenumbers.number_type(number) not in _OWN:
        return None
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)
