"""A claim and a sentence in numbers, by name: what the model of stance looks at."""

import math
import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from itertools import pairwise

from knowledge.aligning import alignment
from knowledge.claiming import ReadClaim, weight_of
from knowledge.contrasts import contrasts
from knowledge.counted import in_name
from knowledge.facets import Facets, facets
from knowledge.pairing import Contrast
from knowledge.passages import Passage, coverage
from knowledge.reading import ReadSentence
from knowledge.text import fold
from knowledge.weighing import Weighted, subject_match
from knowledge.wordlists import table

LITTLE = 0.2
"""Weights below this are as good as none."""
KINDS = (
    "number", "category", "name", "comparison", "opposite", "direction", "drift", "negation",
)  # fmt: skip
PLAIN = ("number", "category", "name", "comparison")
"""Kinds of contrasts; those that leave little doubt."""


@lru_cache(maxsize=256)
def features(claim: ReadClaim, passage: Passage) -> Mapping[str, float]:
    """The features of a claim and a sentence, by name."""
    reading = passage.reading
    found = contrasts(claim.facets, facets(passage.text), reading.names, reading.title_terms)
    settled = [_settled(w, found) for w in claim.foci]
    plain = coverage(claim.foci, reading, passage.index)
    covered = [max(pair) for pair in zip(plain, settled, strict=True)]
    rest = [w.weight * (1 - s) for w, s in zip(claim.foci, settled, strict=True)]
    ground = sum(r * c for r, c in zip(rest, plain, strict=True)) / max(sum(rest), 1e-9)
    return {
        **_covering(claim, passage, covered, settled),
        **_manner(claim, passage),
        **_standing(
            claim.facets, found, ground if sum(rest) > LITTLE else 1.0, reading.title_terms
        ),
        **_negation(claim, passage, ground),
        "choice": claim.choice,
    }


def _settled(weighted: Weighted, found: Sequence[Contrast]) -> float:
    """Whether the sentence speaks of a focus in other words: as the same, or what excludes it."""
    start = weighted.focus.start
    end = start + len(weighted.focus.concept.surface)
    return max((c.weight for c in found if c.span.start < end and start < c.span.end), default=0.0)


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
        "unknown": max((1 - s for w, s in both if not w.focus.known), default=0.0),
        "missing_name": 1.0 - min((held[i] for i in names), default=1.0),
        "absent_name": float(any(_absent(w, h) for w, h in zip(foci, held, strict=True))),
        "foreign": float(bool(names) and not any(_about(foci[i], passage) for i in names)),
        "unknown_name": float(any(w.focus.name and not w.focus.known and not s for w, s in both)),
        "pairs": _pairs(foci, passage.sentence),
        "subject": subject_match(foci, reading),
        "retrieval": passage.retrieval,
        "foremost": float(passage.foremost),
        "likeness": alignment(_words(claim.text), _words(passage.text)),
        "few": 1 / max(1, len(foci)),
    }


def _about(weighted: Weighted, passage: Passage) -> bool:
    """Whether a sentence is about a name: holds it, or stands in an abstract that presents it."""
    reading = passage.reading
    about = passage.sentence.terms | reading.names | reading.title_terms
    return weighted.held_by(about) > LITTLE


def _absent(weighted: Weighted, held: float) -> bool:
    """Whether a name that other abstracts have is missing."""
    return weighted.focus.name and weighted.focus.known and held < LITTLE


@lru_cache(maxsize=2048)
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


def _manner(claim: ReadClaim, passage: Passage) -> dict[str, float]:
    """How a claim and a sentence are put: sure or careful, a finding or an aim, long or short."""
    words, asked = frozenset(_all_words(passage.text)), frozenset(_all_words(claim.text))
    count = len(passage.reading.sentences)
    return {
        "concludes": float(not words.isdisjoint(_cues("conclusion"))),
        "aims": float(not words.isdisjoint(_cues("purpose"))),
        "hedges": float(not words.isdisjoint(_cues("hedge"))),
        "lacks": float(_lacking().search(passage.text) is not None),
        "position": passage.index / max(1, count - 1),
        "first": float(passage.index == 0),
        "length": min(1.0, len(words) / 40),
        "abstract_length": min(1.0, len(passage.reading.abstract.text) / 1500),
        "claim_length": min(1.0, len(_all_words(claim.text)) / 30),
        "claim_hedges": float(not asked.isdisjoint(_cues("hedge"))),
        "claim_absolute": float(not asked.isdisjoint(_cues("absolute"))),
        "claim_asks": float("?" in claim.text),
        "claim_numbers": float(bool(claim.facets.measures)),
    }


def absolute(text: str) -> bool:
    """Whether a text says that something holds without exception: all, every, never, best."""
    return not frozenset(_all_words(text)).isdisjoint(_cues("absolute"))


@lru_cache(maxsize=2048)
def _all_words(text: str) -> tuple[str, ...]:
    return tuple(fold(token.surface) for token in facets(text).tokens)


@cache
def _lacking() -> re.Pattern[str]:
    return re.compile(table("checking")["cues"]["lacking"], re.IGNORECASE)


@cache
def _cues(kind: str) -> frozenset[str]:
    return frozenset(table("checking")["cues"][kind].split())


def _standing(
    claim: Facets, found: Sequence[Contrast], ground: float, titled: frozenset[str]
) -> dict[str, float]:
    """The contrasts by kind: the surest that agrees, and the surest that clashes.

    `clash` and `agreement`: the surest of the plain kinds, where the rest of the claim is covered.
    """
    signs = {f"{kind}_{how}": 0.0 for kind in KINDS for how in ("agrees", "clashes")}
    for contrast in found:
        name = f"{contrast.kind}_{'agrees' if contrast.agree else 'clashes'}"
        signs[name] = max(signs[name], contrast.weight)
    agreed = {c.span.start for c in found if c.kind == "number" and c.agree and c.weight > LITTLE}
    counts = [m for m in claim.measures if not in_name(m, claim, titled)]
    return {
        **signs,
        "ground": ground,
        "clash": ground * max(signs[f"{kind}_clashes"] for kind in PLAIN),
        "agreement": ground * max(signs[f"{kind}_agrees"] for kind in PLAIN),
        "number_open": sum(m.start not in agreed for m in counts) / max(1, len(counts)),
    }


def _negation(claim: ReadClaim, passage: Passage, ground: float) -> dict[str, float]:
    said = facets(passage.text)
    claim_not, said_not = bool(claim.facets.negations), bool(said.negations)
    return {
        "only_claim_not": float(claim_not and not said_not) * ground,
        "only_said_not": float(said_not and not claim_not) * ground,
        "both_not": float(claim_not and said_not) * ground,
        "said_not": float(said_not),
        "claim_not": float(claim_not),
        "claim_null": float(claim.facets.null),
        "only_claim_null": float(claim.facets.null and not said.null),
        "only_said_null": float(said.null and not claim.facets.null),
        **_parity(claim.facets, said),
        "claim_down": float(any(d.sign < 0 for d in claim.facets.directions)),
    }


def _parity(claim: Facets, said: Facets) -> dict[str, float]:
    """Whether all directions together go the same way, where both have any."""
    if not claim.directions or not said.directions:
        return {"parity_agrees": 0.0, "parity_clashes": 0.0}
    signs = [math.prod(d.sign for d in each.directions) for each in (claim, said)]
    agree = signs[0] == signs[1]
    return {"parity_agrees": float(agree), "parity_clashes": float(not agree)}
