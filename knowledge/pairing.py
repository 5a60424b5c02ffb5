"""A claim and a sentence side by side: how surely two places in them are about the same thing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from knowledge.facets import Facets
from knowledge.focusing import synonyms
from knowledge.model import Span
from knowledge.text import Token, stem
from knowledge.wordlists import table

CLOSE = 3
FAR = 5
"""So many words around a word show what it is said of: in a claim, in a sentence."""
OTHER_SIDE = 0.75
FADING = 0.06
"""A word before and not behind what is compared fits less; so does one a word farther off."""
ROOT = 6
"""Words with the same first so many letters have a root in common."""


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


@dataclass(frozen=True, slots=True)
class Pair:
    """A claim and a sentence, and the terms that say nothing about what is spoken of.

    `titled`: the terms of the title of the sentence's abstract.
    """

    claim: Facets
    sentence: Facets
    idle: frozenset[str]
    titled: frozenset[str] = frozenset()

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
    if kindred_roots(token.terms).isdisjoint(roots(word.terms)):
        return 0.0
    nearness = 1 - FADING * max(0, abs(other_away) - 1)
    return nearness if away * other_away >= 0 else side * nearness


def kindred(terms: tuple[str, ...]) -> Iterator[str]:
    """Terms and their synonyms."""
    yield from terms
    for term in terms:
        yield from synonyms().get(term, ())


def roots(terms: Iterable[str]) -> Iterator[str]:
    """Terms cut to their roots: `activ` for `activate` and `activation`."""
    return (term[:ROOT] for term in terms)


@lru_cache(maxsize=16384)
def kindred_roots(terms: tuple[str, ...]) -> frozenset[str]:
    """The roots of terms and of their synonyms."""
    return frozenset(roots(kindred(terms)))


@cache
def light() -> frozenset[str]:
    """Stems of words that do not tell what is spoken of."""
    return frozenset(stem(word) for word in table("checking")["light"]["words"].split())
