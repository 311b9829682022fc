"""The sweep of thresholds with which HINT3's published table was made (https://arxiv.org/abs/2009.13833)."""

from collections.abc import Iterable
from dataclasses import dataclass

from bench.evaluation.pipeline import Reading

THRESHOLDS = tuple(step / 10 for step in range(1, 10))
REJECTED = "NO_NODES_DETECTED"


@dataclass(frozen=True, slots=True)
class Row:
    """Accuracy counts an out-of-scope query as right when it is rejected: when its confidence is below the threshold.
    MCC is the multi-class Matthews correlation with out-of-scope as one class."""

    threshold: float
    accuracy: float
    mcc: float


@dataclass(frozen=True, slots=True)
class Sweep:
    rows: tuple[Row, ...]
    in_scope: float
    """Accuracy without a threshold, on the queries that have an intent."""

    @classmethod
    def of(cls, judged: Iterable[tuple[Reading, str]]) -> "Sweep":
        pairs = list(judged)
        within = [reading.ranking[0][0] == intent for reading, intent in pairs if intent != REJECTED]
        rows = tuple(_row(threshold, pairs) for threshold in THRESHOLDS)
        return cls(rows, round(sum(within) / len(within), 4))

    @property
    def best(self) -> Row:
        """One threshold for both figures, as in the table: the one with the best MCC."""
        return max(self.rows, key=lambda row: (row.mcc, row.accuracy))


def _row(threshold: float, pairs: list[tuple[Reading, str]]) -> Row:
    from sklearn.metrics import matthews_corrcoef

    told = [reading.ranking[0][0] if reading.ranking[0][1] >= threshold else REJECTED for reading, _ in pairs]
    intents = [intent for _, intent in pairs]
    right = sum(name == intent for name, intent in zip(told, intents, strict=True))
    return Row(threshold, round(right / len(pairs), 4), round(float(matthews_corrcoef(intents, told)), 4))
