"""What in a sentence can contradict another: its negations, directions, opposites and categories.

The tables are in `config/checking.toml`.
"""

import re
from collections.abc import Iterator, Mapping
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
    """A word that says which way something goes, at a span of a sentence.

    `sign`: 1 for up, -1 for down, as reversed by a negation before it.
    """

    span: Span
    axis: str
    sign: int


@dataclass(frozen=True, slots=True)
class Side:
    """A word that has an opposite: which pair of opposites, and which side of it."""

    span: Span
    pair: int
    side: int


@dataclass(frozen=True, slots=True, eq=False)
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

    def around(self, span: Span, reach: int) -> list[tuple[Token, int]]:
        """The words with content around a span, at most `reach` on each side.

        Each with how many such words it is away: negative before the span, 0 for words within.
        """
        content = [w for w in self.tokens if not w.stop]
        before = [w for w in content if w.end <= span.start][-reach:]
        inside = [w for w in content if w.end > span.start and w.start < span.end]
        behind = [w for w in content if w.start >= span.end][:reach]
        return [
            *((w, i - len(before)) for i, w in enumerate(before)),
            *((w, 0) for w in inside),
            *((w, i) for i, w in enumerate(behind, 1)),
        ]


@lru_cache(maxsize=2048)
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
        directions=(
            *(
                Direction(_span(tokens[i]), axis, -sign if _reversed(i, negations) else sign)
                for i, word in enumerate(folded)
                for axis, sign in _directions().get(word, ())
                if not (i and tokens[i].surface[0].isupper())  # "Voxtral Small"
            ),
            *_ratios(plain),
        ),
        sides=tuple(
            Side(_span(tokens[i]), pair, side)
            for i, word in enumerate(folded)
            for pair, side in _sides(word)
        ),
        members=_members(lowered),
    )


def _span(token: Token) -> Span:
    return Span(token.start, token.end)


def _reversed(place: int, negations: tuple[int, ...]) -> bool:
    return any(0 < place - negation <= REVERSES for negation in negations)


def _members(lowered: str) -> dict[str, dict[int, Span]]:
    found = {}
    for group, (pattern, member_of) in _groups().items():
        named: dict[int, Span] = {}
        for match in pattern.finditer(lowered):
            if _elsewhere().search(lowered[: match.start()]):
                continue
            named.setdefault(member_of[_joined(match[0])], Span(*match.span()))
        if named:
            found[group] = named
    return found


def _sides(word: str) -> tuple[tuple[int, int], ...]:
    """The opposites of a word, or of the end of a compound such as `calcium-dependent`."""
    return _opposites().get(word) or _opposites().get(word.rpartition("-")[2], ())


def _ratios(text: str) -> Iterator[Direction]:
    """Ratios of risks as directions: an odds ratio of 0.7 is a lower risk."""
    for match in _ratio().finditer(text):
        value = float(match[1])
        if value != 1:
            yield Direction(Span(*match.span(1)), "amount", 1 if value > 1 else -1)


@cache
def _elsewhere() -> re.Pattern[str]:
    return re.compile(table("checking")["elsewhere"]["before"])


@cache
def _ratio() -> re.Pattern[str]:
    return re.compile(table("checking")["ratios"]["pattern"], re.IGNORECASE)


@cache
def opposite_beginnings() -> tuple[tuple[str, str], ...]:
    """Beginnings that are opposites: the one in place of the other makes a word its opposite."""
    rules = table("checking")["prefixes"]
    pairs = [tuple(pair.split()) for pair in rules["pairs"].split("|")]
    both = [*((p, "") for p in rules["negating"].split()), *((a, b) for a, b in pairs)]
    return (*both, *((b, a) for a, b in both))


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
