"""The whole of understanding a text, without Rasa: ranks the intents, decides, and sees several wishes in one."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final, NamedTuple

from components.decision import CANDIDATES, REJECTED, Decision, Judgement
from components.intent_model import IntentModel, Ranking
from components.single_words import SingleWords
from sahay.language.attention import beginning
from sahay.language.canonical import canonical
from sahay.language.clauses import clauses
from sahay.language.lexicon import Forms
from sahay.language.negation import refused
from sahay.language.tokens import words

_JUDGEMENT: Final = "judgement.json"
_MOST_CLAUSES: Final = 6
_CLEAR: Final = 0.9
"""Confidence in a clause from which it is a wish of its own. People tell stories in clauses too."""
_CLEAR_ENOUGH: Final = 0.8
"""The same where the whole message looks like that wish too."""
# What people say around a wish, and is none.
_NO_WISH: Final = frozenset(
    {
        "greet",
        "goodbye",
        "thank_you",
        "affirm",
        "deny",
        "bot_challenge",
        "inform",
        "frustration",
        REJECTED,
    }
)
# Who refuses one of these concepts does not want the intent. To refuse a robot is to want a person.
_REFUSED_BY: Final = {
    "cancel_order": {"cancel"},
    "change_order": {"change"},
    "contact_human_agent": {"person", "speak"},
    "delete_account": {"delete"},
    "get_refund": {"refund"},
    "place_order": {"buy"},
    "track_order": {"track"},
}


class Understood(NamedTuple):
    """``ranking``: all intents with their confidence, likeliest first."""

    ranking: Ranking
    decision: Decision


class Understanding:
    """A model, and the judgement of what its scores are worth."""

    def __init__(self, model: IntentModel, judgement: Judgement, single_words: SingleWords) -> None:
        self._model = model
        self._judgement = judgement
        self._single_words = single_words

    @classmethod
    def learn(cls, texts: Sequence[str], intents: Sequence[str], forms: Forms, wrong_at_most: float) -> "Understanding":
        """As ``IntentModel.learn`` and ``Judgement.learn`` say."""
        model, trial = IntentModel.learn_and_try(texts, intents, forms)
        return cls(model, Judgement.learn(trial, wrong_at_most), SingleWords.learn(texts, intents))

    def understand(self, text: str) -> Understood:
        scores = self._model.rank(text)
        ranking, decision = self._judgement.confidences(scores), self._judgement.decide(scores)
        if ranking[0][0] not in _NO_WISH and self._single_words.is_vague(text):
            return Understood(ranking, replace(decision, kind="ask"))
        unwanted = self._refused(text)
        if ranking[0][0] in unwanted:
            rest = [intent for intent in decision.candidates if intent not in unwanted]
            return Understood(ranking, replace(decision, kind="ask" if rest else "fall_back", candidates=rest))
        wishes = self._wishes(text, decision.candidates, unwanted)
        names = [name for name, _ in wishes]
        likeliest = ranking[0][0]
        if len(wishes) < 2 or (decision.kind == "answer" and likeliest not in names):
            return Understood(ranking, decision)
        if decision.kind == "answer":  # the clearest wish first, whatever was said first
            return Understood(ranking, replace(decision, also=[name for name in names if name != likeliest]))
        others = [each for each in decision.candidates if each not in names]
        seen = replace(decision, kind="answer", candidates=[*names, *others][:CANDIDATES], also=names[1:])
        least = wishes[-1][1]
        rest = [(name, min(confidence, least)) for name, confidence in ranking if name not in names]
        return Understood([*wishes, *rest], seen)

    def _refused(self, text: str) -> frozenset[str]:
        """The intents that ``text`` says are not wanted."""
        things = {concept for thing in refused(beginning(text)) for concept in self._model.concepts(thing)}
        if not things or "robot" in self._model.concepts(words(canonical(beginning(text)))):
            return frozenset()
        return frozenset(intent for intent, concepts in _REFUSED_BY.items() if not things.isdisjoint(concepts))

    def _wishes(self, text: str, likely: Sequence[str], unwanted: frozenset[str]) -> Ranking:
        """The intents of the clauses that are clear by themselves, clearest first. ``likely``: the intents that the
        whole text looks like; ``unwanted``: those that it refuses."""
        parts = clauses(beginning(text))[:_MOST_CLAUSES]
        wishes: dict[str, float] = {}
        for scores in map(self._model.rank, parts) if len(parts) > 1 else ():
            intent, confidence = scores[0][0], self._judgement.confidence(scores[0][1])
            if intent not in _NO_WISH | unwanted and confidence >= (_CLEAR_ENOUGH if intent in likely else _CLEAR):
                wishes.setdefault(intent, confidence)
        return sorted(wishes.items(), key=lambda wish: wish[1], reverse=True)

    def save(self, directory: Path) -> None:
        self._model.save(directory)
        saved = {"judgement": self._judgement.as_dict(), "vague": sorted(self._single_words.vague)}
        (directory / _JUDGEMENT).write_text(json.dumps(saved), encoding="utf-8")

    @classmethod
    def load(cls, directory: Path) -> "Understanding":
        saved = json.loads((directory / _JUDGEMENT).read_text(encoding="utf-8"))
        return cls(IntentModel.load(directory), Judgement(**saved["judgement"]), SingleWords(saved["vague"]))
