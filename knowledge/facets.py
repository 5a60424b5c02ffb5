"""What in a sentence can contradict another: its negations, directions, opposites and categories.

The tables are in `config/checking.toml`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from knowledge.measures import Measure, measures
from knowledge.model import Span
from knowledge.text import Token, display, fold, tokenise
from knowledge.wordlists import table

REVERSES = 3
"""A negation reverses what stands at most so many words behind it."""


@dataclass(frozen=True, slots=True)
class Direction:
    """A word that says which way something goes, at a place among the words of a sentence.

    `sign`: 1 for up, -1 for down, as reversed by a negation before it.
    """

    place: int
    axis: str
    sign: int


@dataclass(frozen=True, slots=True)
class Side:
    """A word that has an opposite: which pair of opposites, and which side of it."""

    place: int
    pair: int
    side: int


@dataclass(frozen=True, slots=True)
class Facets:
    """A sentence as plain text, its words, and what in it can contradict another sentence.

    `members`: for each group of categories, which of its members are named, and where first.
    """

    text: str
    tokens: tuple[Token, ...]
    measures: tuple[Measure, ...]
    negations: tuple[int, ...]
    null: bool
    directions: tuple[Direction, ...]
    sides: tuple[Side, ...]
    members: Mapping[str, Mapping[int, Span]]

    def around(self, place: int, reach: int) -> frozenset[str]:
        """The terms of the words with content at most so many words from a place."""
        near = self.tokens[max(0, place - reach) : place + reach + 1]
        here = self.tokens[place]
        return frozenset(t for w in near if w is not here and not w.stop for t in w.terms)


@lru_cache(maxsize=8192)
def facets(text: str) -> Facets:
    """Read a sentence for what in it can contradict another."""
    plain = display(text)
    tokens = tuple(tokenise(plain))
    folded = [fold(token.surface) for token in tokens]
    negations = tuple(i for i, word in enumerate(folded) if word in _negations())
    lowered = plain.casefold()
    return Facets(
        text=plain,
        tokens=tokens,
        measures=measures(plain),
        negations=negations,
        null=_null().search(lowered) is not None,
        directions=tuple(
            Direction(i, axis, -sign if _reversed(i, negations) else sign)
            for i, word in enumerate(folded)
            for axis, sign in _directions().get(word, ())
        ),
        sides=tuple(
            Side(i, pair, side)
            for i, word in enumerate(folded)
            for pair, side in _opposites().get(word, ())
        ),
        members=_members(lowered),
    )


def _reversed(place: int, negations: tuple[int, ...]) -> bool:
    return any(0 < place - negation <= REVERSES for negation in negations)


def _members(lowered: str) -> dict[str, dict[int, Span]]:
    found = {}
    for group, (pattern, member_of) in _groups().items():
        named: dict[int, Span] = {}
        for match in pattern.finditer(lowered):
            named.setdefault(member_of[_joined(match[0])], Span(*match.span()))
        if named:
            found[group] = named
    return found


@cache
def _negations() -> frozenset[str]:
    return frozenset(table("checking")["negation"]["words"].split())


@cache
def _null() -> re.Pattern[str]:
    return re.compile("|".join(table("checking")["negation"]["null"]))


@cache
def _directions() -> dict[str, tuple[tuple[str, int], ...]]:
    found: dict[str, tuple[tuple[str, int], ...]] = {}
    for axis in table("checking")["directions"]:
        for side, sign in (("up", 1), ("down", -1)):
            for word in axis[side].split():
                found[word] = (*found.get(word, ()), (axis["name"], sign))
    return found


@cache
def _opposites() -> dict[str, tuple[tuple[int, int], ...]]:
    found: dict[str, tuple[tuple[int, int], ...]] = {}
    for pair, line in enumerate(table("checking")["antonyms"]["pairs"]):
        for side, words in enumerate(line.split("|")):
            for word in words.split():
                found[word] = (*found.get(word, ()), (pair, side))
    return found


@cache
def _groups() -> dict[str, tuple[re.Pattern[str], dict[str, int]]]:
    """For each group a pattern for any of its members, and which member a name stands for."""
    found = {}
    for group, line in table("checking")["exclusive"].items():
        names = {
            _joined(name): number
            for number, member in enumerate(line.split("|"))
            for name in member.split(",")
        }
        longest_first = sorted(names, key=len, reverse=True)
        either = "|".join(re.escape(name).replace(r"\-", "[- ]") for name in longest_first)
        found[group] = (re.compile(rf"(?<![\w-])(?:{either})(?![\w+])"), names)
    return found


def _joined(name: str) -> str:
    return "-".join(name.split())


@cache
def member_names() -> dict[str, list[str]]:
    """For each group the first name of each member, as the table writes it."""
    exclusive = table("checking")["exclusive"]
    return {g: [m.split(",")[0].strip() for m in line.split("|")] for g, line in exclusive.items()}
