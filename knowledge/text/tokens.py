"""Text as terms: one function, `tokenise`, for documents and queries alike.

A term is what the index holds for a word: lower-cased, folded to plain letters, in one spelling and
stemmed. Numbers and names of models keep their form (`176B`, `v0.1`, `68.4%`, `5+`, `o1-preview`).
A word may stand for several terms, so that compounds are found however they are written:

- `fine-tuning` gives `finetun`, `fine`, `tune`;
- `176-billion-parameter`, `176 billion` and `176B` all give `176b`; `40 GB` gives `40gb`;
- `8 × 7B` gives `8x7b`; `Llama 3`, `Llama-3` and `Llama3` all give `llama3`.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

import Stemmer

from knowledge.settings import english, stop_words
from knowledge.text.english import american

_UNSEEN_IN_WORDS = "\u00ad\u200b\u2060\ufeff"
"""Soft hyphens and other places where a line may end: no part of a word."""
_AS_READ = {ord("·"): "."} | dict.fromkeys(map(ord, _UNSEEN_IN_WORDS))
"""A decimal point may be a raised one, as in The Lancet."""
_TIMES = r"\ ?(?:x|×|\$?\\times\$?)\ ?"
_PRODUCT = rf"\d+(?:\.\d+)?{_TIMES}\d+(?:\.\d+)?[A-Za-z]{{0,2}}(?![^\W_]|-\w)"
"""A product of numbers, such as `8x7B` or `224 × 224`, is one word."""
_WORD = re.compile(
    rf"""
    (?=\d)(?:
        (?<![.,]){_PRODUCT}
        | \d+(?:[.,·]\d+)*\\?%         # 68.4%  68.4\%
        | \d+(?:[.,·]\d+)*\+(?!\w)     # 5+
    )
    | [^\W_]+(?:(?:[-‐‑.'’,/]|(?<=\d)·(?=\d)|[{_UNSEEN_IN_WORDS}]+)[^\W_]+)*  # words and what joins
    """,  # them; commas: see _split_joined
    re.VERBOSE,
)
_SPACED_PRODUCT = re.compile(r"\d (?:x|×|\$?\\times\$?) ?\d|\d(?:x|×|\$?\\times\$?) \d")
_TIMES_SIGNS = (" x", "x ", "×", "times")
"""A spaced product holds one of these; most texts hold none."""
_JOINERS = re.compile(r"[-‐‑/]")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_NUMBERED_NAME = re.compile(r"([^\W\d_]{3,})(\d[\w.]*)")
_VERSION = re.compile(r"\d+(?:\.\d+)*[a-z]?(?![\w%+\\,])")
_ACRONYMS = re.compile(r"[aeiou]?[^\W\d_aeiou]+[aiu]?s")
"""Acronyms in the plural (LLMs, GPUs, APIs), whose s the stemmer leaves."""
_stemmer = Stemmer.Stemmer("english", 0)
"""It remembers nothing: looking words up again takes longer than stemming them."""


class Token(NamedTuple):
    """A word of a text at characters `start` to `end`, and the terms that it stands for.

    The first term is the word itself; the others are its parts or other forms. `stop`: a word with
    no content of its own, such as "the".
    """

    surface: str
    start: int
    end: int
    terms: tuple[str, ...]
    stop: bool


def _as_read(word: str) -> str:
    """A word as one reads it: without ligatures and widths, what is unseen, and raised points."""
    return unicodedata.normalize("NFKC", word).translate(_AS_READ)


@lru_cache(maxsize=16384)
def fold(word: str) -> str:
    """A word in lower case, without accents, in American spelling; not stemmed."""
    if word.isascii():
        word = word.lower()
    else:
        word = unicodedata.normalize("NFKD", _as_read(word).casefold())
        word = "".join(c for c in word if not unicodedata.combining(c))
    return american(word.replace("’", "'").removesuffix("'s").replace("'", ""))


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """The term of one word without joints."""
    folded = fold(word)
    if not folded.isalpha() and any(c.isdigit() for c in folded):
        return folded
    return _stemmed(folded)


def _stemmed(folded: str) -> str:
    if folded.endswith("s") and _ACRONYMS.fullmatch(folded):
        return folded[:-1]
    return str(_stemmer.stemWord(folded))


class Plain(NamedTuple):
    """A word of nothing but letters from a to z: its only term, itself folded, and as in `Word`."""

    term: str
    folded: str
    stop: bool


def plain_word(lower: str) -> Plain:
    """What `written` says of a word of nothing but letters from a to z, sooner."""
    folded = american(lower)
    term = folded if (stemmed := _stemmed(folded)) == folded else stemmed  # one text, not two
    return Plain(term, folded, folded in stop_words())


def _number_terms(surface: str) -> tuple[str, ...]:
    plain = surface.replace("\\", "")
    if _THOUSANDS.fullmatch(plain.rstrip("%+")):
        plain = plain.replace(",", "")
    bare = plain.rstrip("%+")
    return (plain, bare) if bare != plain else (plain,)


def _product_terms(surface: str) -> tuple[str, ...]:
    left, right = re.split(_TIMES, surface, maxsplit=1)
    whole = f"{left}x{right}".casefold()
    # The 8 and the 7B of 8x7B say nothing of it.
    return (whole,) if right[-1].isalpha() else tuple(dict.fromkeys((whole, left, right)))


@lru_cache(maxsize=16384)
def _terms(surface: str) -> tuple[str, ...]:
    if surface.isascii():
        if surface.isalpha():  # as nearly all are
            return (stem(surface),)
    else:
        surface = _as_read(surface)
    numeric = surface[0].isdigit() and not any(c.isalpha() for c in surface)
    if numeric and not _JOINERS.search(surface):
        return _number_terms(surface)
    if re.fullmatch(_PRODUCT, surface):
        return _product_terms(surface)
    parts = [p for p in _JOINERS.split(surface) if p]
    if len(parts) == 1:
        whole = stem(surface)
        numbered = _NUMBERED_NAME.fullmatch(fold(surface))
        return (whole, stem(numbered[1]), numbered[2]) if numbered else (whole,)
    terms = [stem("".join(parts))]
    terms += [t for part in parts if fold(part) not in stop_words() for t in _terms(part)]
    for left, right in pairwise(parts):
        if _NUMBER.fullmatch(left) and right.casefold() in _magnitudes():
            terms.append(left + _magnitudes()[right.casefold()])
        elif left[0].isalpha() and right[0].isdigit() and len(parts) > 2:  # noqa: PLR2004  # a pair inside a longer compound
            terms.append(fold(left + right))
    return tuple(dict.fromkeys(terms))


def _split_joined(surface: str) -> Iterator[tuple[str, int]]:
    """Keep `.` and `,` inside numbers and versions (`2.5`, `v0.1`, `4,501`); cut elsewhere."""
    begin = 0
    for index, char in enumerate(surface):
        if char not in ".,/":
            continue
        before, after = surface[index - 1], surface[index + 1 : index + 2]
        inside_number = before.isdigit() and after.isdigit() and char != "/"
        initials = char == "." and index - begin == 1 and before.isalpha() and len(after) == 1
        if not inside_number and not initials:
            yield surface[begin:index], begin
            begin = index + 1
    if surface[begin:]:
        yield surface[begin:], begin


class Word(NamedTuple):
    """A word wherever it stands, `offset` characters into what was found.

    `lower`: it has no capital, and begins with a letter. `number`: it is one, and may be joined
    with what follows. `version`: it may be joined with the name before it.
    """

    surface: str
    offset: int
    terms: tuple[str, ...]
    stop: bool
    folded: str
    lower: bool
    number: bool
    version: bool


@lru_cache(maxsize=16384)
def _words(found: str) -> tuple[Word, ...]:
    """The words in a match of `_WORD`: mostly one."""
    cut = [(found, 0)]
    if "," in found or "." in found or "/" in found:
        cut = [(piece, offset) for piece, offset in _split_joined(found) if piece]
    return tuple(_word(piece, offset) for piece, offset in cut)


def _word(surface: str, offset: int) -> Word:
    folded = fold(surface)
    read = surface if surface.isascii() else _as_read(surface)
    lettered = surface[0].isalpha()
    return Word(
        surface,
        offset,
        _terms(surface),
        folded in stop_words(),
        folded,
        surface.islower() and surface[0].islower(),
        not lettered and _NUMBER.fullmatch(read) is not None,
        not lettered and _VERSION.match(read.casefold()) is not None,
    )


def tokenise(text: str) -> list[Token]:
    """The words of a text in order, each with its terms; the same for documents and for queries."""
    return list(_remembered(text)) if len(text) < _SENTENCE else cut(text)


@lru_cache(maxsize=2048)
def _remembered(text: str) -> tuple[Token, ...]:
    """The words of a sentence, which is looked at from many sides."""
    return tuple(cut(text))


def cut(text: str) -> list[Token]:
    """The same as `tokenise`, for what is looked at once."""
    # tuple.__new__ is twice as fast as Token(…), and there are hundreds in every abstract.
    new = tuple.__new__
    return [
        new(Token, (w.surface, start, end, (*w.terms, joined) if joined else w.terms, w.stop))
        for w, start, end, joined in written(text)
    ]


def written(text: str) -> Iterator[tuple[Word, int, int, str | None]]:
    """The words of a text, where each begins and ends, and the term of it and the one before it."""
    before = _NOTHING
    end = -1
    for match in _WORD.finditer(text):
        found = match.start()
        for word in _words(match[0]):
            start = found + word.offset
            # Only a number, or what may be the version of a name, is joined with its neighbour.
            joined = None
            if (before.number or word.version) and text[end:start] == " ":
                joined = joined_term(before, word.surface)
            end = start + len(word.surface)
            yield word, start, end, joined
            before = word


_SENTENCE = 500
"""Characters; longer texts are not remembered."""
_NOTHING = Word("", 0, (), stop=True, folded="", lower=False, number=False, version=False)


@cache
def _magnitudes() -> dict[str, str]:
    """For a magnitude as a word or a letter, the letter that its term ends with."""
    units = english("units")
    letter = {worth: each.lower() for each, worth in units["letters"].items()}
    named = {word: letter.get(worth) for word, worth in units["magnitudes"].items()}
    return {word: each for word, each in named.items() if each} | {e: e for e in letter.values()}


@cache
def _units() -> frozenset[str]:
    """Units of two letters or more that are written close to their number or apart from it."""
    groups = english("units")["signs"].values()
    signs = {sign.casefold() for group in groups for sign in group if len(sign) > 1}
    return frozenset({"bit", "bits", "byte", "bytes"} | signs)


def spaced_products(text: str) -> list[tuple[int, int]]:
    """Where a text has words with spaces in them, such as `224 × 224`."""
    if not any(sign in text for sign in _TIMES_SIGNS) or not _SPACED_PRODUCT.search(text):
        return []
    return [match.span() for match in _WORD.finditer(text) if " " in match[0]]


def joined_term(before: Word, surface: str) -> str | None:
    """The one term of `176 billion`, of `40 GB`, and of a name with its number: `Llama 3`."""
    folded = surface.casefold()
    if before.number:
        number = before.surface if before.surface.isascii() else _as_read(before.surface)
        if folded in _magnitudes() and len(folded) > 1:
            return number + _magnitudes()[folded]
        return number + folded if folded in _units() else None
    if before.stop or not before.surface.isalpha():
        return None
    if re.fullmatch(_PRODUCT, surface):
        return fold(before.surface) + _product_terms(surface)[0]
    return fold(before.surface) + _JOINERS.split(folded)[0]


def index_terms(text: str) -> list[str]:
    """The terms of a text for the index: those of all its words that have content."""
    return [term for token in tokenise(text) if not token.stop for term in token.terms]
