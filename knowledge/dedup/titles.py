"""Titles compared as people compare them: without case, accents and punctuation.

How much alike they must be: `config/tuned/dedup.toml`.
"""

import re
from functools import lru_cache

from rapidfuzz.distance import OSA

from knowledge.settings import tuned
from knowledge.text.canonical import canonical
from knowledge.text.english import is_word
from knowledge.text.tokens import fold

SPELT_ALIKE = tuned().dedup.title_alike
LETTERS = tuned().dedup.title_letters
HEAD = tuned().dedup.title_head
_WORD = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"\d+|[ivx]+|[b-h]")


@lru_cache(maxsize=1024)
def title_words(title: str) -> tuple[str, ...]:
    """The words of a title, folded."""
    return tuple(map(fold, _WORD.findall(canonical(title))))


def plain_title(title: str) -> str:
    """A title as it is looked up: its words, folded, with a blank between them."""
    return " ".join(title_words.__wrapped__(title))  # it is asked for once


def alike_titles(first: str | None, second: str | None) -> bool:
    """Whether two titles may be of one work: the same but for how they are written, or cut off.

    What has no title contradicts none. "Part I" and "Part II" are two, and so are years.
    """
    if not first or not second:
        return True
    mine, theirs = title_words(first), title_words(second)
    if "".join(mine) == "".join(theirs):
        return True
    if _numbers(mine) != _numbers(theirs):
        return False
    return _cut(mine, theirs) or _misspelt(mine, theirs)


def _misspelt(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    """Whether the titles differ in a few letters, and in no word that is true in both of them."""
    if OSA.normalized_similarity(" ".join(first), " ".join(second)) < SPELT_ALIKE:
        return False
    mine, theirs = sorted(set(first) - set(second)), sorted(set(second) - set(first))
    if any(map(is_word, mine)) and any(map(is_word, theirs)):
        return False
    return all(_has_like(word, theirs) for word in mine)


def _has_like(word: str, others: list[str]) -> bool:
    return not others or any(OSA.distance(word, other) <= LETTERS for other in others)


def _cut(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    """Whether one title is the beginning of the other."""
    shorter, longer = sorted((first, second), key=len)
    return len(shorter) >= HEAD and longer[: len(shorter)] == shorter


def _numbers(words: tuple[str, ...]) -> list[str]:
    return sorted(word for word in words if _NUMBER.fullmatch(word))
