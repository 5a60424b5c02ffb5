"""The best abstracts as the reader reads them for a question, and which sentences to quote.

How many are read at all: `pipeline`.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.answers.confidence import Features, probability
from knowledge.model import Abstract, Hit
from knowledge.questions.coverage import Weighted, share, subject_match
from knowledge.questions.question import Question
from knowledge.reader import Reader, Said
from knowledge.reader.reading import Reading, ReadSentence, passage_of, read
from knowledge.settings import tuned

MOST_SENTENCES = tuned().answers.most_sentences
SHARED = tuned().answers.shared_words
ADDS = tuned().answers.adds
BEHIND = tuned().answers.behind


@dataclass(frozen=True, slots=True)
class Candidate:
    """A paper as it was read for a question.

    `likely`: for each sentence, how likely it is the one that answers, if the paper does; they add
    up to 1. `sure`: the probability that the paper answers, 0 to 1.
    """

    reading: Reading
    said: Said
    likely: tuple[float, ...]
    features: Features
    sure: float

    @property
    def sentence(self) -> ReadSentence:
        """The sentence that answers, if one does."""
        return self.reading.sentences[self.order[0]]

    @property
    def order(self) -> list[int]:
        """The numbers of the sentences, the likeliest to answer first."""
        return sorted(range(len(self.likely)), key=lambda n: (-self.likely[n], n))


def rank(
    question: Question,
    foci: Sequence[Weighted],
    hits: Sequence[Hit],
    abstracts: Sequence[Abstract],
    reader: Reader,
) -> list[Candidate]:
    """The found abstracts, the one that most surely answers first."""
    found = [(hit.score / hits[0].score, read(a)) for hit, a in zip(hits, abstracts, strict=True)]
    found = [(retrieval, reading) for retrieval, reading in found if reading.sentences]
    said = reader.read(question.text, [passage_of(reading) for _, reading in found])
    candidates = [
        _candidate(foci, reading, s, retrieval)
        for (retrieval, reading), s in zip(found, said, strict=True)
    ]
    return sorted(candidates, key=lambda c: (-c.sure, c.reading.abstract.id))


def _candidate(
    foci: Sequence[Weighted], reading: Reading, said: Said, retrieval: float
) -> Candidate:
    terms = reading.terms | reading.names
    names = [w.held_by(terms) for w in foci if w.focus.name]
    likely = _likely(foci, reading, said)
    features = Features.of(
        answers=said.answers,
        peak=max(likely),
        retrieval=retrieval,
        covered=share(foci, terms),
        missing_name=1 - min(names, default=1.0),
        subject=subject_match(foci, reading),
        unknown=sum(not w.focus.known for w in foci) / max(1, len(foci)),
    )
    return Candidate(reading, said, likely, features, probability(features))


def _likely(foci: Sequence[Weighted], reading: Reading, said: Said) -> tuple[float, ...]:
    """What the reader says of the sentences, together with the words that they share."""
    shared = (math.exp(SHARED * share(foci, sentence.terms)) for sentence in reading.sentences)
    weighed = [p * weight for p, weight in zip(said.sentences, shared, strict=True)]
    total = sum(weighed)
    return tuple(weight / total for weight in weighed)


def select(candidate: Candidate) -> list[int]:
    """The numbers of the sentences to quote: the best one, and what is nearly as likely."""
    likely = candidate.likely
    best, *others = candidate.order
    return [best, *(n for n in others if likely[n] >= ADDS * likely[best])][:MOST_SENTENCES]


def worth_reading(
    question: Question, hits: Sequence[Hit], found: Sequence[Abstract]
) -> tuple[list[Hit], list[Abstract]]:
    """The papers that are not far behind the best, and those that hold every name asked for."""
    names = [f.concept.surface.casefold() for f in question.foci if f.name]
    kept = [
        (hit, paper)
        for hit, paper in zip(hits, found, strict=True)
        if hit.score >= BEHIND * hits[0].score or (names and _holds(paper, names))
    ]
    return [hit for hit, _ in kept], [paper for _, paper in kept]


def _holds(paper: Abstract, names: Sequence[str]) -> bool:
    text = f"{paper.title or ''} {paper.text}".casefold()
    return all(name in text for name in names)
