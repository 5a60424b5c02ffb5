"""Where a claim and a sentence agree, and where they exclude each other."""

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from knowledge.facets import REVERSES, Direction, Facets, member_names, opposite_beginnings
from knowledge.focusing import synonyms
from knowledge.measures import Measure, same
from knowledge.model import Span
from knowledge.text import Token, fold, stem, tokenise
from knowledge.wordlists import table

CLOSE = 3
FAR = 5
"""So many words around a word show what it is said of: in a claim, in a sentence."""
BETTER = 0.08
"""A number that fits so much better than the claimed one is what the claim is about."""
COUNTED = 0.65
"""What a number counts says so much of what it is of; the words around it say the rest."""
OTHER_SIDE = 0.75
OTHERS_THERE = 0.5
FADING = 0.06
"""A word before and not behind what is compared fits less, the more so where the sentence has other
numbers that it may go with; so does one a word farther off."""
UNSAID = 0.4
ALONE = 0.6
"""The fit of two numbers of which nothing is said; and where the sentence has no others."""
FARTHEST = 100
"""Numbers that differ by a greater factor are rather of different things."""
MILLION = 1e6
SHORTEST = 5
NEGATED = 2
ROOT = 6
"""Words with the same first so many letters have a root in common."""
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


def contrasts(
    claim: Facets, sentence: Facets, understood: frozenset[str] = frozenset()
) -> list[Contrast]:
    """All that a claim and a sentence agree or clash on.

    Args:
        claim: the claim.
        sentence: the sentence.
        understood: terms that the sentence need not hold, as all of its abstract is about them.
    """
    pair = _Pair(claim, sentence, understood | _light())
    return [
        *_numbers(pair),
        *_categories(claim, sentence),
        *_names(claim, sentence),
        *_directions(pair),
        *_opposites(pair),
        *_comparisons(claim, sentence),
        *_negations(pair),
        *_prefixed(pair),
    ]


@cache
def _light() -> frozenset[str]:
    return frozenset(stem(word) for word in table("checking")["light"]["words"].split())


@dataclass(frozen=True, slots=True)
class _Pair:
    """A claim and a sentence, and the terms that say nothing about what is spoken of."""

    claim: Facets
    sentence: Facets
    idle: frozenset[str]

    def fit(
        self,
        span: Span,
        other: Span,
        besides: frozenset[str] = frozenset(),
        side: float = OTHER_SIDE,
    ) -> float | None:
        """How many of the words around a span of the claim stand around one of the sentence.

        A share, in which near words weigh more; less for words that are farther off there, or on
        the other side (`side`). None where nothing stands around it but idle words and those
        `besides`.
        """
        near = self.sentence.around(other, FAR)
        wanted = [
            (1 / abs(away), max((_nearness(t, away, o, side) for o in near), default=0.0))
            for t, away in self.claim.around(span, CLOSE)
            if away and (self.idle | besides).isdisjoint(t.terms) and not t.surface[0].isdigit()
        ]
        total = sum(weight for weight, _ in wanted)
        return sum(weight * near for weight, near in wanted) / total if wanted else None


def _nearness(token: Token, away: int, other: tuple[Token, int], side: float) -> float:
    """How well one word stands for another, at so many words from what is compared."""
    word, other_away = other
    if frozenset(_roots(_like(token.terms))).isdisjoint(_roots(word.terms)):
        return 0.0
    nearness = 1 - FADING * max(0, abs(other_away) - 1)
    return nearness if away * other_away >= 0 else side * nearness


def _like(terms: tuple[str, ...]) -> Iterator[str]:
    yield from terms
    for term in terms:
        yield from synonyms().get(term, ())


def _roots(terms: Iterable[str]) -> Iterator[str]:
    """Terms cut to their roots: `activ` for `activate` and `activation`."""
    return (term[:ROOT] for term in terms)


def _numbers(pair: _Pair) -> Iterator[Contrast]:
    taken = {m for c in pair.claim.measures for m in pair.sentence.measures if _equal(c, m)}
    for measure in pair.claim.measures:
        alike = [m for m in pair.sentence.measures if m.dimension == measure.dimension]
        fits = {m: _measure_fit(measure, m, pair, alone=len(alike) == 1) for m in alike}
        agreeing = [m for m in alike if same(measure, m)]
        others = [m for m in alike if m not in taken and same(measure, m) is False]
        held = max(agreeing, key=lambda m: fits[m], default=None)
        apart = max(others, key=lambda m: fits[m], default=None)
        if held and (apart is None or fits[apart] - fits[held] < BETTER):
            yield _number(agree=True, weight=fits[held], claimed=measure, stated=held)
        elif apart:
            yield _number(agree=False, weight=fits[apart], claimed=measure, stated=apart)


