"""The model behind the intent classifier, without Rasa: learns from texts and intents, scores a text.

The score of an intent is the geometric mean of two opinions: P, a class-balanced multinomial logistic
regression, and K, how near the text is to the two nearest examples of that intent. P alone is sure of itself
on words that it has never seen; K alone knows no weights. What is near to no example scores low, and so
off-topic messages are told apart.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
from scipy.sparse import csr_matrix, load_npz, save_npz

from components.features import Features

_REGULARISATION: Final = 10.0  # inverse strength, scikit-learn's C
_ITERATIONS: Final = 500
_NEIGHBOURS: Final = 2

Ranking = list[tuple[str, float]]


class IntentModel:
    """Arrays and a vocabulary; nothing in a saved model is code."""

    def __init__(
        self,
        features: Features,
        intents: Sequence[str],
        weights: np.ndarray,
        bias: np.ndarray,
        examples: csr_matrix,
        owners: np.ndarray,
    ) -> None:
        """``weights``: features x intents; ``examples``: a row each; ``owners``: the intent of each row."""
        self.intents = list(intents)
        self._features = features
        self._weights = weights
        self._bias = bias
        self._examples = examples
        self._by_feature = examples.T.tocsr()
        self._owners = owners
        self._spans = [np.flatnonzero(owners == intent) for intent in range(len(self.intents))]

    @classmethod
    def learn(cls, texts: Sequence[str], intents: Sequence[str]) -> "IntentModel":
        """Needs two intents or more, each with an example or more."""
        from sklearn.linear_model import LogisticRegression  # only to train: serving saves its memory

        features = Features.learn(texts)
        names = sorted(set(intents))
        owners = np.array([names.index(intent) for intent in intents], dtype=np.int16)
        examples = features.vectors(texts)
        regression = LogisticRegression(C=_REGULARISATION, class_weight="balanced", max_iter=_ITERATIONS)
        regression.fit(examples, owners)
        weights, bias = regression.coef_, regression.intercept_
        if len(names) == 2:  # scikit-learn keeps one column for two classes
            weights, bias = np.vstack([-weights, weights]) / 2, np.concatenate([-bias, bias]) / 2
        return cls(features, names, weights.T.astype(np.float32), bias.astype(np.float32), examples, owners)

    def rank(self, text: str) -> Ranking:
        """All intents with their score between 0 and 1, best first. Scores do not add up to 1."""
        vector = self._features.vectors([text])
        scores = np.sqrt(self._probabilities(vector) * self._nearness(vector))
        return [(self.intents[at], float(scores[at])) for at in np.argsort(-scores, kind="stable")]

    def save(self, directory: Path) -> None:
        self._features.save(directory)
        (directory / "intents.json").write_text(json.dumps(self.intents), encoding="utf-8")
        np.savez_compressed(directory / "weights.npz", weights=self._weights, bias=self._bias, owners=self._owners)
        save_npz(directory / "examples.npz", self._examples)

    @classmethod
    def load(cls, directory: Path) -> "IntentModel":
        intents = json.loads((directory / "intents.json").read_text(encoding="utf-8"))
        with np.load(directory / "weights.npz", allow_pickle=False) as arrays:
            weights, bias, owners = arrays["weights"], arrays["bias"], arrays["owners"]
        return cls(Features.load(directory), intents, weights, bias, load_npz(directory / "examples.npz"), owners)

    def _probabilities(self, vector: csr_matrix) -> np.ndarray:
        logits = vector.data @ self._weights[vector.indices] + self._bias
        odds = np.exp(logits - logits.max())
        return odds / odds.sum()

    def _nearness(self, vector: csr_matrix) -> np.ndarray:
        cosines = (vector @ self._by_feature).toarray()[0]
        return np.array([_mean_of_highest(cosines[span]) for span in self._spans])


def _mean_of_highest(values: np.ndarray) -> float:
    if len(values) > _NEIGHBOURS:
        values = np.partition(values, -_NEIGHBOURS)[-_NEIGHBOURS:]
    return float(np.clip(values.mean(), 0.0, 1.0))
