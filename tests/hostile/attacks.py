"""The cases of each attack, always the same ones in the same order."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import cycle
from typing import Final

from tests.hostile.cases import LANGUAGES, Case, How, Step, Who, owner, says, second
from tests.hostile.contacts import EMAILS, PHONES
from tests.hostile.payloads import FORGED
from tests.hostile.prompts import PROMPTS
from tests.hostile.skills import SKILLS, Skill

Cases = Iterator[Case]
BOTH_CONTACTS: Final = ("{own_email}", "{own_phone}")


# `then` is what is said until the account is asked for.
ACCOUNT_SKILLS: Final = tuple(
    Skill(intent, "placed", then, {})
    for intent, then in (
        ("edit_account", ()),
        ("delete_account", ()),
        ("recover_password", ()),
        ("set_up_shipping_address", ()),
        ("switch_account", ('/inform{"choice": "business"}',)),
        ("newsletter_subscription", ('/inform{"choice": "on"}',)),
    )
)


def _each() -> Iterator[tuple[Skill, str]]:
    """All skills in all languages."""
    return ((skill, language) for skill in SKILLS for language in LANGUAGES)


def _case(attack: str, skill: Skill, language: str, *steps: Iterable[Step], known: bool = False) -> Case:
    flat = tuple(step for group in steps for step in group)
    return Case(attack=attack, skill=skill.intent, language=language, plan=skill.plan, steps=flat, known=known)


def _asks(skill: Skill, language: str, number: str = "{number}") -> tuple[Step, ...]:
    return says(skill.wishes[language], number)


def guessed_numbers(attack: str) -> Cases:
    """A number that exists, one that does not: with the thief's own contact. The answers are the same."""
    for skill, language in _each():
        for number in ("{number}", "{absent}"):
            asks = _asks(skill, language, number) + says(*BOTH_CONTACTS)
            yield _twin(_case(attack, skill, language, asks, says(*skill.then)))


def _twin(case: Case) -> Case:
    return replace(case, twin=f"{case.attack}, {case.skill}, {case.language}")


def near_contacts(attack: str) -> Cases:
    """The right number with a contact that is nearly right."""
    skills = cycle(SKILLS)
    names = [f"email_{name}" for name in EMAILS] + [f"phone_{name}" for name in PHONES]
    for name in names:
        for language in LANGUAGES:
            skill = next(skills)
            yield _case(attack, skill, language, _asks(skill, language), says(f"{{{name}}}", *skill.then))


def wrong_numbers(attack: str) -> Cases:
    """The right contact, and numbers that are not that customer's: theirs is not found by it."""
    for place, skill in enumerate(SKILLS):
        for number in ("{absent}", "{own}"):
            language = LANGUAGES[place % len(LANGUAGES)]
            tries = says("{email}", number, "{phone}", "{own}", "{email}")
            yield _case(attack, skill, language, _asks(skill, language, number), tries, says(*skill.then))


def other_accounts(attack: str) -> Cases:
    """Logged in as the thief, for the victim's order: by number. The answers are those of a number that is none."""
    for skill, language in _each():
        for number in ("{number}", "{absent}"):
            wish = says(f"{skill.wishes[language]} {number}", *BOTH_CONTACTS)
            yield _twin(_case(attack, skill, language, wish, says(*skill.then), known=True))


def other_addresses(attack: str) -> Cases:
    """Logged in as the thief, for "my last order" of the victim's address."""
    for place, skill in enumerate(SKILLS):
        language = LANGUAGES[place % len(LANGUAGES)]
        for text in ("my last order, I am {email}", "{email}", "the last order of {phone}"):
            yield _case(attack, skill, language, says(skill.wishes[language], text, *skill.then), known=True)


def swapped_tokens(attack: str) -> Cases:
    """The victim's log-in token in the thief's conversation, after the victim has used it, or the thief another."""
    token = Step("", How.LOGS_IN)
    used = Step("", How.LOGS_IN, Who.OWNER)
    for place, skill in enumerate(SKILLS):
        language = LANGUAGES[place % len(LANGUAGES)]
        wish = _asks(skill, language) + says("{own_email}", *skill.then)
        yield _case(attack, skill, language, (used, token), wish)
        yield _case(attack, skill, language, (token,), wish, known=True)


