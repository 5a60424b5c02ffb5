"""Where a claim and a sentence agree, and where they exclude each other."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from knowledge.counted import ALONE, UNSAID, numbers
from knowledge.facets import REVERSES, Direction, Facets, member_names, opposite_beginnings
from knowledge.model import Span
from knowledge.pairing import Contrast, Pair, kindred_roots, light, roots
from knowledge.text import Token, fold, tokenise
from knowledge.wordlists import table

SHORTEST = 5
"""Words with a beginning that makes the opposite have at least so many letters."""
NEGATED = 2
"""So many words with content behind a negation are negated."""
_NAME = r"((?:[A-Z][\w.+-]*|[a-z]+[A-Z]\w*)(?:[ -](?:[A-Z][\w.+-]*|\d[\w.]*))*)"


def contrasts(
    claim: Facets,
    sentence: Facets,
    understood: frozenset[str] = frozenset(),
    titled: frozenset[str] = frozenset(),
) -> list[Contrast]:
    """All that a claim and a sentence agree or clash on.

    Args:
        claim: the claim.
        sentence: the sentence.
        understood: terms that the sentence need not hold, as all of its abstract is about them.
        titled: the terms of its abstract's title; numbers among them are names.
    """
    pair = Pair(claim, sentence, understood | light(), titled)
    return [
        *numbers(pair),
        *_categories(claim, sentence),
        *_names(claim, sentence),
        *_directions(pair),
        *_opposites(pair),
        *_comparisons(claim, sentence),
        *_negations(pair),
        *_prefixed(pair),
    ]


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


def _directions(pair: Pair) -> Iterator[Contrast]:
    for wanted in pair.claim.directions:
        fitting = [(pair.fit(wanted.span, d.span), d) for d in pair.sentence.directions]
        known = [(fit, d) for fit, d in fitting if fit is not None]
        same_axis = [(fit, d) for fit, d in known if d.axis == wanted.axis]
        if found := max(same_axis or known, key=lambda each: each[0], default=None):
            kind = "direction" if same_axis else "drift"
            yield _direction(kind, wanted, found[1], found[0], pair)


def _direction(kind: str, wanted: Direction, found: Direction, fit: float, pair: Pair) -> Contrast:
    claimed, stated = wanted.span.of(pair.claim.text), found.span.of(pair.sentence.text)
    return Contrast(kind, wanted.sign == found.sign, fit, claimed, stated, wanted.span)


def _opposites(pair: Pair) -> Iterator[Contrast]:
    for wanted in pair.claim.sides:
        found = [s for s in pair.sentence.sides if s.pair == wanted.pair]
        if not found:
            continue
        agree = any(s.side == wanted.side for s in found)
        fit = max(pair.fit(wanted.span, s.span) or 0.0 for s in found)
        claimed, stated = wanted.span.of(pair.claim.text), found[0].span.of(pair.sentence.text)
        yield Contrast("opposite", agree, fit, claimed, stated, wanted.span)


def _prefixed(pair: Pair) -> Iterator[Contrast]:
    """Words that differ in a beginning that makes the opposite: stable, unstable."""
    stated = {fold(t.surface).replace("-", ""): t for t in pair.sentence.tokens if not t.stop}
    for token in pair.claim.tokens:
        word = fold(token.surface).replace("-", "")
        if token.stop or word in stated or len(word) < SHORTEST:
            continue
        for opposite in _opposites_of(word):
            if opposite in stated:
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


@lru_cache(maxsize=16384)
def _opposites_of(word: str) -> tuple[str, ...]:
    """What a word would be with a beginning that makes the opposite, or without its own."""
    made = (
        other + word.removeprefix(mine)
        for mine, other in opposite_beginnings()
        if word.startswith(mine)
    )
    return tuple(opposite for opposite in made if len(opposite) >= SHORTEST)


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


def _negations(pair: Pair) -> Iterator[Contrast]:
    """What one of them negates and the other says, or both negate."""
    said = _negated(pair.sentence)
    for word in _negated(pair.claim):
        like = kindred_roots(word.terms)
        others = [t for t in pair.sentence.tokens if not like.isdisjoint(roots(t.terms))]
        for other in others[:1]:
            fit = pair.fit(_span(word), _span(other))
            agree = any(t in said for t in others)
            yield _negation(fit, word, other, agree=agree)
    claimed = _negated(pair.claim)
    for other in said:
        like = kindred_roots(other.terms)
        for word in pair.claim.tokens:
            if word not in claimed and not like.isdisjoint(roots(word.terms)) and not word.stop:
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
