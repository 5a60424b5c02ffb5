"""What an abstract adds to an index, worked out in one pass: its terms and its words.

The index of terms finds the abstract; the words tell what a misspelt word may mean, which terms are
names, and what is written apart.
"""

from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache

from knowledge.model import Abstract
from knowledge.settings import tuned
from knowledge.text.english import is_word
from knowledge.text.tokens import Word, fold, stem, written

TITLE_WEIGHT = tuned().retrieval.title_weight


@dataclass(frozen=True, slots=True)
class Contents:
    """The terms of an abstract with how often each counts, and its words, folded, one by one.

    `capital`, `lower`: terms, as often as they are written as a name within a sentence, and as
    often as in lower case. `runs`: words with content that stand next to each other, two or more
    at a time.
    """

    terms: Counter[str] = field(default_factory=Counter)
    words: list[str] = field(default_factory=list)
    capital: list[str] = field(default_factory=list)
    lower: list[str] = field(default_factory=list)
    runs: list[list[str]] = field(default_factory=list)

    @property
    def length(self) -> int:
        """How many terms there are, repetitions counted: the length of BM25."""
        return self.terms.total()


def contents_of(abstract: Abstract) -> Contents:
    """What an abstract adds to an index: that of its title, its text and its authors."""
    found = Contents()
    _add(found, abstract.title or "", TITLE_WEIGHT)
    for name in abstract.bibliography.authors:
        _add(found, name)
    for word, start in _add(found, abstract.text):
        if word.lower:
            found.lower.append(word.terms[0])
        elif not word.surface.isdigit():  # as most of the rest are
            _add_case(found, word, start, abstract.text)
    return found


def _add(found: Contents, text: str, weight: int = 1) -> list[tuple[Word, int]]:
    """Add the terms and words of a text; its words with content, and where they begin."""
    terms: list[str] = []
    run: list[str] = []
    held = []
    last = 0
    for word, start, end, joined in written(text):
        if run and (word.stop or text[last:start] != " "):
            found.runs.append(run)
            run = []
        if word.stop:
            continue
        terms += word.terms
        if joined:
            terms.append(joined)
        run.append(word.folded)
        held.append((word, start))
        last = end
    found.runs.append(run)
    found.runs[:] = [each for each in found.runs if len(each) > 1]
    found.words.extend([word.folded for word, _ in held])
    found.terms.update(terms * weight)
    return held


def _add_case(found: Contents, word: Word, start: int, text: str) -> None:
    """Note how a word is written that is not all in lower case."""
    if _named(word.surface, start, text):
        found.capital.extend(capitals(word))
    elif word.surface[0].islower():
        found.lower.append(word.terms[0])


def capitals(word: Word) -> list[str]:
    """The terms that a word makes names where it is written as one."""
    surface, terms = word.surface, word.terms
    found = [terms[0], *_names_within(surface)]
    if any(c.isdigit() for c in surface):  # GPT-4 makes GPT a name as well
        found.extend(term for term in terms[1:] if term.isalpha())
    return found


def _named(surface: str, start: int, text: str) -> bool:
    """Whether a word has a capital that no sentence asks for."""
    if any(c.isupper() for c in surface[1:]):
        return True
    return surface[0].isupper() and text[:start].rstrip()[-1:] not in {"", ".", "?", "!", ":"}


@lru_cache(maxsize=16384)
def _names_within(surface: str) -> tuple[str, ...]:
    """The names in a compound: `Devstral-Small` makes `Devstral` a name as well."""
    parts = surface.split("-")[:1] if "-" in surface else []
    named = (p for p in parts if p.isalpha() and p[0].isupper() and not is_word(fold(p)))
    return tuple(stem(part) for part in named)
