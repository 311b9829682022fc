"""Contacts that are nearly the right one. None of them may prove an order."""

from collections.abc import Callable, Mapping
from typing import Final

Change = Callable[[str], str]


def _local(change: Change) -> Change:
    """A change of what is before the @."""

    def changed(email: str) -> str:
        local, _, domain = email.partition("@")
        return f"{change(local)}@{domain}"

    return changed


def _domain(change: Change) -> Change:
    def changed(email: str) -> str:
        local, _, domain = email.partition("@")
        return f"{local}@{change(domain)}"

    return changed


def _swapped(digits: str) -> str:
    """With the last two neighbours that differ the other way round."""
    place = next(place for place in range(len(digits) - 2, 0, -1) if digits[place] != digits[place + 1])
    return digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]


EMAILS: Final[Mapping[str, Change]] = {
    "one_letter_less": _local(lambda local: local[:-1]),
    "one_letter_more": _local(lambda local: local + "a"),
    "one_letter_other": _local(lambda local: local[:-1] + "z"),
    "letter_in_front": _local(lambda local: "x" + local),
    "accent_in_front": _local(lambda local: "é" + local),
    "no_dot": _local(lambda local: local.replace(".", "")),
    "underscore": _local(lambda local: local.replace(".", "_")),
    "plus": _local(lambda local: local + "+orders"),
    "cyrillic": _local(lambda local: local.replace("i", "і")),
    "other_accent": _local(lambda local: local.replace("u", "ú")),
    "zero_width": _local(lambda local: local[:3] + "\u200b" + local[3:]),
    "soft_hyphen": _local(lambda local: local[:3] + "\u00ad" + local[3:]),
    "blank": _local(lambda local: local.replace(".", " .")),
    "other_domain": _domain(lambda _: "gmail.com"),
    "other_ending": _domain(lambda domain: domain.rpartition(".")[0] + ".com"),
    "sub_domain": _domain(lambda domain: "mail." + domain),
    "longer_domain": _domain(lambda domain: domain + ".evil.example"),
    "cyrillic_domain": _domain(lambda domain: domain.replace("a", "а")),
    "two_at": lambda email: email.replace("@", "@evil.example@"),
    "pattern": _local(lambda local: local[:1] + "%"),
    "star": _local(lambda _: "*"),
}
PHONES: Final[Mapping[str, Change]] = {
    "last_digit": lambda phone: phone[:-1] + str((int(phone[-1]) + 1) % 10),
    "digit_in_the_middle": lambda phone: phone[:-6] + str((int(phone[-6]) + 3) % 10) + phone[-5:],
    "two_swapped": _swapped,
    "digit_less": lambda phone: phone[-9:],
    "digit_more": lambda phone: phone[-10:] + "0",
    "other_country": lambda phone: "+1" + phone[-10:],
    "last_five": lambda phone: phone[-5:],
    "dots": lambda phone: phone[-10:-4] + "....",
}


def nearly(email: str, phone: str) -> dict[str, str]:
    """By the names by which cases name them: {email_no_dot}, {phone_last_digit}."""
    mails = {f"email_{name}": change(email) for name, change in EMAILS.items()}
    return mails | {f"phone_{name}": change(phone) for name, change in PHONES.items()}
