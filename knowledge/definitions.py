"""Definitions: what a thing is, and what an acronym stands for."""

import re
from functools import lru_cache

from knowledge.finding import NOTHING, Finding
from knowledge.model import Span
from knowledge.questions import Question

_PHRASE = (
    r"((?:an?|the|one)\b(?:[^,.:;()]|,(?= [\w-]+,? (?:and|or) )|\.(?=\d))*?)"
    r"(?=,? (?:that|which|who|where|with the|designed|trained|engineered|and (?:is|we|it))\b"
    r"|,(?! [\w-]+,? (?:and|or) )| ?[.:;()](?!\d)|$)"
)
_DEFINING = (
    (1.0, rf"\bNAMEs?(?: \w+)?(?: \([^)]*\))?(?:,| is| are) {_PHRASE}"),
    (0.95, r"\bNAMEs? \(([^)]{12,})\)"),
    (0.9, r"\b(?:introduce|present|propose)s? (?:the |an? )?()NAME\b"),
    (0.7, r"\bNAME\b()(?:,| is| are| \(|--)"),
)
"""How a thing is defined: how surely, and the pattern with the definition as its group."""
_DASH = "\u2013\u2014"


MENTIONED = Finding(0.3)
"""An acronym stands there, but nothing shows what it stands for."""


def acronym(question: Question, text: str) -> Finding:
    """What an acronym of the question stands for."""
    for focus in question.foci:
        if span := long_form(focus.concept.surface, text):
            return Finding(1.0, span)
    held = any(focus.concept.surface.casefold() in text.casefold() for focus in question.foci)
    return MENTIONED if held else NOTHING


def definition(question: Question, text: str) -> Finding:
    """What something that the question names is said to be."""
    best = Finding(0.3)
    plain = text.casefold()
    for focus in question.foci:
        surface = focus.concept.surface
        if surface.casefold() not in plain:
            continue
        if span := long_form(surface, text):
            return Finding(1.0, span)
        for strength, pattern in _defining(surface):
            match = pattern.search(text)
            if match and strength > best.strength:
                best = Finding(strength, Span(*match.span(1)) if match[1] else None)
    return best


@lru_cache(maxsize=1024)
def _defining(surface: str) -> tuple[tuple[float, re.Pattern[str]], ...]:
    name = re.escape(surface)
    return tuple(
        (strength, re.compile(pattern.replace("NAME", name), re.IGNORECASE))
        for strength, pattern in _DEFINING
    )


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