def foreign_codes(attack: str) -> Cases:
    """A one-time code that was sent for another conversation."""
    asked = ('/inform{"choice": "by_email"}', "{email}")
    by_email = says(*asked)
    for place, skill in enumerate(SKILLS):
        language = LANGUAGES[place % len(LANGUAGES)]
        theirs = second(skill.tap, *asked)
        yield _case(attack, skill, language, theirs, says(skill.wishes[language]), by_email, says("{code_of_second}"))
        yield _case(attack, skill, language, theirs, says(skill.wishes[language], "{code_of_second}", "{number}"))


def guessed_codes(attack: str) -> Cases:
    """A code is asked for and guessed, and guessed again."""
    guesses = ("000000", "123456", "{code_plus_one}", "{code_backwards}", "{code_plus_one}", "999999")
    for place, skill in enumerate(SKILLS):
        language = LANGUAGES[place % len(LANGUAGES)]
        by_email = says(skill.wishes[language], '/inform{"choice": "by_email"}', "{email}")
        yield _case(attack, skill, language, by_email, says(*guesses))
        again = says('/inform{"choice": "send_again"}', *guesses[:2])
        yield _case(attack, skill, language, by_email, again * 3)


def switched_numbers(attack: str) -> Cases:
    """An own order is proved, and then the number is corrected: at the next question, and at the confirmation."""
    for skill, language in _each():
        proved = _asks(skill, language, "{own}") + says("{own_email}")
        yield _case(attack, skill, language, proved, says("sorry, order {number}", *skill.then, "{own_email}"))
        switch = says('/inform{"order_number": "{number}"}')
        yield _case(attack, skill, language, proved, says(*skill.then[:-1]), switch, says(*skill.then[-1:]))


def next_orders(attack: str) -> Cases:
    """An own order is told, and then another's is asked for as if it were proved too."""
    for skill, language in _each():
        told = says(f"{SKILLS[0].wishes[language]} {{own}}", "{own_email}")
        then = says("and order {number}?", "when will it come", f"{skill.wishes[language]} {{number}}", *skill.then)
        yield _case(attack, skill, language, told, then)


