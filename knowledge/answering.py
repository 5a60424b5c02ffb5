"""The best abstracts of a question to an answer in their own words, or to an abstention."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from knowledge.confidence import Features, probability
from knowledge.expected import evidence
from knowledge.meaning import common
from knowledge.model import Abstract, Hit
from knowledge.questions import AnswerType, Focus, Question
from knowledge.reading import Reading, ReadSentence, read
from knowledge.retrieval.port import Retriever
from knowledge.text import fold
from knowledge.wordlists import table

IN_NEIGHBOUR = 0.6
IN_TITLE = 0.7
IN_ABSTRACT = 0.4
"""How well a sentence covers a concept that stands beside it and not in it."""
NEARLY = 0.8
"""Alternatives of a greater weight are the word itself, or what it is short for."""
MOST_SENTENCES = 3
NAME_FACTOR = 1.3
COMMON_FACTOR = 0.4
"""A name weighs more than another word as rare; an everyday word that no abstract holds, less."""
HARD_TYPES = frozenset(
    {AnswerType.QUANTITY, AnswerType.LICENCE, AnswerType.DATE, AnswerType.PLACE}
)
"""Kinds of answer that a sentence shows: without a number, there is no answer to "how many"."""


@dataclass(frozen=True, slots=True)
class Weighted:
    """A focus of the question with its weight: how much of the question's meaning it carries."""

    focus: Focus
    weight: float


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


def weigh(question: Question, retriever: Retriever) -> tuple[Weighted, ...]:
    """The foci with their weights: idf, so that a rare word counts more than a common one."""
    count = len(retriever)
    weighted = []
    for focus in question.foci:
        best = max(a.weight for a in focus.concept.alternatives)
        closest = [a.term for a in focus.concept.alternatives if a.weight >= best]
        frequency = max(retriever.document_frequency(t) for t in closest)
        idf = math.log(1 + (count - frequency + 0.5) / (frequency + 0.5))
        if focus.name:
            idf *= NAME_FACTOR
        elif not focus.known and common(fold(focus.concept.surface)):
            idf *= COMMON_FACTOR
        weighted.append(Weighted(focus, idf))
    return tuple(weighted)


def rank(
    question: Question, foci: Sequence[Weighted], hits: Sequence[Hit], abstracts: Sequence[Abstract]
) -> list[Candidate]:
    """Every sentence of the found abstracts as a candidate, best first."""
    top = hits[0].score if hits else 1.0
    candidates = []
    for hit, abstract in zip(hits, abstracts, strict=True):
        reading = read(abstract)
        of_abstract = signs_of_abstract(foci, reading, hit.score / top)
        for index in range(len(reading.sentences)):
            candidates.append(_candidate(question, foci, reading, index, of_abstract))
    return sorted(candidates, key=lambda c: (-c.score, c.reading.abstract.id, c.index))


def _candidate(
    question: Question,
    foci: Sequence[Weighted],
    reading: Reading,
    index: int,
    of_abstract: Mapping[str, float],
) -> Candidate:
    coverage = tuple(_covered(w.focus, reading, index) for w in foci)
    found = evidence(question, reading, index)
    signs = {**of_abstract, **signs_of_sentence(foci, reading, index, coverage, found)}
    weights = table("ranking")["weights"]
    score = sum(weights[name] * value for name, value in signs.items())
    return Candidate(reading, index, score, coverage, found)


def signs_of_abstract(
    foci: Sequence[Weighted], reading: Reading, retrieval: float
) -> dict[str, float]:
    """What speaks for an abstract, by name, each 0 to 1; the weights are in `config/ranking.toml`.

    `retrieval`: its retrieval score, as a share of the best. `held`: the share of the question's
    weight that it holds. `titled`: the share in its title. `subject`: see `subject_match`.
    """
    return {
        "retrieval": retrieval,
        "held": _share(foci, reading.terms),
        "titled": _share(foci, reading.title_terms),
        "subject": subject_match(foci, reading),
    }


