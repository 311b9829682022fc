"""reports/*.svg: how far confidence can be trusted, and which intents are taken for which."""

from collections.abc import Iterable
from pathlib import Path

import matplotlib as mpl
import numpy as np
from matplotlib.figure import Figure

from bench.evaluation import reliability
from bench.evaluation.pipeline import Reading
from bench.utterances import Utterance

Own = list[tuple[Utterance, Reading]]


def draw(own: Own, directory: Path) -> None:
    _reliability(own, directory / "reliability.svg")
    _confusion(own, directory / "confusion.svg")


def _reliability(own: Own, path: Path) -> None:
    found = reliability.bins((reading, each.intent) for each, reading in own)
    figure = Figure(figsize=(5, 6))
    above, below = figure.subplots(2, 1, sharex=True, height_ratios=(3, 1))
    above.plot([0, 1], [0, 1], color="grey", linestyle=":", label="as it should be")
    above.plot([each.confidence for each in found], [each.right for each in found], marker="o", label="held out")
    above.set_ylabel("share of right ones")
    above.legend()
    below.bar([each.confidence for each in found], [each.n for each in found], width=0.08)
    below.set_xlabel("confidence")
    below.set_ylabel("messages")
    _save(figure, path)


def _confusion(own: Own, path: Path) -> None:
    names = sorted({each.intent for each, _ in own})
    counts = np.zeros((len(names), len(names)))
    for meant, told in _pairs(own):
        if told in names:
            counts[names.index(meant), names.index(told)] += 1
    shares = counts / counts.sum(axis=1, keepdims=True)
    figure = Figure(figsize=(11, 11))
    axes = figure.subplots()
    axes.imshow(shares, cmap="Blues", vmin=0, vmax=1)
    axes.set_xticks(range(len(names)), names, rotation=90)
    axes.set_yticks(range(len(names)), names)
    axes.set_xlabel("understood")
    axes.set_ylabel("meant")
    for row, column in np.argwhere(shares >= 0.05):
        colour = "white" if shares[row, column] > 0.5 else "black"
        axes.text(column, row, f"{shares[row, column]:.0%}", ha="center", va="center", fontsize=5, color=colour)
    _save(figure, path)


def _pairs(own: Own) -> Iterable[tuple[str, str]]:
    return ((each.intent, reading.ranking[0][0]) for each, reading in own)


def _save(figure: Figure, path: Path) -> None:
    figure.tight_layout()
    with mpl.rc_context({"svg.hashsalt": "sahay"}):  # the same picture for the same figures
        figure.savefig(path, metadata={"Date": None})
