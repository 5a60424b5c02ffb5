"""The sentences of the best abstracts as candidate answers, ranked; and which of them to quote."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from knowledge.expected import find
from knowledge.model import Abstract, Hit
from knowledge.questions import AnswerType, Question
from knowledge.reading import Reading, ReadSentence, read
from knowledge.resembling import resemblance
from knowledge.weighing import Weighted, share, subject_match
from knowledge.wordlists import table

IN_NEIGHBOUR = 0.6
IN_TITLE = 0.7
IN_ABSTRACT = 0.4
"""How well a sentence covers a concept that stands beside it and not in it."""
NEARLY = 0.8
"""Terms of a greater weight are the word itself, or what it is short for."""
HELD = 0.5
"""A sentence holds a concept from this weight on."""
LESS = 0.8
"""By so much less surely may a further sentence show the kind of thing that was asked for."""
HARD_TYPES = frozenset(
    {
        AnswerType.QUANTITY,
        AnswerType.LICENCE,
        AnswerType.DATE,
        AnswerType.PLACE,
        AnswerType.ACRONYM,
    }
)
"""Kinds of answer that a sentence shows: without a number, there is no answer to "how many"."""
SHOWS = 0.6
"""From this strength on, a sentence shows the kind of thing that was asked for."""
MOST_SENTENCES = 3
LONG = 300
"""Characters of a sentence at which the sign `long` is 1."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence of an abstract as an answer, with its score and what the score is made of."""

    reading: Reading
    index: int
    score: float
    coverage: tuple[float, ...]
    evidence: float

    @property
    def sentence(self) -> ReadSentence:
        """The sentence."""
        return self.reading.sentences[self.index]


def rank(
    question: Question, foci: Sequence[Weighted], hits: Sequence[Hit], abstracts: Sequence[Abstract]
) -> list[Candidate]:
    """Every sentence of the found abstracts as a candidate, best first."""
    top = hits[0].score if hits else 1.0
    asked = _Asked(question, foci)
    candidates = [
        candidate
        for hit, abstract in zip(hits, abstracts, strict=True)
        for candidate in _candidates(asked, read(abstract), hit.score / top)
    ]
    # An acronym is spelt out or it is not, whatever else an abstract says of it.
    decisive = question.answer_type is AnswerType.ACRONYM
    return sorted(
        candidates,
        key=lambda c: (-c.evidence if decisive else 0, -c.score, c.reading.abstract.id, c.index),
    )


class _Asked:
    """A question as every abstract is held against it, worked out once."""

    def __init__(self, question: Question, foci: Sequence[Weighted]) -> None:
        self.question = question
        self.foci = foci
        self.weights = np.array([w.weight for w in foci])
        self.surfaces = [w.focus.concept.surface for w in foci]
        self.terms = [[a.term for a in w.focus.concept.alternatives] for w in foci]


def _candidates(asked: _Asked, reading: Reading, retrieval: float) -> Iterator[Candidate]:
    seen = _Seen(asked, reading)
    found = [find(asked.question, reading, i).strength for i in range(len(reading.sentences))]
    weights = table("ranking")["weights"]
    signs = signs_of_abstract(asked.foci, reading, retrieval)
    of_abstract = sum(weights.get(name, 0.0) * value for name, value in signs.items())
    scores = np.full(len(found), of_abstract)
    for name, values in seen.signs(np.array(found)).items():
        if weight := weights.get(name):
            scores += weight * values
    every = zip(scores.tolist(), seen.coverage.tolist(), found, strict=True)
    for index, (score, coverage, strength) in enumerate(every):
        yield Candidate(reading, index, score, tuple(coverage), strength)


