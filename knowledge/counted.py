"""Where the numbers of a claim and of a sentence agree, and where they exclude each other."""

import math
from collections.abc import Iterator
from functools import cache

from knowledge.facets import Facets
from knowledge.measures import Measure, same
from knowledge.pairing import OTHER_SIDE, Contrast, Pair, kindred, roots
from knowledge.text import stem
from knowledge.wordlists import table

BETTER = 0.08
"""A number that fits so much better than the claimed one is what the claim is about."""
SWAPPED = 0.7
"""A number that another of the claim agrees with is the one meant if it fits so much better."""
MOSTLY = 0.7
"""A claim that has so much of a title names it."""
COUNTED = 0.65
"""What a number counts says so much of what it is of; the words around it say the rest."""
OTHERS_THERE = 0.5
"""What a word on a number's other side counts where the sentence has others it may go with."""
UNSAID = 0.4
ALONE = 0.6
"""The fit of two numbers of which nothing is said; and where the sentence has no others."""
FARTHEST = 100
"""Numbers that differ by a greater factor are rather of different things."""
MILLION = 1e6


def numbers(pair: Pair) -> Iterator[Contrast]:
    """Each number of the claim with what the sentence says of the same thing."""
    taken = {m for c in pair.claim.measures for m in pair.sentence.measures if _equal(c, m)}
    for measure in pair.claim.measures:
        if in_name(measure, pair.claim, pair.titled):
            continue
        alike = [m for m in pair.sentence.measures if m.dimension == measure.dimension]
        fits = {m: _measure_fit(measure, m, pair, alone=len(alike) == 1) for m in alike}
        agreeing = [m for m in alike if same(measure, m)]
        held = max(agreeing, key=lambda m: fits[m], default=None)
        surer = fits[held] + SWAPPED if held else 0.0
        others = [
            m
            for m in alike
            if same(measure, m) is False and (m not in taken or fits[m] >= max(surer, SWAPPED))
        ]
        apart = max(others, key=lambda m: fits[m], default=None)
        if held and (apart is None or fits[apart] - fits[held] < BETTER):
            yield _number(agree=True, weight=fits[held], claimed=measure, stated=held)
        elif apart:
            yield _number(agree=False, weight=fits[apart], claimed=measure, stated=apart)


def in_name(measure: Measure, claim: Facets, titled: frozenset[str]) -> bool:
    """Whether a number is a part of what an abstract is called: "One Million GPU Hours".

    It is where the claim has most of the title, or writes the number as a name.
    """
    near = [token for token, _ in claim.around(measure.span, 1)]
    if not near or any(titled.isdisjoint(token.terms) for token in near):
        return False
    held = frozenset(term for token in claim.tokens for term in token.terms)
    quoted = len(titled & held) >= MOSTLY * len(titled)
    return quoted or claim.text[measure.start].isupper()


def _equal(a: Measure, b: Measure) -> bool:
    return a.dimension == b.dimension and same(a, b) is True


def _number(*, agree: bool, weight: float, claimed: Measure, stated: Measure) -> Contrast:
    return Contrast("number", agree, weight, claimed.text, stated.text, claimed.span)


def _measure_fit(a: Measure, b: Measure, pair: Pair, *, alone: bool) -> float:
    """How surely two quantities are of the same thing, 0 to 1.

    By the words that they count and those around them; numbers of quite another size are rather of
    something else, unless they are written alike (1.6 TB, 1.6 GB).
    """
    counted = frozenset(a.counted) - pair.idle
    side = OTHER_SIDE if alone else OTHERS_THERE
    around = pair.fit(a.span, b.span, frozenset(a.counted), side)
    fit = _counted_fit(a, b, counted, frozenset(b.counted) - pair.idle)
    if fit is None:
        fit = around if around is not None else (ALONE if alone else UNSAID)
    elif around is not None:
        fit = COUNTED * fit + (1 - COUNTED) * around
    return fit if _comparable(a.bound, b.bound) else fit / 2


def _counted_fit(
    a: Measure, b: Measure, wanted: frozenset[str], found: frozenset[str]
) -> float | None:
    """How far they count the same; None where one does not say what it counts."""
    if _is_size(a) and _is_size(b):
        return 1.0
    if not wanted or not found:
        return None
    like = frozenset(roots(t for term in found for t in kindred((term,))))
    shared = sum(root in like for root in roots(wanted)) / len(wanted)
    return shared if shared or a.dimension == "count" else None


def _comparable(a: float, b: float) -> bool:
    if not a or not b or a * b < 0:
        return True
    ratio = abs(a / b)
    magnitude = math.log10(ratio) / 3
    return 1 / FARTHEST <= ratio <= FARTHEST or abs(magnitude - round(magnitude)) < 1e-9  # noqa: PLR2004


def _is_size(measure: Measure) -> bool:
    """Whether it is a size of a model: a million of parameters or more."""
    return measure.bound >= MILLION and (
        not measure.counted or not _of_size().isdisjoint(measure.counted)
    )


@cache
def _of_size() -> frozenset[str]:
    return frozenset(stem(word) for word in table("checking")["light"]["sizes"].split())