def signs_of_sentence(
    foci: Sequence[Weighted],
    reading: Reading,
    index: int,
    coverage: Sequence[float],
    found: float,
) -> dict[str, float]:
    """What speaks for a sentence of an abstract, by name, each 0 to 1.

    `covered`: the share of the question's weight that it covers, itself or by what stands around
    it. `here`: the share that it holds itself. `pairs`: neighbouring concepts of the question that
    are neighbours in it. `typed`: the kind of thing that was asked for stands in it. `named`: it
    names what is presented, as asked. `opening`: it is the first sentence.
    """
    total = sum(w.weight for w in foci) or 1.0
    sentence = reading.sentences[index]
    # What the abstract presents need not be named again: "it has 47B parameters".
    unsaid = [w for w in foci if _best_weight(w.focus, reading.names) < NEARLY]
    return {
        "covered": sum(w.weight * c for w, c in zip(foci, coverage, strict=True)) / total,
        "here": _share(unsaid, sentence.terms) if unsaid else 1.0,
        "pairs": _neighbours(unsaid, sentence),
        "typed": found,
        "named": _share([w for w in foci if w not in unsaid], sentence.terms),
        "opening": 1.0 if index == 0 else 0.0,
    }


def _share(foci: Sequence[Weighted], terms: frozenset[str]) -> float:
    total = sum(w.weight for w in foci) or 1.0
    return sum(w.weight * _best_weight(w.focus, terms) for w in foci) / total


def _neighbours(foci: Sequence[Weighted], sentence: ReadSentence) -> float:
    """The share of neighbouring concepts that stand next to each other in a sentence."""
    pairs = list(zip(foci, foci[1:], strict=False))
    if not pairs:
        return 0.0
    found = sum(
        (a.weight + b.weight)
        for a, b in pairs
        if any((x.term, y.term) in sentence.pairs for x in a.focus.concept.alternatives for y in b.focus.concept.alternatives)
    )
    return found / sum(a.weight + b.weight for a, b in pairs)


def _best_weight(focus: Focus, terms: frozenset[str]) -> float:
    return max((a.weight for a in focus.concept.alternatives if a.term in terms), default=0.0)


def _covered(focus: Focus, reading: Reading, index: int) -> float:
    """How well a sentence covers a concept, 0 to 1, itself or by what stands around it."""
    here = _best_weight(focus, reading.sentences[index].terms)
    named = _best_weight(focus, reading.names)
    title = IN_TITLE * _best_weight(focus, reading.title_terms)
    before = reading.sentences[index - 1].terms if index else frozenset[str]()
    after = reading.sentences[index + 1].terms if index + 1 < len(reading.sentences) else frozenset[str]()
    near = IN_NEIGHBOUR * _best_weight(focus, before | after)
    anywhere = IN_ABSTRACT * _best_weight(focus, reading.terms)
    return max(here, named, title, near, anywhere)


def subject_match(foci: Sequence[Weighted], reading: Reading) -> float:
    """How exactly the question names what an abstract presents, 0 to 1.

    1 where a name of it stands whole in the question; less where the question leaves out a part
    ("Voxtral" for "Voxtral TTS").
    """
    asked = frozenset(term for w in foci if w.focus.name for term in w.focus.terms)
    shares = [sum(not asked.isdisjoint(word) for word in name) / len(name) for name in reading.called if name]
    return max(shares, default=0.0)


def select(question: Question, foci: Sequence[Weighted], candidates: Sequence[Candidate]) -> list[Candidate]:
    """The best candidate and what completes it: at most three sentences of the same abstract."""
    best = candidates[0]
    chosen = [best]
    pool = [c for c in candidates[1:] if c.reading is best.reading]
    for candidate in pool[: MOST_SENTENCES + 1]:
        if len(chosen) == MOST_SENTENCES:
            break
        if candidate.score >= best.score - table("ranking")["close"] or _adds(foci, chosen, candidate):
            chosen.append(candidate)
    return sorted(chosen, key=lambda c: c.index)


