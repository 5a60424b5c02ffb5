"""The sentences of the best abstracts as candidate answers, ranked; and which of them to quote."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

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
    candidates: list[Candidate] = []
    for hit, abstract in zip(hits, abstracts, strict=True):
        reading = read(abstract)
        of_abstract = signs_of_abstract(foci, reading, hit.score / top)
        seen = _Seen(question, foci, reading)
        candidates += [
            _candidate(question, seen, index, of_abstract)
            for index in range(len(reading.sentences))
        ]
    # An acronym is spelt out or it is not, whatever else an abstract says of it.
    decisive = question.answer_type is AnswerType.ACRONYM
    return sorted(
        candidates,
        key=lambda c: (-c.evidence if decisive else 0, -c.score, c.reading.abstract.id, c.index),
    )


class _Seen:
    """How far an abstract holds the foci, worked out once for all of its sentences."""

    def __init__(self, question: Question, foci: Sequence[Weighted], reading: Reading) -> None:
        self.foci = foci
        self.reading = reading
        self.here = [[w.held_by(s.terms) for w in foci] for s in reading.sentences]
        self.named = [w.held_by(reading.names) for w in foci]
        # What the abstract presents need not be named again: "it has 47B parameters".
        self.unsaid = [i for i, named in enumerate(self.named) if named < NEARLY]
        self.said = [i for i, named in enumerate(self.named) if named >= NEARLY]
        self._floor = [
            max(
                named,
                IN_TITLE * w.held_by(reading.title_terms),
                IN_ABSTRACT * w.held_by(reading.terms),
            )
            for w, named in zip(foci, self.named, strict=True)
        ]

        texts = tuple(s.sentence.text for s in reading.sentences)
        surfaces = [w.focus.concept.surface for w in foci]
        self.near = resemblance(question.text, surfaces, texts)

    def nearly(self, index: int) -> list[float]:
        """How well a sentence holds each focus, by its words or by what is near them."""
        found = zip(self.here[index], self.near.concepts[index].tolist(), strict=True)
        return [max(held, near) for held, near in found]

    def coverage(self, index: int) -> tuple[float, ...]:
        """How well a sentence covers each focus, itself or by what stands around it."""
        around = self.here[max(0, index - 1) : index + 2]
        return tuple(
            max(self.here[index][i], floor, IN_NEIGHBOUR * max(held[i] for held in around))
            for i, floor in enumerate(self._floor)
        )

    def share_of(self, which: Sequence[int], values: Sequence[float]) -> float:
        """The share of the weight of some foci that their values reach; 0 where there are none."""
        total = sum(self.foci[i].weight for i in which)
        return sum(self.foci[i].weight * values[i] for i in which) / total if total else 0.0


def _candidate(
    question: Question, seen: _Seen, index: int, of_abstract: Mapping[str, float]
) -> Candidate:
    coverage = seen.coverage(index)
    found = find(question, seen.reading, index).strength
    signs = {**of_abstract, **_signs_of_sentence(question, seen, index, coverage, found)}
    weights = table("ranking")["weights"]
    score = sum(weights.get(name, 0.0) * value for name, value in signs.items())
    return Candidate(seen.reading, index, score, coverage, found)


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


def _signs_of_sentence(
    question: Question, seen: _Seen, index: int, coverage: Sequence[float], found: float
) -> dict[str, float]:
    """What speaks for a sentence of an abstract, by name, each 0 to 1.

    `covered`: the share of the question's weight that it covers, itself or by what stands around
    it. `here`: the share of what is not presented that it holds itself; `nearly`, `nearly_here`:
    the shares that it holds by words of near meaning. `pairs`: neighbouring concepts of the
    question that are neighbours in it. `typed`: the kind of thing that was asked for stands in it,
    also by that kind. `named`: it names what is presented, as asked. `likeness`, `affinity`: see
    `resembling`. `opening`, `place`, `long`: where it stands, and how long it is.
    """
    here, unsaid = seen.here[index], seen.unsaid
    nearly = seen.nearly(index)
    sentence = seen.reading.sentences[index]
    last = len(seen.reading.sentences) - 1
    return {
        "covered": seen.share_of(range(len(coverage)), coverage),
        "here": seen.share_of(unsaid, here) if unsaid else 1.0,
        "nearly": seen.share_of(range(len(coverage)), nearly),
        "nearly_here": seen.share_of(unsaid, nearly) if unsaid else 1.0,
        "pairs": _neighbours([seen.foci[i] for i in unsaid], sentence),
        "typed": found,
        f"typed {question.answer_type.value}": found,
        "named": seen.share_of(seen.said, here),
        "likeness": seen.near.likeness[index],
        "affinity": seen.near.affinity[index],
        "opening": 1.0 if index == 0 else 0.0,
        "place": index / last if last else 0.0,
        "long": min(1.0, len(sentence.sentence.text) / LONG),
    }


def _neighbours(foci: Sequence[Weighted], sentence: ReadSentence) -> float:
    """The share of neighbouring concepts that stand next to each other in a sentence."""
    pairs = list(pairwise(foci))
    if not pairs:
        return 0.0
    found = sum(
        (a.weight + b.weight)
        for a, b in pairs
        if any(
            (x.term, y.term) in sentence.pairs
            for x in a.focus.concept.alternatives
            for y in b.focus.concept.alternatives
        )
    )
    return found / sum(a.weight + b.weight for a, b in pairs)


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