class _Seen:
    """How far an abstract holds the foci of a question.

    Arrays of a row for each sentence and a column for each focus; see `signs` for what they mean.
    """

    def __init__(self, asked: _Asked, reading: Reading) -> None:
        self.asked = asked
        self.reading = reading
        foci, shape = asked.foci, (len(reading.sentences), len(asked.foci))
        named = np.array([w.held_by(reading.names) for w in foci])
        # What the abstract presents need not be named again: "it has 47B parameters".
        self.said = asked.weights * (named >= NEARLY)
        self.unsaid = asked.weights * (named < NEARLY)
        self.here = np.array([w.held_by(s.terms) for s in reading.sentences for w in foci]).reshape(
            shape
        )
        texts = tuple(s.sentence.text for s in reading.sentences)
        self.near = resemblance(asked.question.text, asked.surfaces, texts)
        self.coverage = np.maximum(self.here, self._around(named))

    def _around(self, named: NDArray[np.float64]) -> NDArray[np.float64]:
        """How well the foci are covered by what stands around each sentence."""
        reading, foci = self.reading, self.asked.foci
        titled = np.array([IN_TITLE * w.held_by(reading.title_terms) for w in foci])
        in_text = np.array([IN_ABSTRACT * w.held_by(reading.terms) for w in foci])
        around = np.tile(np.maximum(np.maximum(named, titled), in_text), (len(self.here), 1))
        around[1:] = np.maximum(around[1:], IN_NEIGHBOUR * self.here[:-1])
        around[:-1] = np.maximum(around[:-1], IN_NEIGHBOUR * self.here[1:])
        return around

    def signs(self, found: NDArray[np.float64]) -> dict[str, NDArray[np.float64]]:
        """What speaks for each sentence, by name, each 0 to 1.

        `covered`: the share of the question's weight that it covers, itself or by what stands
        around it. `here`: the share of what is not presented that it holds itself; `nearly`,
        `nearly_here`: the shares that it holds by words of near meaning. `pairs`: neighbouring
        concepts of the question that are neighbours in it. `typed`: the kind of thing that was
        asked for stands in it, also by that kind. `named`: it names what is presented, as asked.
        `likeness`, `affinity`: see `resembling`. `opening`, `place`, `long`: where it stands, and
        how long it is.

        Args:
            found: how surely the kind of thing that was asked for stands in each sentence.
        """
        nearly = np.maximum(self.here, self.near.concepts)
        lengths = np.array([len(s.sentence.text) for s in self.reading.sentences])
        places = np.arange(len(lengths), dtype=np.float64)
        return {
            "covered": _share(self.asked.weights, self.coverage),
            "here": _share(self.unsaid, self.here, nothing=1.0),
            "nearly": _share(self.asked.weights, nearly),
            "nearly_here": _share(self.unsaid, nearly, nothing=1.0),
            "pairs": self._neighbours(),
            "typed": found,
            f"typed {self.asked.question.answer_type.value}": found,
            "named": _share(self.said, self.here),
            "likeness": self.near.likeness,
            "affinity": self.near.affinity,
            "opening": (places == 0).astype(np.float64),
            "place": places / max(1.0, places[-1]),
            "long": np.minimum(1.0, lengths / LONG),
        }

    def _neighbours(self) -> NDArray[np.float64]:
        """The share of neighbouring concepts that stand next to each other in each sentence."""
        unsaid = np.flatnonzero(self.unsaid).tolist()
        terms, weights = self.asked.terms, self.asked.weights.tolist()
        pairs = [
            (weights[i] + weights[j], {(a, b) for a in terms[i] for b in terms[j]})
            for i, j in pairwise(unsaid)
        ]
        total = sum(weight for weight, _ in pairs) or 1.0
        return np.array(
            [
                sum(weight for weight, ways in pairs if not ways.isdisjoint(s.pairs)) / total
                for s in self.reading.sentences
            ]
        )


def _share(
    weights: NDArray[np.float64], values: NDArray[np.float64], nothing: float = 0.0
) -> NDArray[np.float64]:
    """The share of a weight that the values of each sentence reach; `nothing` where it is 0."""
    total = float(weights.sum())
    return values @ weights / total if total else np.full(len(values), nothing)


def signs_of_abstract(
    foci: Sequence[Weighted], reading: Reading, retrieval: float
) -> dict[str, float]:
    """What speaks for an abstract, by name, each 0 to 1; the weights are in `config/ranking.toml`.

    `retrieval`: its retrieval score, as a share of the best. `held`: the share of the question's
    weight that it holds. `titled`: the share in its title. `subject`: see `subject_match`.
    """
    return {
        "retrieval": retrieval,
        "held": share(foci, reading.terms),
        "titled": share(foci, reading.title_terms),
        "subject": subject_match(foci, reading),
    }


def select(
    question: Question, foci: Sequence[Weighted], candidates: Sequence[Candidate]
) -> list[Candidate]:
    """The best candidate and what completes it: at most three sentences of the same abstract.

    Where the kind of thing that was asked for shows, sentences that show it and are nearly as good
    as the best go first. A sentence completes the others if it is nearly as good and shows that
    kind nearly as surely as the first, or if it holds a concept that the others do not.
    """
    best = candidates[0]
    hard = question.answer_type in HARD_TYPES
    least = best.score - table("ranking")["close"]
    of_paper = [c for c in candidates if c.reading is best.reading]
    close = [c for c in of_paper if c.score >= least]
    if hard and best.evidence < SHOWS:
        close.sort(key=lambda c: c.evidence < SHOWS)
    chosen = close[:1]
    for candidate in (c for c in [*close, *of_paper] if c not in chosen):
        near = candidate.score >= least and candidate.evidence >= chosen[0].evidence - LESS
        if len(chosen) < MOST_SENTENCES and (near or _adds(foci, chosen, candidate)):
            chosen.append(candidate)
    return sorted(chosen, key=lambda c: c.index)


def _adds(foci: Sequence[Weighted], chosen: Sequence[Candidate], candidate: Candidate) -> bool:
    """Whether a sentence itself holds a concept that none of the chosen ones holds."""
    held = candidate.reading.names.union(*(c.sentence.terms for c in chosen))
    return any(not w.held_by(held) and w.held_by(candidate.sentence.terms) > HELD for w in foci)
