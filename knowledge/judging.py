"""What speaks for and against chosen sentences as an answer, in numbers."""

import math
from collections.abc import Sequence
from itertools import pairwise

from knowledge.answering import HARD_TYPES, Candidate
from knowledge.confidence import Features, probability
from knowledge.english import frequency
from knowledge.meaning import affinity
from knowledge.questions import Focus, Question
from knowledge.reading import Reading
from knowledge.resembling import UNKNOWN, content_words
from knowledge.text import fold
from knowledge.weighing import Weighted, subject_match

LARGEST = 4
"""The decimal logarithm of the number of abstracts at which the feature `size` is 1, its most: the
confidence is fitted to bases of up to 5,183 abstracts, and nothing says that it falls beyond."""
MOST_MASS = 4
MOST_LACK = 2
"""So many words as rare as can be make the features `mass` and `lack` 1."""
MOST_DISTINCT = 3
"""So many words that are no English words, such as names, make the feature `distinct` 1."""
MOST_FREQUENT = 10.5
"""The decimal logarithm of the frequency of the most frequent English words."""


def confidence(
    question: Question,
    foci: Sequence[Weighted],
    ranked: Sequence[Candidate],
    chosen: Sequence[Candidate],
    among: int,
) -> float:
    """The probability that the chosen sentences, found among so many abstracts, answer."""
    return probability(features_of(question, foci, ranked, chosen, among))


def features_of(
    question: Question,
    foci: Sequence[Weighted],
    ranked: Sequence[Candidate],
    chosen: Sequence[Candidate],
    among: int,
) -> Features:
    """The features of the chosen sentences; `ranked` are all candidates, best first.

    `among`: the number of abstracts in which they were looked for.
    """
    reading = chosen[0].reading
    total = sum(w.weight for w in foci) or 1.0
    weights = [w.weight / total for w in foci]
    held = [w.held_by(reading.terms | reading.names) for w in foci]
    here = [_held_here(w, chosen) for w in foci]
    shown = [max(c.coverage[i] for c in chosen) for i in range(len(foci))]
    covered = _sum(weights, held)
    hard = question.answer_type in HARD_TYPES
    typed = max(c.evidence for c in chosen)
    foreign = _foreign(foci, reading)
    heaviest = math.log(1 + among)
    return Features(
        covered=covered,
        in_sentence=_sum(weights, shown),
        exact=_sum(weights, here),
        gap=max((w * (1 - h) for w, h in zip(weights, here, strict=True)), default=0.0),
        weakest=min(held, default=0.0),
        missing_name=1.0
        - min((h for w, h in zip(foci, held, strict=True) if w.focus.name), default=1.0),
        missing_head=_missing_head(question, foci, here) if hard else 0.0,
        typed=0.0 if hard else typed,
        missing_type=1.0 - typed if hard else 0.0,
        unknown=sum(not w.focus.known for w in foci) / max(1, len(foci)),
        subject=subject_match(foci, reading),
        foreign=foreign,
        foreign_type=_apart(foci, reading, chosen) if hard else 0.0,
        together=_together(foci, chosen),
        margin=_margin(ranked) * covered,
        single=1.0 if len(foci) == 1 else 0.0,
        size=min(1.0, math.log10(among) / LARGEST),
        mass=min(1.0, covered * total / heaviest / MOST_MASS),
        lack=min(1.0, (1 - _sum(weights, here)) * total / heaviest / MOST_LACK),
        affinity=_affinity(foci, chosen),
        distinct=min(1.0, _sum([_rarity(w.focus) for w in foci], here) / MOST_DISTINCT),
    )


def _sum(weights: Sequence[float], values: Sequence[float]) -> float:
    return sum(w * v for w, v in zip(weights, values, strict=True))


def _held_here(w: Weighted, chosen: Sequence[Candidate]) -> float:
    return max(w.held_by(c.sentence.terms | c.reading.names) for c in chosen)


def _missing_head(question: Question, foci: Sequence[Weighted], here: Sequence[float]) -> float:
    return 1.0 - next((h for w, h in zip(foci, here, strict=True) if w.focus is question.head), 1.0)


def _foreign(foci: Sequence[Weighted], reading: Reading) -> float:
    own = [w.held_by(reading.names | reading.title_terms) for w in foci if w.focus.name]
    return 1.0 - max(own) if own else 0.0


def _apart(foci: Sequence[Weighted], reading: Reading, chosen: Sequence[Candidate]) -> float:
    """1 where the sentence that shows the answer is about none of the things that are named."""
    shows = max(chosen, key=lambda c: c.evidence).sentence.terms
    about = reading.names | reading.title_terms | shows
    held = [w.held_by(about) for w in foci if w.focus.name]
    return 1.0 - max(held) if held else 0.0


def _together(foci: Sequence[Weighted], chosen: Sequence[Candidate]) -> float:
    pairs = list(pairwise(foci))
    if not pairs:
        return 1.0
    sentences = [c.sentence.terms for c in chosen]
    both = (max(min(a.held_by(s), b.held_by(s)) for s in sentences) for a, b in pairs)
    return sum(both) / len(pairs)


def _margin(ranked: Sequence[Candidate]) -> float:
    best = ranked[0]
    other = next((c.score for c in ranked if c.reading is not best.reading), 0.0)
    return 1.0 - max(0.0, other) / best.score if best.score > 0 else 0.0


def _rarity(focus: Focus) -> float:
    """How rare a word is in English: 1 for what is none, such as most names, 0 for "the"."""
    words = fold(focus.concept.surface).replace("-", " ").split()
    counts = [frequency(word) for word in words]
    return 1 - math.log10(1 + min(counts, default=0)) / MOST_FREQUENT


def _affinity(foci: Sequence[Weighted], chosen: Sequence[Candidate]) -> float:
    asked = content_words(" ".join(w.focus.concept.surface for w in foci))
    found = (affinity(asked, content_words(c.sentence.sentence.text)) for c in chosen)
    return max(0.0, *(UNKNOWN if value is None else value for value in found))
