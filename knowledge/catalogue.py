"""Whom and what the papers of a collection name: authors, affiliations, categories and years."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from rapidfuzz.distance import OSA

from knowledge.model import Abstract
from knowledge.text import fold

_WORD = re.compile(r"[^\W_]+")
SHORTEST_MISSPELT = 5
"""Name words shorter than this are compared exactly: too many names are one letter apart."""


def name_words(name: str) -> tuple[str, ...]:
    """The words of a name, folded."""
    return tuple(fold(word) for word in _WORD.findall(name))


class Catalogue:
    """Which abstracts go with an author, an affiliation, a category or a date.

    Names are compared word by word without case and accents; a word of five letters or more may
    have one letter wrong. Built with the index, in stored order.
    """

    def __init__(self, abstracts: Iterable[Abstract]) -> None:
        self._authors: dict[str, list[str]] = defaultdict(list)
        self._affiliations: dict[str, list[str]] = defaultdict(list)
        self._categories: dict[str, list[str]] = defaultdict(list)
        self._dates: list[tuple[str, str]] = []
        for abstract in abstracts:
            bibliography = abstract.bibliography
            for names, index in (
                (bibliography.authors, self._authors),
                (bibliography.affiliations, self._affiliations),
                (bibliography.categories, self._categories),
            ):
                for name in names:
                    index[name].append(abstract.id)
            if date := bibliography.published.date:
                self._dates.append((date.strftime("%Y-%m-%d %B %b").casefold(), abstract.id))

    def author(self, asked: str) -> tuple[str, list[str]] | None:
        """The author whose name holds every word asked for, and the identifiers of their papers.

        None where no author, or more than one, goes by these words.
        """
        return _only(self._authors, name_words(asked))

    def author_in(self, question: str) -> tuple[str, list[str]] | None:
        """The author whose whole name stands in a question."""
        asked = name_words(question)
        for name, ids in self._authors.items():
            words = [word for word in name_words(name) if len(word) > 1]
            if len(words) > 1 and all(any(_same(word, other) for other in asked) for word in words):
                return name, ids
        return None

    def affiliation(self, asked: str) -> tuple[str, list[str]] | None:
        """The affiliation whose name is among the words asked for (`allen-ai`: "Allen AI")."""
        squeezed = "".join(name_words(asked))
        for name, ids in sorted(self._affiliations.items()):
            wanted = "".join(name_words(name))
            if wanted and (wanted == squeezed or wanted in _runs(asked)):
                return name, ids
        return None

    def affiliation_called(self, asked: str) -> tuple[str, list[str]] | None:
        """The affiliation that these words name, without a word more."""
        found = self.affiliation(asked)
        whole = found and "".join(name_words(found[0])) == "".join(name_words(asked))
        return found if whole else None

    def category(self, asked: str) -> tuple[str, list[str]] | None:
        """The category with this code."""
        code = asked.upper().split(".")[-1].strip()
        return (code, self._categories[code]) if code in self._categories else None

    def published_in(self, asked: str) -> tuple[str, list[str]] | None:
        """The papers of a year, or of a month and year ("October 2022")."""
        words = asked.casefold().split()
        year = next((w for w in words if re.fullmatch(r"(?:19|20)\d\d", w)), None)
        if year is None:
            return None
        found = [
            identifier
            for date, identifier in self._dates
            if date.startswith(year) and all(w in date for w in words)
        ]
        return asked.title(), found


def _only(index: Mapping[str, list[str]], asked: tuple[str, ...]) -> tuple[str, list[str]] | None:
    if not asked:
        return None
    # One word may be a name of something else, one letter apart: Mixtral is not Mistral AI.
    same = _same if len(asked) > 1 else str.__eq__
    found = [
        name
        for name in index
        if all(any(same(word, other) for other in name_words(name)) for word in asked)
    ]
    return (found[0], index[found[0]]) if len(found) == 1 else None


def _same(word: str, other: str) -> bool:
    if word == other:
        return True
    longer = min(len(word), len(other)) >= SHORTEST_MISSPELT
    return longer and OSA.distance(word, other, score_cutoff=1) <= 1


def _runs(text: str) -> frozenset[str]:
    """Every run of one to four words of a text, written as one word."""
    words = name_words(text)
    return frozenset(
        "".join(words[i:j])
        for i in range(len(words))
        for j in range(i + 1, min(i + 5, len(words) + 1))
    )
