"""What was found in a sentence, and how near words stand to each other in it."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from knowledge.focusing import Focus
from knowledge.model import Span
from knowledge.text import tokenise

REACH = 6
"""A number counts what stands at most so many words from it."""
BEFORE = 0.6
"""What is counted mostly stands behind its number; before it, it is worth so much."""
APART = 2
"""A comma or a conjunction sets words so much further apart."""
_BREAKS = frozenset(",;:()")
_JOINING = frozenset({"and", "or", "but", "while", "whereas"})


@dataclass(frozen=True, slots=True)
class Finding:
    """How surely the expected kind of thing stands in a sentence (0 to 1), and where it stands."""

    strength: float
    span: Span | None = None


NOTHING = Finding(0.0)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a sentence: where each begins and ends, and at which places a term stands.

    `breaks`: how many commas and conjunctions there are up to each.
    """

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    breaks: tuple[int, ...]
    places: Mapping[str, Sequence[int]]


@lru_cache(maxsize=2048)
def words_of(text: str) -> Words:
    """The words of a sentence, kept for the next question."""
    tokens = tokenise(text)
    places: dict[str, list[int]] = {}
    starts: list[int] = []
    ends: list[int] = []
    breaks: list[int] = []
    count = 0
    for place, (surface, start, end, terms, _) in enumerate(tokens):
        for term in terms:
            places.setdefault(term, []).append(place)
        apart = place and text[ends[-1] : start] != " "
        if surface in _JOINING or (apart and not _BREAKS.isdisjoint(text[ends[-1] : start])):
            count += 1
        starts.append(start)
        ends.append(end)
        breaks.append(count)
    return Words(tuple(starts), tuple(ends), tuple(breaks), places)


def nearness(focus: Focus, span: Span, words: Words, before: float = BEFORE) -> float:
    """How near to a span a focus stands: 1 right behind it, less farther off.

    In front of it, it is worth `before`; each comma or conjunction between them is like two words.
    """
    first = bisect_right(words.ends, span.start)
    last = bisect_left(words.starts, span.end) - 1
    return near_places(focus, first, last, words, before)


def near_places(focus: Focus, first: int, last: int, words: Words, before: float) -> float:
    """The same for the words from place `first` to place `last`."""
    if first > last:
        return 0.0
    best = 0.0
    for alternative in focus.concept.alternatives:
        for place in words.places.get(alternative.term, ()):
            distance = max(place - last - 1, first - place - 1, 0)
            if distance <= REACH:
                near, far = (first, place) if place < first else (last, place)
                distance += APART * abs(words.breaks[near] - words.breaks[far])
                side = before if place < first else 1.0
                share = max(0.0, 1 - distance / (REACH + 2))
                best = max(best, side * alternative.weight * share)
    return best