def _adds(foci: Sequence[Weighted], chosen: Sequence[Candidate], candidate: Candidate) -> bool:
    """Whether a sentence itself holds a concept that none of the chosen ones holds."""
    for w in foci:
        if any(_best_weight(w.focus, c.sentence.terms) for c in chosen):
            continue
        if _best_weight(w.focus, candidate.reading.names):
            continue
        if _best_weight(w.focus, candidate.sentence.terms) > 0.5:
            return True
    return False


def _together(foci: Sequence[Weighted], chosen: Sequence[Candidate]) -> float:
    pairs = list(zip(foci, foci[1:], strict=False))
    if not pairs:
        return 1.0
    def both(a: Weighted, b: Weighted) -> float:
        return max(
            min(_best_weight(a.focus, c.sentence.terms), _best_weight(b.focus, c.sentence.terms))
            for c in chosen
        )
    return sum(both(a, b) for a, b in pairs) / len(pairs)


def margin_of(ranked: Sequence[Candidate]) -> float:
    best = ranked[0]
    other = next((c.score for c in ranked if c.reading is not best.reading), 0.0)
    return 1.0 - max(0.0, other) / best.score if best.score > 0 else 0.0


def features(question: Question, foci: Sequence[Weighted], chosen: Sequence[Candidate], margin: float = 0.0) -> Features:
    """What speaks for and against the chosen sentences."""
    reading = chosen[0].reading
    total = sum(w.weight for w in foci) or 1.0
    held = [max(_best_weight(w.focus, reading.terms), _best_weight(w.focus, reading.names)) for w in foci]
    shown = [max(c.coverage[i] for c in chosen) for i in range(len(foci))]
    here = [
        max(
            max(_best_weight(w.focus, c.sentence.terms) for c in chosen),
            _best_weight(w.focus, reading.names),
        )
        for w in foci
    ]
    weights = [w.weight / total for w in foci]
    names = [h for w, h in zip(foci, held, strict=True) if w.focus.name]
    typed = max(c.evidence for c in chosen)
    hard = question.answer_type in HARD_TYPES
    head = next((h for w, h in zip(foci, here, strict=True) if hard and w.focus is question.head), 1.0)
    own = [max(_best_weight(w.focus, reading.names), _best_weight(w.focus, reading.title_terms)) for w in foci if w.focus.name]
    foreign = 1.0 - max(own) if own else 0.0
    return Features(
        covered=sum(w * h for w, h in zip(weights, held, strict=True)),
        in_sentence=sum(w * s for w, s in zip(weights, shown, strict=True)),
        exact=sum(w * h for w, h in zip(weights, here, strict=True)),
        gap=max((w * (1 - h) for w, h in zip(weights, here, strict=True)), default=0.0),
        weakest=min(held, default=0.0),
        missing_name=1.0 - min(names, default=1.0),
        missing_head=1.0 - head,
        typed=0.0 if hard else typed,
        missing_type=1.0 - typed if hard else 0.0,
        unknown=sum(not w.focus.known for w in foci) / max(1, len(foci)),
        subject=subject_match(foci, reading),
        foreign=foreign,
        foreign_type=foreign if hard else 0.0,
        together=_together(foci, chosen),
        margin=margin,
        single=1.0 if len(foci) == 1 else 0.0,
    )


def identified(foci: Sequence[Weighted], reading: Reading) -> float:
    """How much of a question's weight stands in the title or a name of what is presented, 0 to 1.

    For a paper without a title, its abstract stands in for one.
    """
    marks = reading.title_terms | reading.names if reading.title_terms else reading.terms
    total = sum(w.weight for w in foci)
    return sum(w.weight * _best_weight(w.focus, marks) for w in foci) / total if total else 0.0


def confidence(
    question: Question,
    foci: Sequence[Weighted],
    ranked: Sequence[Candidate],
    chosen: Sequence[Candidate],
) -> float:
    """The probability that the chosen sentences answer the question."""
    return probability(features(question, foci, chosen, margin_of(ranked)))
