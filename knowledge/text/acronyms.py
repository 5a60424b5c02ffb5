"""Acronyms that a text defines itself, such as `sudden cardiac arrest (SCA)`."""

import re
from functools import lru_cache

from knowledge.model import Span

_DASH = "\u2013\u2014"
_DEFINED = re.compile(
    rf"\((?:i\.e\., )?([A-Za-z][\w-]{{1,9}})\)|\b([A-Z][\w-]{{1,9}})(?= ?--| ?[{_DASH}]| \()"
)
"""An acronym in brackets behind its long form, or before it."""
CAPITALS = 2
"""So many make an acronym: `(see)` and `(Kenya)` are none."""


@lru_cache(maxsize=256)
def defined(text: str) -> dict[str, str]:
    """The acronyms that a text defines, each with its long form as it stands there."""
    found = {}
    for match in _DEFINED.finditer(text):
        acronym = re.sub(r"(?<=[A-Z])s$", "", match[1] or match[2])
        if sum(c.isupper() for c in acronym) < CAPITALS or acronym in found:
            continue
        span = long_form(acronym, text)
        if span and _likely(span.of(text), acronym):
            found[acronym] = span.of(text)
    return found


def _likely(long: str, acronym: str) -> bool:
    """Whether a long form is no longer than one is, and no part of two sentences.

    At most min(n + 5, 2n) words for n letters: Park & Byrd, "Hybrid text mining for finding
    abbreviations and their definitions", EMNLP 2001.
    """
    words = len(re.split(r"[\s-]+", long))
    most = min(len(acronym) + 5, len(acronym) * 2)
    return 1 < words <= most and not re.search(r"[();:]|\. ", long)


def long_form(acronym: str, text: str) -> Span | None:
    """The words before `(ACRONYM)` that it abbreviates.

    The algorithm of Schwartz & Hearst, "A simple algorithm for identifying abbreviation definitions
    in biomedical text", PSB 2003: letters matched from the right, the first one at a word's start.
    """
    letters = [c for c in acronym.casefold() if c.isalnum()]
    if len(letters) < 2:  # noqa: PLR2004  # one letter is no acronym
        return None
    match = re.search(rf"\((?:i\.e\., )?{re.escape(acronym)}s?\)", text, re.IGNORECASE)
    if match is None:
        return _long_form_behind(acronym, letters, text)
    position = end = len(text[: match.start()].rstrip())
    for number, letter in enumerate(reversed(letters), 1):
        first = number == len(letters)
        position -= 1
        while position >= 0 and not (
            text[position].casefold() == letter
            and not (first and position and text[position - 1].isalnum())
        ):
            position -= 1
        if position < 0:
            return None
    return Span(position, end)


def _long_form_behind(acronym: str, letters: list[str], text: str) -> Span | None:
    """The words of `ACRONYM -- the Long Form`, or in brackets, if they hold its letters."""
    behind = (
        rf"\b{re.escape(acronym)} ?(?:--+|[{_DASH}:]|\(|, short for|stands for) ?(?:the )?"
        rf"([^.;(){_DASH}]+?)(?=--|[.;(){_DASH},]|$)"
    )
    match = re.search(behind, text, re.IGNORECASE)
    if match is None:
        return None
    initials = iter(word[0].casefold() for word in re.split(r"[\s-]+", match[1]) if word)
    if not all(letter in initials for letter in letters):
        inside = iter(c for c in match[1].casefold() if c.isalnum())
        first = match[1][:1].casefold() == letters[0]
        if not (
            first
            and len(match[1].split()) >= len(letters) - 1
            and all(c in inside for c in letters)
        ):
            return None
    return Span(*match.span(1))
