"""The model behind the intent classifier, without Rasa: learns from texts and intents, scores a text.

The score of an intent is the geometric mean of two opinions: P, how far a linear model puts the text on the intent's
side, and K, how near the text is to the three nearest examples of that intent. P alone is sure of itself on words that
it has never seen; K alone knows no weights. What is near to no example scores low, and so off-topic messages are told
apart. P knows the concepts of the lexicon; K compares what was written, since a concept brings far too many near.

P also learns from each example with a slip of the finger in it.
"""

import json
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
from scipy.sparse import csr_matrix, load_npz, save_npz, vstack

from components.features import Features
from components.mistyping import mistyped
from sahay.language.lexicon import Forms

# Set in development, with the figures of docs/understanding.md in view; what that means is said there.
_LOOSENESS: Final = 0.5  # scikit-learn's C
_TOLERANCE: Final = 1e-2  # a finer one takes three times as long, and understands no better
_STEEPNESS: Final = 2.0  # of the curve from a distance to the border to an opinion between 0 and 1
_NEIGHBOURS: Final = 3
_FOLDS: Final = 4
_SEED: Final = 7  # the same slips and folds in every training

Ranking = list[tuple[str, float]]


class _Machine(NamedTuple):
    """A linear model. ``weights``: features x intents; ``bias``: one an intent; both float32."""

    weights: np.ndarray
    bias: np.ndarray


class IntentModel:
    """Arrays and a vocabulary; nothing in a saved model is code."""

    def __init__(
        self,
        features: Features,
        intents: Sequence[str],
        machine: _Machine,
        examples: csr_matrix,
        owners: np.ndarray,
    ) -> None:
        """``examples``: features x examples; ``owners``: the intent of each example, in order."""
        self.intents = list(intents)
        self._features = features
        self._machine = machine
        self._examples = examples
        self._owners = owners
        self._spans = _spans(owners, len(self.intents))

    @classmethod
    def learn(cls, texts: Sequence[str], intents: Sequence[str], forms: Forms) -> "IntentModel":
        """Needs two intents or more, each with an example or more. ``forms``: of the lexicon."""
        return _Lesson(texts, intents, forms).model()

    @classmethod
    def learn_and_try(
        cls, texts: Sequence[str], intents: Sequence[str], forms: Forms
    ) -> tuple["IntentModel", list[tuple[Ranking, str]]]:
        """The model, and for every text the ranking by a model that was not trained on it, with its intent."""
        lesson = _Lesson(texts, intents, forms)
        return lesson.model(), lesson.cross_validated()

    def rank(self, text: str) -> Ranking:
        """All intents with their score between 0 and 1, best first. Scores do not add up to 1."""
        document = self._features.read(text)
        vector = self._features.vectors([document], concepts=True)
        distances = vector.data @ self._machine.weights[vector.indices] + self._machine.bias
        plain = self._features.vectors([document], concepts=False)
        cosines = plain.data @ self._examples[plain.indices]
        [scores] = _scores(distances[np.newaxis], cosines[np.newaxis], self._spans)
        return _ranking(self.intents, scores)

    def concepts(self, listed: Sequence[str]) -> list[str]:
        """The concepts that the lexicon finds in the words of a text."""
        return self._features.concepts(listed)

    def save(self, directory: Path) -> None:
        self._features.save(directory)
        (directory / "intents.json").write_text(json.dumps(self.intents), encoding="utf-8")
        np.savez_compressed(directory / "machine.npz", owners=self._owners, **self._machine._asdict())
        save_npz(directory / "examples.npz", self._examples)

    @classmethod
    def load(cls, directory: Path) -> "IntentModel":
        intents = json.loads((directory / "intents.json").read_text(encoding="utf-8"))
        with np.load(directory / "machine.npz", allow_pickle=False) as arrays:
            machine, owners = _Machine(arrays["weights"], arrays["bias"]), arrays["owners"]
        return cls(Features.load(directory), intents, machine, load_npz(directory / "examples.npz"), owners)


