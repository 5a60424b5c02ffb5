"""The concepts of a question, weighed against what an abstract says."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from knowledge.questions.question import Question
from knowledge.reader.reading import Reading
from knowledge.search.concepts import Focus
from knowledge.search.engines.retriever import Retriever, Term
from knowledge.settings import tuned
from knowledge.text.english import common
from knowledge.text.tokens import fold

NAME_FACTOR = tuned().questions.name_factor
COMMON_FACTOR = tuned().questions.common_factor


@dataclass(frozen=True, slots=True)
class Weighted:
    """A focus of the question with its weight: how much of the question's meaning it carries."""

    focus: Focus
    weight: float

    def held_by(self, terms: frozenset[str]) -> float:
        """How well the best of its terms that are among `terms` stands for it; 0: none is."""
        best = 0.0
        for alternative in self.focus.concept.alternatives:
            if alternative.weight > best and alternative.term in terms:
                best = alternative.weight
        return best


def weigh(question: Question, retriever: Retriever) -> tuple[Weighted, ...]:
    """The foci with their weights: idf, so that a rare word counts more than a common one."""
    known = retriever.look_up({term for focus in question.foci for term in _closest(focus)}).terms
    abstracts = len(retriever)
    return tuple(_weighted(focus, known, abstracts) for focus in question.foci)


def _closest(focus: Focus) -> list[str]:
    """The terms that stand for a focus best."""
    best = max(a.weight for a in focus.concept.alternatives)
    return [a.term for a in focus.concept.alternatives if a.weight >= best]


def _weighted(focus: Focus, known: Mapping[str, Term], abstracts: int) -> Weighted:
    frequency = max(known[term].held for term in _closest(focus))
    weight = math.log(1 + (abstracts - frequency + 0.5) / (frequency + 0.5))
    if focus.name:
        weight *= NAME_FACTOR
    elif not focus.known and common(fold(focus.concept.surface)):
        weight *= COMMON_FACTOR
    return Weighted(focus, weight)


def share(foci: Sequence[Weighted], terms: frozenset[str]) -> float:
    """How much of the weight of the foci some terms hold, 0 to 1; 0 where there are no foci."""
    total = sum(w.weight for w in foci)
    return sum(w.weight * w.held_by(terms) for w in foci) / total if total else 0.0


def subject_match(foci: Sequence[Weighted], reading: Reading) -> float:
    """How exactly the question names what an abstract presents, 0 to 1.

    1 where a name of it stands whole in the question; less where the question leaves out a part
    ("Voxtral" for "Voxtral TTS").
    """
    asked = frozenset(term for w in foci if w.focus.name for term in w.focus.terms)
    shares = [
        sum(not asked.isdisjoint(word) for word in name) / len(name)
        for name in reading.called
        if name
    ]
    return max(shares, default=0.0)


def identified(foci: Sequence[Weighted], reading: Reading) -> float:
    """How much of a question's weight stands in the title or a name of what is presented, 0 to 1.

    For a paper without a title, its abstract stands in for one; a name that it only mentions, such
    as what it is compared with, is none of its own.
    """
    if reading.title_terms:
        return share(foci, reading.title_terms | reading.names)
    own, spoken = [[w for w in foci if w.focus.name is named] for named in (True, False)]
    parts = ((own, reading.names), (spoken, reading.terms | reading.names))
    total = sum(w.weight for w in foci)
    held = sum(w.weight * w.held_by(terms) for some, terms in parts for w in some)
    return held / total if total else 0.0
