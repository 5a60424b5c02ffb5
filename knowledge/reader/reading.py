"""An abstract read closely: its sentences as terms, and the names of what it is about.

Only the best abstracts of a question are read, when it is asked; readings are kept. How sure an
answer is then: `knowledge/answers/confidence.py`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from knowledge.model import Abstract, Sentence
from knowledge.reader.protocol import Passage
from knowledge.text.acronyms import defined
from knowledge.text.sentences import split
from knowledge.text.tokens import tokenise

LONGEST_NAME_TITLE = 3
LONGEST_NAME_HEAD = 5
"""A title of so few words, or what stands before its colon, is the name of what it presents."""

_KINDS = "models?|framework|system|method|approach|dataset|benchmark|corpus|platform"
_NAME = (
    r"(?:[A-Z](?:[\w+.-]*\w)?|[a-z]+[A-Z0-9](?:[\w+.-]*\w)?)"
    r"(?: (?:[A-Z](?:[\w+-]*\w)?|\d(?:[\w.]*\w)?))*"
)
_KIND = re.compile(r"[A-Z]{2,}s")  # "LLMs" are a kind of thing and no name
_COINED = re.compile(r"\b(?:[A-Za-z]+[A-Z]\w*|[A-Z]\w*-?\d\w*|[A-Z]\w+ \d(?:[\w.]*\w)?)\b")
_PRESENTS = re.compile(
    r"\b(?:introduc|present|propos|releas|unveil|call|dubb|nam|term)(?:e|es|ed|ing|s)?"
    rf",? (?:(?:the|an?|our|its|new|novel|{_KINDS}) )*"
    rf"({_NAME})(?: and ({_NAME}))?"
)
_OWN = re.compile(
    rf"\b[Oo]ur (?:\w+ )?(?:{_KINDS})"
    rf",? (?:called |named |dubbed )?({_NAME})"
)


@dataclass(frozen=True, slots=True)
class ReadSentence:
    """A sentence with its terms, those of its stop words left out.

    With an acronym that the abstract defines it holds the long form, and the other way round.
    `pairs`: the terms of words that are neighbours, stop words between them passed over.
    """

    sentence: Sentence
    terms: frozenset[str]
    pairs: frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Reading:
    """An abstract with what answering looks at.

    `called`: the names of what it presents, each as the terms of its words. `names`: all of
    those terms.
    """

    abstract: Abstract
    sentences: tuple[ReadSentence, ...]
    title_terms: frozenset[str]
    terms: frozenset[str]
    called: tuple[tuple[frozenset[str], ...], ...]
    names: frozenset[str]


def content_terms(text: str) -> frozenset[str]:
    """All terms of the words of a text that have content."""
    return frozenset(t for token in tokenise(text) if not token.stop for t in token.terms)


@lru_cache(maxsize=256)
def read(abstract: Abstract) -> Reading:
    """Read an abstract."""
    same = [(content_terms(a), content_terms(long)) for a, long in defined(abstract.text).items()]
    sentences = tuple(_read_sentence(s, same) for s in split(abstract.text))
    title_terms = content_terms(abstract.title or "")
    called = tuple(dict.fromkeys(_words_of(name) for name in presented(abstract)))
    return Reading(
        abstract,
        sentences,
        title_terms,
        title_terms.union(*(s.terms for s in sentences)),
        called,
        frozenset(term for name in called for word in name for term in word),
    )


def _words_of(name: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(token.terms) for token in tokenise(name) if not token.stop)


def _read_sentence(
    sentence: Sentence, same: Sequence[tuple[frozenset[str], frozenset[str]]]
) -> ReadSentence:
    words = [token.terms for token in tokenise(sentence.text) if not token.stop]
    pairs = frozenset(
        (a, b)
        for i, left in enumerate(words)
        for right in words[i + 1 : i + 3]
        for a in left
        for b in right
    )
    held = frozenset(t for terms in words for t in terms)
    named = (forms for forms in same if any(form <= held for form in forms))
    return ReadSentence(sentence, held.union(*(form for forms in named for form in forms)), pairs)


def presented(abstract: Abstract) -> list[str]:
    """The names of what an abstract presents, as written.

    Where it presents nothing by name, the names in its opening, which it speaks of.
    """
    found = introduced(abstract)
    first = next(iter(split(abstract.text)), None)
    if not found and first is not None:
        found = [n for n in _COINED.findall(first.text) if not _KIND.fullmatch(n)]
    return found


def introduced(abstract: Abstract) -> list[str]:
    """The names that the title of an abstract, or the words that present it, give to something."""
    found = []
    if title := abstract.title:
        head, colon, _ = title.partition(":")
        if len(head.split()) <= (LONGEST_NAME_HEAD if colon else LONGEST_NAME_TITLE):
            found.append(head)
    for pattern in (_PRESENTS, _OWN):
        for match in pattern.finditer(abstract.text):
            found += [name for name in match.groups() if name]
    return [name for name in found if not _KIND.fullmatch(name)]


def passage_of(reading: Reading) -> Passage:
    """What the reader reads of a paper."""
    sentences = tuple(s.sentence.text for s in reading.sentences)
    return Passage(reading.abstract.title or "", sentences)
