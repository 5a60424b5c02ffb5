"""The sentences of an abstract beside a claim: which are looked at, and what they cover of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from knowledge.claiming import ReadClaim, weight_of
from knowledge.facets import facets
from knowledge.pairing import ROOT
from knowledge.reading import Reading, ReadSentence
from knowledge.weighing import Weighted

IN_NEIGHBOUR = 0.5
IN_TITLE = 0.7
IN_ABSTRACT = 0.4
PREFIXED = 0.5
"""How well a sentence covers a concept by what stands beside it, or by a word of the same root."""
NEARLY = 0.8
"""Terms of a greater weight are the word itself, or what it is short for."""
PROMISING = 4
"""So many sentences of an abstract are looked at closely."""
ALSO = 0.2
"""What a number of the same dimension, or a category of the same group, adds to what is shared."""


@dataclass(frozen=True, slots=True, eq=False)
class Passage:
    """A sentence in its abstract.

    `retrieval`: the abstract's score as a share of the best; `foremost`: it is the best.
    """

    reading: Reading
    index: int
    retrieval: float = 1.0
    foremost: bool = True

    @property
    def sentence(self) -> ReadSentence:
        """The sentence."""
        return self.reading.sentences[self.index]

    @property
    def text(self) -> str:
        """The sentence as it is stored."""
        return self.sentence.sentence.text


def promising(
    claim: ReadClaim, reading: Reading, retrieval: float, *, foremost: bool
) -> list[Passage]:
    """The few sentences of an abstract that share most with a claim, best first."""
    unsaid = [w for w in claim.foci if w.held_by(reading.names) < NEARLY]
    shares = [_shared(claim, unsaid, sentence) for sentence in reading.sentences]
    best = sorted(range(len(shares)), key=lambda i: (-shares[i], i))[:PROMISING]
    return [Passage(reading, i, retrieval, foremost) for i in best]


def _shared(claim: ReadClaim, unsaid: Sequence[Weighted], sentence: ReadSentence) -> float:
    """The weight of the foci in a sentence, and whether it has numbers or categories too.

    `unsaid`: the foci but for the names of what the abstract presents: those need no repeating.
    """
    held = weight_of(unsaid, [w.held_by(sentence.terms) for w in unsaid])
    said = facets(sentence.sentence.text)
    numbers = {m.dimension for m in claim.facets.measures} & {m.dimension for m in said.measures}
    groups = claim.facets.members.keys() & said.members.keys()
    return held + ALSO * (bool(numbers) + bool(groups))


def coverage(foci: Sequence[Weighted], reading: Reading, index: int) -> list[float]:
    """How well a sentence covers each focus, by itself or by what stands around it."""
    around: frozenset[str] = frozenset()
    around = around.union(*(s.terms for s in reading.sentences[max(0, index - 1) : index + 2]))
    here = reading.sentences[index].terms | reading.names
    roots = _roots(reading.sentences[index].terms)
    return [
        max(
            w.held_by(here),
            PREFIXED if _rooted(w, roots) else 0.0,
            IN_TITLE * w.held_by(reading.title_terms),
            IN_NEIGHBOUR * w.held_by(around),
            IN_ABSTRACT * w.held_by(reading.terms),
        )
        for w in foci
    ]


@lru_cache(maxsize=2048)
def _roots(terms: frozenset[str]) -> frozenset[str]:
    return frozenset(term[:ROOT] for term in terms if len(term) >= ROOT)


def _rooted(weighted: Weighted, roots: frozenset[str]) -> bool:
    return any(
        a.term[:ROOT] in roots for a in weighted.focus.concept.alternatives if len(a.term) >= ROOT
    )