def _equal(a: Measure, b: Measure) -> bool:
    return a.dimension == b.dimension and same(a, b) is True


def _number(*, agree: bool, weight: float, claimed: Measure, stated: Measure) -> Contrast:
    return Contrast("number", agree, weight, claimed.text, stated.text, claimed.span)


def _measure_fit(a: Measure, b: Measure, pair: _Pair, *, alone: bool) -> float:
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
    like = frozenset(_roots(t for term in found for t in _like((term,))))
    shared = sum(root in like for root in _roots(wanted)) / len(wanted)
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


def _directions(pair: _Pair) -> Iterator[Contrast]:
    for wanted in pair.claim.directions:
        fitting = [(pair.fit(wanted.span, d.span), d) for d in pair.sentence.directions]
        known = [(fit, d) for fit, d in fitting if fit is not None]
        same_axis = [(fit, d) for fit, d in known if d.axis == wanted.axis]
        if found := max(same_axis or known, key=lambda each: each[0], default=None):
            kind = "direction" if same_axis else "drift"
            yield _direction(kind, wanted, found[1], found[0], pair)


def _direction(kind: str, wanted: Direction, found: Direction, fit: float, pair: _Pair) -> Contrast:
    claimed, stated = wanted.span.of(pair.claim.text), found.span.of(pair.sentence.text)
    return Contrast(kind, wanted.sign == found.sign, fit, claimed, stated, wanted.span)


def _opposites(pair: _Pair) -> Iterator[Contrast]:
    for wanted in pair.claim.sides:
        found = [s for s in pair.sentence.sides if s.pair == wanted.pair]
        if not found:
            continue
        agree = any(s.side == wanted.side for s in found)
        fit = max(pair.fit(wanted.span, s.span) or 0.0 for s in found)
        claimed, stated = wanted.span.of(pair.claim.text), found[0].span.of(pair.sentence.text)
        yield Contrast("opposite", agree, fit, claimed, stated, wanted.span)


def _prefixed(pair: _Pair) -> Iterator[Contrast]:
    """Words that differ in a beginning that makes the opposite: stable, unstable."""
    stated = {fold(t.surface).replace("-", ""): t for t in pair.sentence.tokens if not t.stop}
    for token in pair.claim.tokens:
        word = fold(token.surface).replace("-", "")
        if token.stop or word in stated or len(word) < SHORTEST:
            continue
        for mine, other in opposite_beginnings():
            opposite = other + word.removeprefix(mine)
            if word.startswith(mine) and opposite in stated and len(opposite) >= SHORTEST:
                fit = pair.fit(_span(token), _span(stated[opposite]))
                weight = ALONE if fit is None else fit
                said = stated[opposite].surface
                span = _span(token)
                yield Contrast(
                    "opposite",
                    agree=False,
                    weight=weight,
                    claimed=token.surface,
                    stated=said,
                    span=span,
                )
                break


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


def _negations(pair: _Pair) -> Iterator[Contrast]:
    """What one of them negates and the other says, or both negate."""
    said = _negated(pair.sentence)
    for word in _negated(pair.claim):
        like = frozenset(_roots(_like(word.terms)))
        others = [t for t in pair.sentence.tokens if not like.isdisjoint(_roots(t.terms))]
        for other in others[:1]:
            fit = pair.fit(_span(word), _span(other))
            agree = any(t in said for t in others)
            yield _negation(fit, word, other, agree=agree)
    claimed = _negated(pair.claim)
    for other in said:
        like = frozenset(_roots(_like(other.terms)))
        for word in pair.claim.tokens:
            if word not in claimed and not like.isdisjoint(_roots(word.terms)) and not word.stop:
                fit = pair.fit(_span(word), _span(other))
                yield _negation(fit, word, other, agree=False)


def _negation(fit: float | None, word: Token, other: Token, *, agree: bool) -> Contrast:
    weight = UNSAID if fit is None else fit
    return Contrast("negation", agree, weight, word.surface, other.surface, _span(word))


def _span(token: Token) -> Span:
    return Span(token.start, token.end)


def _negated(facets: Facets) -> list[Token]:
    """The first words with content behind each negation: what it negates."""
    found = []
    for place in facets.negations:
        behind = facets.tokens[place + 1 : place + 1 + REVERSES]
        found += [t for t in behind if not t.stop][:NEGATED]
    return found
