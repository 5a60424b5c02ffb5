"""What a misspelt word may stand for in a collection: how many of its letters may differ."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from knowledge.settings import tuned

SHORTEST = 4
"""Shorter words have too many neighbours to be corrected."""
LONG = tuned().retrieval.two_edits

SHORTEST_HALF = 3
"""Shorter words are mostly endings and no halves of another."""
LONGEST_JOINED = 64
"""Nobody runs words together to longer ones; there are too many ways to part those."""
BEGINNING, ENDING = 2, 3
"""So many letters at one of its ends are right in a misspelt word."""


@dataclass(frozen=True, slots=True)
class Shape:
    """Words of so many letters that begin with `start`, or with its first letter and end alike."""

    start: str
    ending: str
    shortest: int
    longest: int

    def fits(self, word: str) -> bool:
        """Whether a word has this shape."""
        if not self.shortest <= len(word) <= self.longest or word[0] != self.start[0]:
            return False
        return word.startswith(self.start) or word.endswith(self.ending)


def similar(
    word: str,
    alike: Callable[[Shape], Iterable[str]],
    count: Callable[[str], int],
    neighbours: Callable[[str, str], bool],
) -> list[str]:
    """What `word` may stand for, best first: the words that it runs together, or misspells.

    Words that are neighbours in the collection may be run together. A misspelling is within one
    edit (insertion, deletion, substitution, swap of neighbours) for words of 4 to 7 letters, two
    for longer ones; the first letter is right, as it nearly always is (Yannakoudakis & Fawthrop
    1983), unless it is swapped with the second. Two letters replaced by others make another word
    ("graphite" for "graphene"). Of two edits, one end of the word is left alone: so there is no
    need to look at every word. Words with digits are names and not corrected.

    Args:
        word: the word, folded.
        alike: the words of the collection that have a shape.
        count: how often a word of the collection occurs.
        neighbours: whether two words are neighbours in the collection.
    """
    if not _may_be_misspelt(word):
        return []
    allowed = _edits(word)
    found_alike = (other for shape in shapes(word) for other in alike(shape))
    candidates = [o for o in dict.fromkeys(found_alike) if _same_start(word, o)]
    found = extract(word, candidates, scorer=OSA.distance, score_cutoff=allowed, limit=None)
    near = [(d, other) for other, d, _ in found if d == 1 or not _replaced(word, other)]
    near.sort(key=lambda found: (found[0], -count(found[1]), found[1]))
    run_together = apart(word, neighbours)
    return [*([run_together] if run_together else []), *(other for _, other in near)]


def _replaced(word: str, other: str) -> bool:
    """Whether two letters of a word are others in another, which is two edits away."""
    same = sum(a == b for a, b in zip(word, other, strict=False))
    return len(word) == len(other) and same == len(word) - 2 and sorted(word) != sorted(other)


def _may_be_misspelt(word: str) -> bool:
    return len(word) >= SHORTEST and not any(c.isdigit() for c in word)


def _edits(word: str) -> int:
    return 1 if len(word) < LONG else 2


def shapes(word: str) -> Iterator[Shape]:
    """What `similar` looks for: words as it may be spelt; its first letters may be swapped."""
    if not _may_be_misspelt(word):
        return
    allowed = _edits(word)
    begun = BEGINNING if allowed > 1 else max(1, len(word) - ENDING)
    for start in {word, word[1] + word[0] + word[2:]}:
        shortest, longest = max(SHORTEST, len(word) - allowed), len(word) + allowed
        yield Shape(start[:begun], word[-ENDING:], shortest, longest)


def _same_start(word: str, other: str) -> bool:
    return word[0] == other[0] or word[:2] == other[1::-1]


def apart(word: str, neighbours: Callable[[str, str], bool]) -> str | None:
    """A word, folded, as the two or three words that are written for it; None if none are."""
    found = (
        parts
        for parts in _cuts(word)
        if all(neighbours(left, right) for left, right in pairwise(parts))
    )
    return next((" ".join(parts) for parts in found), None)


def pairs(word: str) -> set[tuple[str, str]]:
    """All that `similar` asks whether they are neighbours."""
    if not _may_be_misspelt(word):
        return set()
    return {pair for parts in _cuts(word) for pair in pairwise(parts)}


def _cuts(word: str) -> Iterator[tuple[str, ...]]:
    """A word in two, then in three; a longer one than `LONGEST_JOINED` in none."""
    if len(word) > LONGEST_JOINED:
        return
    last = len(word) - SHORTEST_HALF
    for cut in range(SHORTEST_HALF, last + 1):
        yield word[:cut], word[cut:]
    for first in range(SHORTEST_HALF, last + 1):
        for second in range(first + SHORTEST_HALF, last + 1):
            yield word[:first], word[first:second], word[second:]
