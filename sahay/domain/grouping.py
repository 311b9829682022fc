"""Texts that say much the same, together: by the terms that they share, rare ones counting for more."""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

Terms = Mapping[str, float]

# The cosine from which a text belongs to a group (tests/unit/desk/test_unanswered.py shows what it keeps apart).
ALIKE = 0.28


@dataclass(slots=True)
class _Group:
    members: list[int] = field(default_factory=list)
    sum: dict[str, float] = field(default_factory=dict)

    @property
    def length(self) -> float:
        return math.sqrt(sum(weight * weight for weight in self.sum.values()))


def groups(texts: Sequence[Terms], alike: float = ALIKE) -> list[list[int]]:
    """The texts' places in groups, the largest first, each with its most typical text first.

    A text joins the group that it is most like, or begins one. The order of `texts` decides ties, so that the same
    texts always give the same groups.
    """
    weighed = _weighed(texts)
    found: list[_Group] = []
    with_term: defaultdict[str, set[int]] = defaultdict(set)
    for place, terms in enumerate(weighed):
        best = _most_alike(terms, found, with_term, alike)
        if best is None:
            best = len(found)
            found.append(_Group())
        found[best].members.append(place)
        for term, weight in terms.items():
            found[best].sum[term] = found[best].sum.get(term, 0.0) + weight
            with_term[term].add(best)
    return sorted((_typical_first(group, weighed) for group in found), key=lambda members: (-len(members), members[0]))


def _weighed(texts: Sequence[Terms]) -> list[Terms]:
    """Each text's terms by how rare they are, of length 1."""
    spread = Counter(term for terms in texts for term in terms)
    rare = {term: 1.0 + math.log(len(texts) / count) for term, count in spread.items()}
    return [_unit({term: weight * rare[term] for term, weight in terms.items()}) for terms in texts]


def _unit(terms: Terms) -> Terms:
    length = math.sqrt(sum(weight * weight for weight in terms.values())) or 1.0
    return {term: weight / length for term, weight in terms.items()}


def _most_alike(terms: Terms, found: Sequence[_Group], with_term: Mapping[str, set[int]], alike: float) -> int | None:
    near = {place for term in terms for place in with_term.get(term, ())}
    scores = {place: _cosine(terms, found[place]) for place in sorted(near)}
    best = max(scores, key=lambda place: scores[place], default=None)
    return best if best is not None and scores[best] >= alike else None


def _cosine(terms: Terms, group: _Group) -> float:
    """Of a text of length 1 and the middle of a group."""
    return sum(weight * group.sum.get(term, 0.0) for term, weight in terms.items()) / (group.length or 1.0)


def _typical_first(group: _Group, weighed: Sequence[Terms]) -> list[int]:
    return sorted(group.members, key=lambda place: (-_cosine(weighed[place], group), place))
