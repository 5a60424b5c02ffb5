"""Definitions: what a thing is, and what an acronym stands for."""

import re
from functools import lru_cache

from knowledge.acronyms import long_form
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