class _Lesson:
    """What a model learns from: the examples, sorted by intent, as vectors."""

    def __init__(self, texts: Sequence[str], intents: Sequence[str], forms: Forms) -> None:
        self._names = sorted(set(intents))
        numbers = {name: number for number, name in enumerate(self._names)}
        self._order = sorted(range(len(texts)), key=lambda at: numbers[intents[at]])
        self._owners = np.array([numbers[intents[at]] for at in self._order], dtype=np.int16)
        texts = [texts[at] for at in self._order]
        self._features, documents = Features.learn_and_read(texts, forms)
        chance = random.Random(_SEED)  # noqa: S311 - no secret
        slipped = [self._features.read(mistyped(text, chance)) for text in texts]
        self._near = self._features.vectors(documents, concepts=False)
        self._full = self._features.vectors(documents, concepts=True)
        self._slipped = self._features.vectors(slipped, concepts=True)

    def model(self) -> IntentModel:
        everything = np.arange(len(self._owners))
        machine = self._machine(everything)
        return IntentModel(self._features, self._names, machine, self._near.T.tocsr(), self._owners)

    def cross_validated(self) -> list[tuple[Ranking, str]]:
        """As ``learn_and_try`` says, in the order of the texts. The vocabulary and its weights are those of all."""
        result: list[tuple[Ranking, str]] = [([], "")] * len(self._order)
        for held_out in self._folds():
            rest = np.setdiff1d(np.arange(len(self._owners)), held_out)
            machine = self._machine(rest)
            spans = _spans(self._owners[rest], len(self._names))
            cosines = (self._near[held_out] @ self._near[rest].T).toarray()
            scores = _scores(self._full[held_out] @ machine.weights + machine.bias, cosines, spans)
            for at, row in zip(held_out, scores, strict=True):
                result[self._order[at]] = (_ranking(self._names, row), self._names[self._owners[at]])
        return result

    def _folds(self) -> list[np.ndarray]:
        """Each intent is spread over all folds."""
        chance = np.random.default_rng(_SEED)
        dealt = np.concatenate([chance.permutation(span.stop - span.start) for span in self._owner_spans()]) % _FOLDS
        return [np.flatnonzero(dealt == fold) for fold in range(_FOLDS)]

    def _owner_spans(self) -> list[slice]:
        return _spans(self._owners, len(self._names))

    def _machine(self, rows: np.ndarray) -> _Machine:
        from sklearn.svm import LinearSVC  # only to train: serving saves its memory

        owners = self._owners[rows]
        machine = LinearSVC(C=_LOOSENESS, tol=_TOLERANCE, class_weight="balanced", random_state=_SEED)
        machine.fit(vstack([self._full[rows], self._slipped[rows]]), np.concatenate([owners, owners]))
        weights = np.zeros((self._features.size, len(self._names)), dtype=np.float32)
        bias = np.full(len(self._names), -1.0, dtype=np.float32)  # an intent without an example: on the other side
        if len(machine.classes_) == 2:  # scikit-learn keeps one row for two classes
            weights[:, machine.classes_] = np.vstack([-machine.coef_, machine.coef_]).T
            bias[machine.classes_] = np.concatenate([-machine.intercept_, machine.intercept_])
        else:
            weights[:, machine.classes_] = machine.coef_.T
            bias[machine.classes_] = machine.intercept_
        return _Machine(weights, bias)


def _spans(owners: np.ndarray, intents: int) -> list[slice]:
    """Where the examples of each intent are; ``owners`` is sorted."""
    return [slice(*np.searchsorted(owners, [intent, intent + 1])) for intent in range(intents)]


def _scores(distances: np.ndarray, cosines: np.ndarray, spans: list[slice]) -> np.ndarray:
    """Texts x intents, from texts x intents and texts x examples."""
    sides = 1 / (1 + np.exp(-_STEEPNESS * distances))
    nearest = np.zeros((*sides.shape, _NEIGHBOURS), dtype=np.float32)
    for intent, span in enumerate(spans):
        here = cosines[:, span]
        if here.shape[1] > _NEIGHBOURS:
            here = np.partition(here, -_NEIGHBOURS, axis=1)[:, -_NEIGHBOURS:]
        nearest[:, intent, : here.shape[1]] = here
    counted = np.array([min(max(span.stop - span.start, 1), _NEIGHBOURS) for span in spans])
    nearness = np.clip(nearest.sum(axis=2) / counted, 0.0, 1.0)
    return np.sqrt(sides * nearness)


def _ranking(intents: Sequence[str], scores: np.ndarray) -> Ranking:
    return [(intents[at], float(scores[at])) for at in np.argsort(-scores, kind="stable")]
