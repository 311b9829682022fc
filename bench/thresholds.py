"""Where the bot should ask rather than answer: `.venv/engine/bin/python -m bench.thresholds`.

Five-fold cross-validation on the training utterances alone, so that no evaluation set chooses a threshold. Each row is
one setting of FallbackClassifier in config.yml; the shares are of in-scope utterances, but `rejected`: of out-of-scope
ones that were called so or asked about.
"""

import random
from collections import defaultdict
from collections.abc import Iterator

from bench.utterances import Utterance, read
from components import launcher
from components.intent_model import IntentModel, Ranking

FOLDS = 5
SEED = 7
THRESHOLDS = (0.2, 0.25, 0.3, 0.35, 0.4)
AMBIGUITIES = (0.0, 0.05, 0.1)
OFFERED = 3

Ranked = tuple[Utterance, Ranking]


def main() -> None:
    ranked = list(_cross_validated(read(launcher.ROOT / "data" / "nlu")))
    print("threshold  ambiguity   right   wrong   asked  offered  rejected")
    for ambiguity in AMBIGUITIES:
        for threshold in THRESHOLDS:
            shares = _shares(ranked, threshold, ambiguity)
            print(f"{threshold:9.2f}  {ambiguity:9.2f}  " + "  ".join(f"{share:6.3f}" for share in shares))


def _cross_validated(utterances: list[Utterance]) -> Iterator[Ranked]:
    """Every utterance, ranked by a model that was not trained on it; each intent is spread over all folds."""
    by_intent: defaultdict[str, list[Utterance]] = defaultdict(list)
    for utterance in utterances:
        by_intent[utterance.intent].append(utterance)
    folds: list[list[Utterance]] = [[] for _ in range(FOLDS)]
    chance = random.Random(SEED)  # noqa: S311 - the same folds in every run
    for group in by_intent.values():
        chance.shuffle(group)
        for number, utterance in enumerate(group):
            folds[number % FOLDS].append(utterance)
    for fold in folds:
        rest = [utterance for other in folds if other is not fold for utterance in other]
        model = IntentModel.learn([each.text for each in rest], [each.intent for each in rest])
        yield from ((utterance, model.rank(utterance.text)) for utterance in fold)


def _shares(ranked: list[Ranked], threshold: float, ambiguity: float) -> tuple[float, ...]:
    right = wrong = asked = offered = rejected = 0
    foreign = sum(utterance.intent == "out_of_scope" for utterance, _ in ranked)
    for utterance, ranking in ranked:
        (first, score), (_, second) = ranking[:2]
        answered = score >= threshold and score - second >= ambiguity
        if utterance.intent == "out_of_scope":
            rejected += not answered or first == "out_of_scope"
        elif not answered:
            asked += 1
            offered += utterance.intent in [name for name, _ in ranking[:OFFERED]]
        else:
            right += first == utterance.intent
            wrong += first != utterance.intent
    ours = len(ranked) - foreign
    return right / ours, wrong / ours, asked / ours, offered / ours, rejected / foreign


if __name__ == "__main__":
    main()
