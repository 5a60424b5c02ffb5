"""What a sentence of an abstract says about a claim: supports it, refutes it, or neither.

Named features of the two and a linear model; its numbers are in `config/stance.toml`.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import Protocol

from knowledge.claiming import ReadClaim, weight_of
from knowledge.contrasts import Contrast, contrasts
from knowledge.facets import facets
from knowledge.meaning import likeness
from knowledge.reading import Reading, ReadSentence
from knowledge.text import fold
from knowledge.weighing import Weighted, subject_match
from knowledge.wordlists import table

IN_NEIGHBOUR = 0.5
IN_TITLE = 0.7
IN_ABSTRACT = 0.4
PREFIXED = 0.5
"""How well a sentence covers a concept by what stands beside it, or by a word of the same root."""
ROOT = 6
"""Words with the same first so many letters have a root in common."""


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class Leaning:
    """The probabilities that a sentence supports a claim, refutes it, or does neither."""

    supports: float
    refutes: float
    neither: float


class SentencePair(Protocol):
    """What holds a claim against a sentence. A trained model of sentence pairs can be one."""

    def score(self, claim: ReadClaim, passage: Passage) -> Leaning:
        """What the sentence says about the claim."""
        ...


class Linear:
    """The built-in sentence pair: whether the sentence speaks of it, and which way it speaks."""

    def score(self, claim: ReadClaim, passage: Passage) -> Leaning:
        """What the sentence says about the claim."""
        found = features(claim, passage)
        speaks, agrees = logistic("speaks", found), logistic("agrees", found)
        return Leaning(speaks * agrees, speaks * (1 - agrees), 1 - speaks)


def logistic(model: str, found: Mapping[str, float]) -> float:
    """The probability that a model of `config/stance.toml` gives some features."""
    numbers = table("stance")[model]
    total = numbers["intercept"] + sum(
        weight * found[name] for name, weight in numbers["weights"].items()
    )
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


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


@lru_cache(maxsize=8192)
def _roots(terms: frozenset[str]) -> frozenset[str]:
    return frozenset(term[:ROOT] for term in terms if len(term) >= ROOT)


def _rooted(weighted: Weighted, roots: frozenset[str]) -> bool:
    return any(
        a.term[:ROOT] in roots for a in weighted.focus.concept.alternatives if len(a.term) >= ROOT
    )


def aptness(claim: ReadClaim, passage: Passage) -> float:
    """How well a sentence lends itself to judging a claim; compares within one abstract only."""
    weights = table("stance")["aptness"]
    covered = coverage(claim.foci, passage.reading, passage.index)
    found = {**_covering(claim, passage, covered, [0.0] * len(covered)), **_manner(passage)}
    return sum(float(weight) * found[name] for name, weight in weights.items())


def features(claim: ReadClaim, passage: Passage) -> dict[str, float]:
    """The features of a claim and a sentence, by name."""
    reading, sentence = passage.reading, passage.sentence
    said = facets(sentence.sentence.text)
    found = contrasts(claim.facets, said)
    settled = [_settled(w, found) for w in claim.foci]
    covered = [
        max(pair)
        for pair in zip(coverage(claim.foci, reading, passage.index), settled, strict=True)
    ]
    return {
        **_covering(claim, passage, covered, settled),
        **_manner(passage),
        **_standing(claim.facets.measures, found),
        **_polarity(claim, passage, found, weight_of(claim.foci, covered)),
    }


def _settled(weighted: Weighted, found: Sequence[Contrast]) -> float:
    """Whether the sentence speaks of a focus in other words: the same thing, or what excludes it."""
    start = weighted.focus.start
    end = start + len(weighted.focus.concept.surface)
    return max((1.0 for c in found if c.span.start < end and start < c.span.end), default=0.0)


def _covering(
    claim: ReadClaim, passage: Passage, covered: Sequence[float], settled: Sequence[float]
) -> dict[str, float]:
    foci, reading, terms = claim.foci, passage.reading, passage.sentence.terms
    both = list(zip(foci, settled, strict=True))
    here = [max(s, w.held_by(terms | reading.names)) for w, s in both]
    held = [max(s, w.held_by(reading.terms | reading.names)) for w, s in both]
    names = [i for i, w in enumerate(foci) if w.focus.name]
    return {
        "covered": weight_of(foci, covered),
        "here": weight_of(foci, here),
        "held": weight_of(foci, held),
        "titled": weight_of(foci, [w.held_by(reading.title_terms) for w in foci]),
        "gap": max((w.weight * (1 - c) for w, c in zip(foci, covered, strict=True)), default=0.0),
        "gap_held": max((w.weight * (1 - h) for w, h in zip(foci, held, strict=True)), default=0.0),
        "weakest": min(held, default=0.0),
        "unknown": sum(not (w.focus.known or s) for w, s in both) / max(1, len(foci)),
        "missing_name": 1.0 - min((held[i] for i in names), default=1.0),
        "pairs": _pairs(foci, passage.sentence),
        "subject": subject_match(foci, reading),
        "retrieval": passage.retrieval,
        "foremost": float(passage.foremost),
        "likeness": likeness(_words(claim.text), _words(passage.text)),
        "few": 1 / max(1, len(foci)),
    }


@lru_cache(maxsize=8192)
def _words(text: str) -> tuple[str, ...]:
    return tuple(fold(t.surface) for t in facets(text).tokens if not t.stop)


def _pairs(foci: Sequence[Weighted], sentence: ReadSentence) -> float:
    """The share of neighbouring concepts that are neighbours in the sentence."""
    pairs = list(pairwise(foci))
    found = sum(
        any(
            (x.term, y.term) in sentence.pairs or (y.term, x.term) in sentence.pairs
            for x in a.focus.concept.alternatives
            for y in b.focus.concept.alternatives
        )
        for a, b in pairs
    )
    return found / len(pairs) if pairs else 0.0


def _manner(passage: Passage) -> dict[str, float]:
    words = frozenset(fold(t.surface) for t in facets(passage.text).tokens)
    count = len(passage.reading.sentences)
    return {
        "concludes": 1.0 if words & _cues("conclusion") else 0.0,
        "hedges": 1.0 if words & _cues("hedge") else 0.0,
        "position": passage.index / max(1, count - 1),
        "first": 1.0 if passage.index == 0 else 0.0,
        "length": min(1.0, len(words) / 40),
    }


@cache
def _cues(kind: str) -> frozenset[str]:
    return frozenset(table("checking")["cues"][kind].split())


def _standing(claimed: Sequence[object], found: Sequence[Contrast]) -> dict[str, float]:
    """The contrasts by kind: the surest that agrees, and the surest that clashes."""
    kinds = ("number", "category", "name", "direction", "drift", "opposite", "comparison")
    signs = {f"{kind}_{how}": 0.0 for kind in kinds for how in ("agrees", "clashes")}
    for contrast in found:
        name = f"{contrast.kind}_{'agrees' if contrast.agree else 'clashes'}"
        signs[name] = max(signs[name], contrast.weight)
    numbers = sum(c.kind == "number" for c in found)
    signs["number_open"] = max(0, len(claimed) - numbers) / max(1, len(claimed))
    return signs


def _polarity(
    claim: ReadClaim, passage: Passage, found: Sequence[Contrast], covered: float
) -> dict[str, float]:
    said = facets(passage.text)
    claim_not, said_not = bool(claim.facets.negations), bool(said.negations)
    ups = [d.sign for d in claim.facets.directions]
    clashes = max((c.weight for c in found if not c.agree and c.kind != "drift"), default=0.0)
    return {
        "only_claim_not": float(claim_not and not said_not),
        "only_said_not": float(said_not and not claim_not),
        "both_not": float(claim_not and said_not),
        "only_claim_null": float(claim.facets.null and not said.null),
        "only_said_null": float(said.null and not claim.facets.null),
        "claim_down": float(any(sign < 0 for sign in ups)),
        "clash_covered": clashes * covered,
        "not_covered": float(claim_not != said_not) * covered,
    }