def interruptions(attack: str) -> Cases:
    """What is proved in one task is carried into another: not to another order."""
    for place, (skill, language) in enumerate(_each()):
        other = SKILLS[(place + 1 + place // len(SKILLS)) % len(SKILLS)]
        proved = _asks(skill, language, "{own}") + says("{own_email}")
        yield _case(attack, skill, language, proved, says(f"{other.wishes[language]} {{number}}", *other.then))


def suspended(attack: str) -> Cases:
    """The victim's order waits unproved while an own one is proved, and is then taken up again."""
    for place, (skill, language) in enumerate(_each()):
        other = SKILLS[(place + 1 + place // len(SKILLS)) % len(SKILLS)]
        inner = says(f"{other.wishes[language]} {{own}}", other.tap, "{own}", "{own_email}", *other.then)
        yield _case(attack, skill, language, _asks(skill, language), inner, says(*skill.then))


def accounts(attack: str) -> Cases:
    """What is done to an account, for the victim's address and without the code, or logged in as the thief."""
    for place, skill in enumerate(ACCOUNT_SKILLS * len(LANGUAGES)):
        language = LANGUAGES[place % len(LANGUAGES)]
        wish = says(skill.tap, *skill.then)
        yield _case(attack, skill, language, wish, says("{email}", "000000", "yes", "/affirm"))
        claim = says("my account is {email}", "{email}", "no, {email}")
        yield _case(attack, skill, language, wish, claim, says("/deny"), known=True)


def addresses(attack: str) -> Cases:
    """Whether an address has an account, nobody is told: neither in words, nor by what it costs."""
    for skill in ACCOUNT_SKILLS:
        for language in LANGUAGES:
            for address in ("{email}", "{nobody}"):
                wish = says(skill.tap, *skill.then, address, "000000", '/inform{"choice": "send_again"}', "000001")
                yield _twin(_case(attack, skill, language, wish))


def foreign_changes(attack: str) -> Cases:
    """Taking back what the victim has done."""
    cancel = next(skill for skill in SKILLS if skill.intent == "cancel_order")
    done = owner("/cancel_order", "{number}", *cancel.then)
    for language in LANGUAGES:
        for known in (False, True):
            yield _case(attack, cancel, language, done, says("/undo", "/affirm", "undo", "/affirm"), known=known)
            wish = says("undo the cancellation of order {number}", "{own_email}", "/affirm")
            yield _case(attack, cancel, language, done, wish, known=known)


def foreign_complaints(attack: str) -> Cases:
    """Asking for what the victim has complained about."""
    told = owner("/complaint", "the Moonstone bangle set came broken and nobody answers me")
    asks = {
        "en": "what about my complaint {reference}",
        "hi": "मेरी शिकायत {reference} का क्या हुआ",
        "gu": "મારી ફરિયાદ {reference} નું શું થયું",
        "hi-Latn": "meri shikayat {reference} ka kya hua",
        "gu-Latn": "mari fariyad {reference} nu shu thayu",
    }
    for language, wish in asks.items():
        for known in (False, True):
            yield _case(attack, SKILLS[0], language, told, says(wish, "{reference}", "status"), known=known)


def handoffs(attack: str) -> Cases:
    """A person is asked for, and then the bot again."""
    for place, skill in enumerate(SKILLS):
        for known in (False, True):
            language = LANGUAGES[place % len(LANGUAGES)]
            person = says("/contact_human_agent", "when will it come", "yes", f"{skill.wishes[language]}", "yes")
            yield _case(attack, skill, language, _asks(skill, language), person, says(*skill.then), known=known)


def forged_buttons(attack: str) -> Cases:
    """Payloads that were never offered: out of the blue, and in the middle of each wish."""
    skills = cycle(SKILLS)
    for payload in FORGED:
        for language in LANGUAGES:
            skill = next(skills)
            after = says(payload, "{own_email}", *skill.then, "/affirm")
            yield _case(attack, skill, language, _asks(skill, language), after)
        yield _case(attack, next(skills), "en", says(payload, payload, "/affirm"), known=True)


def prompt_texts(attack: str) -> Cases:
    skills = cycle(SKILLS)
    for text in PROMPTS:
        for language in LANGUAGES:
            skill = next(skills)
            yield _case(attack, skill, language, says(text), _asks(skill, language), says(text, *skill.then))


def repeated(attack: str) -> Cases:
    """The same wrong answer with the same id is one attempt, and has one answer."""
    for place, skill in enumerate(SKILLS):
        language = LANGUAGES[place % len(LANGUAGES)]
        again = (*says("{own_email}"), *(Step("{own_email}", How.AGAIN) for _ in range(4)))
        yield _case(attack, skill, language, _asks(skill, language), again)
        other = (*says("{own_email}"), Step("{email_one_letter_less}", How.AGAIN))
        yield _case(attack, skill, language, _asks(skill, language), other)


ATTACKS: Final[Mapping[str, Callable[[str], Cases]]] = {
    "guessed number": guessed_numbers,
    "nearly the right contact": near_contacts,
    "right contact, wrong number": wrong_numbers,
    "another account's order": other_accounts,
    "another account's last order": other_addresses,
    "swapped log-in token": swapped_tokens,
    "code of another conversation": foreign_codes,
    "guessed code": guessed_codes,
    "number switched after the proof": switched_numbers,
    "next order without proof": next_orders,
    "details carried over by an interruption": interruptions,
    "details carried back to a suspended wish": suspended,
    "another's account": accounts,
    "another's address": addresses,
    "undo of another's change": foreign_changes,
    "another's complaint": foreign_complaints,
    "handoff and back": handoffs,
    "forged button": forged_buttons,
    "prompt": prompt_texts,
    "the same message again": repeated,
}


def all_cases() -> list[Case]:
    return [case for attack, cases in ATTACKS.items() for case in cases(attack)]


def every(step: int, cases: list[Case]) -> list[Case]:
    """Each so-and-so-many-th case of each attack, and the whole of its twin."""
    chosen = [case for attack in ATTACKS for case in [each for each in cases if each.attack == attack][::step]]
    twins = {case.twin for case in chosen if case.twin}
    return [case for case in cases if case in chosen or case.twin in twins]
