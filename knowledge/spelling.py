"""The words of a collection: what a misspelt word may mean, and which words are names."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from knowledge.apart import Neighbours, apart
from knowledge.contents import Contents

SHORTEST = 4
LONG = 8
"""Words shorter than the one have too many neighbours to be corrected; from the other on, two
edits are likely."""


class Vocabulary:
    """The words of a collection, folded, with how often they occur and how they are written."""

    def __init__(self, contents: Iterable[Contents]) -> None:
        self._counts: Counter[str] = Counter()
        self._capital: Counter[str] = Counter()
        self._lower: Counter[str] = Counter()
        self._neighbours = Neighbours()
        self._by_letter: dict[str, list[str]] = {}
        for each in contents:
            self._counts.update(each.words)
            self._capital.update(each.capital)
            self._lower.update(each.lower)
            self._neighbours.add(each.runs)

    def words(self) -> Iterable[str]:
        """Its words, folded."""
        return self._counts.keys()

    def is_name(self, term: str) -> bool:
        """Whether a term is written as a name (with a capital) wherever it is not lower-case."""
        return self._capital[term] > self._lower[term]

    def similar(self, word: str) -> list[str]:
        """What `word` may stand for, best first: the words that it runs together, or misspells."""
        return similar(word, self._beginning, self._counts.__getitem__, self._neighbours.held)

    def _beginning(self, letter: str, _shortest: int, _longest: int) -> Sequence[str]:
        """The words that may be meant and begin with a letter."""
        if not self._by_letter:
            for word in self._counts:
                if len(word) >= SHORTEST:
                    self._by_letter.setdefault(word[0], []).append(word)
        return self._by_letter.get(letter, [])


def similar(
    word: str,
    beginning: Callable[[str, int, int], Iterable[str]],
    count: Callable[[str], int],
    neighbours: Callable[[str, str], bool],
) -> list[str]:
    """What `word` may stand for, best first: the words that it runs together, or misspells.

    Words that are neighbours in the collection may be run together. A misspelling is within one
    edit (insertion, deletion, substitution, swap of neighbours) for words of 4 to 7 letters, two
    for longer ones; the first letter is right, as it nearly always is (Yannakoudakis & Fawthrop
    1983), unless it is swapped with the second. Words with digits are names and not corrected.

    Args:
        word: the word, folded.
        beginning: the words of the collection that begin with a letter, at least those that have
            from so many to so many letters.
        count: how often a word of the collection occurs.
        neighbours: whether two words are neighbours in the collection.
    """
    if len(word) < SHORTEST or any(c.isdigit() for c in word):
        return []
    allowed = 1 if len(word) < LONG else 2
    shortest, longest = max(SHORTEST, len(word) - allowed), len(word) + allowed
    candidates = [
        other
        for letter in {word[0], word[1]}
        for other in beginning(letter, shortest, longest)
        if shortest <= len(other) <= longest and _same_start(word, other)
    ]
    found = extract(word, candidates, scorer=OSA.distance, score_cutoff=allowed, limit=None)
    near = [(distance, other) for other, distance, _ in found]
    near.sort(key=lambda found: (found[0], -count(found[1]), found[1]))
    run_together = apart(word, neighbours)
    return [*([run_together] if run_together else []), *(other for _, other in near)]


def _same_start(word: str, other: str) -> bool:
    return word[0] == other[0] or word[:2] == other[1::-1]
