"""What is to become of an order, as customers put it."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from actions.sounds import sounds


class Action(StrEnum):
    """One change of what is in an order. ELSE is what only a person can do: another size or colour."""

    ADD = "add"
    REMOVE = "remove"
    SWAP = "swap"
    QUANTITY = "quantity"
    ELSE = "else"


WORDS: Final[Mapping[Action, str]] = {
    Action.ADD: """
        add include plus extra more another also tack forgot jod jodna jodo jodiye daal dalo daalo shamil umero
        ummero umeri umervu umervi vadhare
        जोड़ जोड़ना जोड़ो जोड़िए डाल डालो डालना शामिल ઉમેરો ઉમેરી ઉમેરવું ઉમેરવી વધારે
    """,
    Action.REMOVE: """
        remove delete drop without take hata hatao hatana hatado nikal nikalo nikalna kadhi kadho kadhvu kaadhi hatavo
        hatavi हटा हटाओ हटाना हटाइए निकाल निकालो निकालना કાઢી કાઢો કાઢવું કાઢવી હટાવો હટાવી
    """,
    Action.SWAP: """
        swap replace substitute instead exchange switch jagah badle jagya jagyae jagyaye badalkar
        जगह बदले જગ્યાએ જગ્યા બદલે
    """,
    Action.QUANTITY: """
        quantity qty pieces piece pcs units count number matra nag nang sankhya reduce increase
        मात्रा संख्या नग पीस कम સંખ્યા નંગ પીસ ઓછા ઓછી
    """,
    Action.ELSE: """
        size colour color shade variant model flavour rang saiz small medium large xl xxl black blue red green
        white yellow pink साइज़ साइज रंग કલર સાઇઝ રંગ कलर
    """,
}
# "Aur" alone sounds like "or".
_MORE: Final = tuple(sounds(phrase) for phrase in ("ek aur", "aur chahiye", "aur bhejo", "haji ek", "biju ek"))
# Of a product this takes it out; of an order it is another wish.
_CALLED_OFF: Final = sounds("cancel कैंसल रद्द કેન્સલ રદ")
_SOUNDS: Final = {action: sounds(words) for action, words in WORDS.items()}
# Words of quantity stand beside any of the others: "remove one piece".
_CLEAR: Final = (Action.SWAP, Action.REMOVE, Action.ADD)


def action_of(text: str, products: int, numbers: int) -> Action | None:
    """The one change that a message speaks of; None where it speaks of none, or of several.

    `products` is how many products of the catalogue it names, and `numbers` how many numbers of pieces.
    """
    said = sounds(text)
    heard = {action for action, words in _SOUNDS.items() if said & words}
    if any(phrase <= said for phrase in _MORE):
        heard.add(Action.ADD)
    if products and said & _CALLED_OFF:
        heard.add(Action.REMOVE)
    if Action.ELSE in heard and not products:
        return Action.ELSE
    clear = [action for action in _CLEAR if action in heard]
    if Action.SWAP in clear:
        return Action.QUANTITY if numbers > products else Action.SWAP  # "3 bottles instead of 2"
    if len(clear) == 1:
        return clear[0]
    if clear:
        return None
    return Action.QUANTITY if numbers or Action.QUANTITY in heard else None
