"""The words of a collection: what a misspelt word may mean, and which words are names."""

from collections import Counter
from collections.abc import Iterable

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from knowledge.apart import Neighbours
from knowledge.english import is_word
from knowledge.model import Abstract
from knowledge.text import fold, stem, tokenise

SHORTEST = 4
LONG = 8
"""Words shorter than the one have too many neighbours to be corrected; from the other on, two
edits are likely."""


class Vocabulary:
    """The words of a collection, folded, with how often they occur and how they are written."""

    def __init__(self, abstracts: Iterable[Abstract]) -> None:
        self._counts: Counter[str] = Counter()
        self._capital: Counter[str] = Counter()
        self._lower: Counter[str] = Counter()
        self._neighbours = Neighbours()
        self._by_letter: dict[str, list[str]] = {}
        for abstract in abstracts:
            self._count(abstract)

    def _count(self, abstract: Abstract) -> None:
        for text in (abstract.title or "", *abstract.bibliography.authors):
            tokens = tokenise(text)
            self._counts.update(fold(token.surface) for token in tokens if not token.stop)
            self._neighbours.add(tokens, text)
        tokens = tokenise(abstract.text)
        self._neighbours.add(tokens, abstract.text)
        for token in tokens:
            if token.stop:
                continue
            self._counts[fold(token.surface)] += 1
            opening = abstract.text[: token.start].rstrip()[-1:] in {"", ".", "?", "!", ":"}
            if any(c.isupper() for c in token.surface[1:]) or (
                token.surface[0].isupper() and not opening
            ):
                self._capital[token.terms[0]] += 1
                self._capital.update(_names_within(token.surface))
                if any(c.isdigit() for c in token.surface):  # GPT-4 makes GPT a name as well
                    self._capital.update(term for term in token.terms[1:] if term.isalpha())
            elif token.surface[0].islower():
                self._lower[token.terms[0]] += 1

    def words(self) -> Iterable[str]:
        """Its words, folded."""
        return self._counts.keys()

    def is_name(self, term: str) -> bool:
        """Whether a term is written as a name (with a capital) wherever it is not lower-case."""
        return self._capital[term] > self._lower[term]

    def _beginning(self, letter: str) -> list[str]:
        """The words that may be meant and begin with a letter."""
        if not self._by_letter:
            for word in self._counts:
                if len(word) >= SHORTEST:
                    self._by_letter.setdefault(word[0], []).append(word)
        return self._by_letter.get(letter, [])

    def similar(self, word: str) -> list[str]:
        """What `word` may stand for, best first: the words that it runs together, or misspells.

        Words that are neighbours in the collection may be run together. A misspelling is within one
        edit (insertion, deletion, substitution, swap of neighbours) for words of 4 to 7 letters,
        two for longer ones; the first letter is right, as it nearly always is (Yannakoudakis &
        Fawthrop 1983), unless it is swapped with the second. Words with digits are names and not
        corrected.
        """
        if len(word) < SHORTEST or any(c.isdigit() for c in word):
            return []
        allowed = 1 if len(word) < LONG else 2
        candidates = [
            other
            for letter in {word[0], word[1]}
            for other in self._beginning(letter)
            if abs(len(other) - len(word)) <= allowed and _same_start(word, other)
        ]
        found = extract(word, candidates, scorer=OSA.distance, score_cutoff=allowed, limit=None)
        near = [(distance, other) for other, distance, _ in found]
        near.sort(key=lambda found: (found[0], -self._counts[found[1]], found[1]))
        apart = self._neighbours.apart(word)
        return [*([apart] if apart else []), *(other for _, other in near)]


def _names_within(surface: str) -> list[str]:
    """The names in a compound: `Devstral-Small` makes `Devstral` a name as well."""
    parts = surface.split("-")[:1] if "-" in surface else []
    return [stem(p) for p in parts if p.isalpha() and p[0].isupper() and not is_word(fold(p))]


def _same_start(word: str, other: str) -> bool:
    return word[0] == other[0] or word[:2] == other[1::-1]
