"""Where a claim and a sentence agree, and where they exclude each other."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from knowledge.facets import Direction, Facets, member_names
from knowledge.measures import Measure, same
from knowledge.model import Span
from knowledge.text import tokenise
from knowledge.wordlists import table

CLOSE = 4
FAR = 7
"""So many words around a word show what it is said of: in a claim, in a sentence."""
_NAME = r"((?:[A-Z][\w.+-]*|[a-z]+[A-Z]\w*)(?:[ -](?:[A-Z][\w.+-]*|\d[\w.]*))*)"


@dataclass(frozen=True, slots=True)
class Contrast:
    """One thing that a claim and a sentence both speak of.

    `kind`: number, category, name, direction, opposite, comparison or negation. `agree`: whether
    they say the same of it. `weight`, 0 to 1: how surely it is the same thing. `claimed` and
    `stated`: the words; `span`: where the claim has them.
    """

    kind: str
    agree: bool
    weight: float
    claimed: str
    stated: str
    span: Span


def contrasts(claim: Facets, sentence: Facets) -> list[Contrast]:
    """All that a claim and a sentence agree or clash on."""
    return [
        *_numbers(claim, sentence),
        *_categories(claim, sentence),
        *_names(claim, sentence),
        *_directions(claim, sentence),
        *_opposites(claim, sentence),
        *_comparisons(claim, sentence),
    ]


def _numbers(claim: Facets, sentence: Facets) -> Iterator[Contrast]:
    for measure in claim.measures:
        alike = [m for m in sentence.measures if m.dimension == measure.dimension]
        if not alike:
            continue
        fits = {m: _fit(measure, m, claim, sentence) for m in alike}
        best = max(fits.values())
        agreeing = [m for m in alike if same(measure, m)]
        aligned = [m for m in alike if fits[m] >= best and best > 0]
        held = [m for m in aligned if m in agreeing] or ([] if best >= 1 else agreeing)
        if held:
            yield _number(True, max(fits[m] for m in held), measure, held[0])
            continue
        apart = [m for m in (aligned or alike) if same(measure, m) is False]
        if apart:
            weight = max(best, 0.3 if measure.dimension != "count" else 0.0)
            yield _number(False, weight, measure, apart[0])


def _number(agree: bool, weight: float, claimed: Measure, stated: Measure) -> Contrast:  # noqa: FBT001  # a field
    span = Span(claimed.start, claimed.end)
    return Contrast("number", agree, weight, claimed.text, stated.text, span)


def _fit(a: Measure, b: Measure, claim: Facets, sentence: Facets) -> float:
    """How surely two quantities are of the same thing, 0 to 1: by the words that they count."""
    if a.counted and b.counted:
        wanted, found = frozenset(a.counted), frozenset(b.counted)
        shared = len(wanted & found) / len(wanted)
        if shared or a.dimension == "count":
            if not shared and _is_size(a) and _is_size(b):
                return 0.5
            return shared
    near = _near(a, claim, CLOSE)
    return 0.8 * len(near & _near(b, sentence, FAR)) / len(near) if near else 0.0


def _is_size(measure: Measure) -> bool:
    """Whether it is a size of a model: millions of parameters or more."""
    return measure.bound >= 1e6 and not _of_size().isdisjoint(measure.counted)  # noqa: PLR2004


@cache
def _of_size() -> frozenset[str]:
    return frozenset(tokenise(w)[0].terms[0] for w in ("parameters", "model", "weights", "network"))


def _near(measure: Measure, facets: Facets, reach: int) -> frozenset[str]:
    place = next(i for i, t in enumerate(facets.tokens) if t.end > measure.start)
    terms = facets.around(place, reach)
    return frozenset(t for t in terms if not t[0].isdigit())


def _categories(claim: Facets, sentence: Facets) -> Iterator[Contrast]:
    for group, claimed in claim.members.items():
        stated = sentence.members.get(group)
        if not stated:
            continue
        names = member_names()[group]
        for member, span in claimed.items():
            agree = member in stated
            said = member if agree else min(stated)
            yield Contrast("category", agree, 1.0, span.of(claim.text), names[said], span)


@cache
def _roles() -> tuple[re.Pattern[str], ...]:
    return tuple(
        re.compile(rf"\b{pattern} (?:the |a |an |its |their )?(?:\w+ly )?{_NAME}")
        for pattern in table("checking")["roles"]["patterns"]
    )


def _names(claim: Facets, sentence: Facets) -> Iterator[Contrast]:
    """Names in the same role: trained on A, trained on B."""
    for pattern in _roles():
        for wanted in pattern.finditer(claim.text):
            stated = [m[1] for m in pattern.finditer(sentence.text)]
            if not stated:
                continue
            terms = _terms(wanted[1])
            agree = not terms.isdisjoint(t for w in sentence.tokens for t in w.terms)
            claimed = wanted[1].strip(" .")
            span = Span(wanted.start(1), wanted.start(1) + len(claimed))
            yield Contrast("name", agree, 1.0, claimed, stated[0].strip(" ."), span)


def _terms(text: str) -> frozenset[str]:
    return frozenset(t.terms[0] for t in tokenise(text) if not t.stop)


def _directions(claim: Facets, sentence: Facets) -> Iterator[Contrast]:
    for wanted in claim.directions:
        near = claim.around(wanted.place, CLOSE)
        if not near:
            continue
        fitting = [
            (len(near & sentence.around(d.place, FAR)) / len(near), d) for d in sentence.directions
        ]
        same_axis = [(fit, d) for fit, d in fitting if d.axis == wanted.axis]
        if same_axis:
            fit, found = max(same_axis, key=lambda pair: pair[0])
            yield _direction("direction", wanted, found, fit, claim, sentence)
        elif fitting:
            fit, found = max(fitting, key=lambda pair: pair[0])
            yield _direction("drift", wanted, found, fit, claim, sentence)


def _direction(
    kind: str, wanted: Direction, found: Direction, fit: float, claim: Facets, sentence: Facets
) -> Contrast:
    claimed, stated = claim.tokens[wanted.place], sentence.tokens[found.place]
    span = Span(claimed.start, claimed.end)
    agree = wanted.sign == found.sign
    return Contrast(kind, agree, fit, claimed.surface, stated.surface, span)


def _opposites(claim: Facets, sentence: Facets) -> Iterator[Contrast]:
    for wanted in claim.sides:
        found = [s for s in sentence.sides if s.pair == wanted.pair]
        if not found:
            continue
        agree = any(s.side == wanted.side for s in found)
        near = claim.around(wanted.place, CLOSE)
        fit = max(len(near & sentence.around(s.place, FAR)) / max(1, len(near)) for s in found)
        claimed, stated = claim.tokens[wanted.place], sentence.tokens[found[0].place]
        span = Span(claimed.start, claimed.end)
        yield Contrast("opposite", agree, fit, claimed.surface, stated.surface, span)


@cache
def _better() -> re.Pattern[str]:
    comparing = table("checking")["comparing"]
    return re.compile(rf"\b(?:(?P<worse>{comparing['worse']})|(?P<better>{comparing['better']}))\b")


def _comparisons(claim: Facets, sentence: Facets) -> Iterator[Contrast]:
    """Who is better than whom, where both are named."""
    claimed, stated = _compared(claim.text), _compared(sentence.text)
    if claimed is None or stated is None:
        return
    (winner, loser), (first, second) = claimed, stated
    right = bool(winner & first and loser & second - first)
    if right or (winner & second - first and loser & first - second):
        yield Contrast("comparison", right, 1.0, "", "", Span(0, 0))


def _compared(text: str) -> tuple[frozenset[str], frozenset[str]] | None:
    """The names of what is said to be better, and of what it is better than."""
    match = _better().search(text)
    if match is None:
        return None
    before, behind = _named(text[: match.start()]), _named(text[match.end() :])
    return (behind, before) if match["worse"] else (before, behind)


def _named(text: str) -> frozenset[str]:
    """The terms of the names in a text."""
    return frozenset(
        term
        for token in tokenise(text)
        if any(c.isupper() or c.isdigit() for c in token.surface)
        for term in token.terms
    )
