"""What an abstract adds to an index, worked out in one pass: its terms and its words.

The index of terms finds the abstract; the words tell what a misspelt word may mean, which terms are
names, and what is written apart.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from knowledge.english import is_word
from knowledge.model import Abstract
from knowledge.text import Token, fold, stem, tokenise

TITLE_WEIGHT = 2
"""A term of the title counts this many times: a title names what the paper is about."""


@dataclass(frozen=True, slots=True)
class Contents:
    """The terms of an abstract with how often each counts, and its words, folded, likewise.

    `capital`, `lower`: how often a term is written as a name within a sentence, and how often in
    lower case. `runs`: words with content that stand next to each other, two or more at a time.
    """

    terms: Counter[str] = field(default_factory=Counter)
    words: Counter[str] = field(default_factory=Counter)
    capital: Counter[str] = field(default_factory=Counter)
    lower: Counter[str] = field(default_factory=Counter)
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
    _add_case(found, _add(found, abstract.text), abstract.text)
    return found


def _add(found: Contents, text: str, weight: int = 1) -> list[Token]:
    """Add the terms and words of a text; its words with content."""
    tokens = tokenise(text)
    with_content = [token for token in tokens if not token.stop]
    for term in (term for token in with_content for term in token.terms):
        found.terms[term] += weight
    found.words.update(fold(token.surface) for token in with_content)
    found.runs.extend(_runs(tokens, text))
    return with_content


def _add_case(found: Contents, tokens: Sequence[Token], text: str) -> None:
    for token in tokens:
        surface = token.surface
        opening = text[: token.start].rstrip()[-1:] in {"", ".", "?", "!", ":"}
        if any(c.isupper() for c in surface[1:]) or (surface[0].isupper() and not opening):
            found.capital[token.terms[0]] += 1
            found.capital.update(_names_within(surface))
            if any(c.isdigit() for c in surface):  # GPT-4 makes GPT a name as well
                found.capital.update(term for term in token.terms[1:] if term.isalpha())
        elif surface[0].islower():
            found.lower[token.terms[0]] += 1


def _names_within(surface: str) -> list[str]:
    """The names in a compound: `Devstral-Small` makes `Devstral` a name as well."""
    parts = surface.split("-")[:1] if "-" in surface else []
    return [stem(p) for p in parts if p.isalpha() and p[0].isupper() and not is_word(fold(p))]


def _runs(tokens: Sequence[Token], text: str) -> Iterator[list[str]]:
    run: list[str] = []
    end = -1
    for token in tokens:
        if run and (token.stop or text[end : token.start] != " "):
            if len(run) > 1:
                yield run
            run = []
        if not token.stop:
            run.append(fold(token.surface))
            end = token.end
    if len(run) > 1:
        yield run
