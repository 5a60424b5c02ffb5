"""Whether a sentence holds the kind of thing that a question expects: the short answer."""

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache

from knowledge.counting import count
from knowledge.definitions import acronym, definition
from knowledge.finding import NOTHING, Finding, nearness, words_of
from knowledge.model import Span
from knowledge.questions import AnswerType, Question
from knowledge.reading import Reading
from knowledge.text import display, tokenise
from knowledge.wordlists import table

ANYTHING = Finding(0.5)
"""Where a question expects no kind of thing in particular."""
_LICENCE = re.compile(
    r"((?:[A-Z][\w.-]*|CC|\d\.\d)(?:[ -](?:[A-Z][\w.-]*|\d(?:\.\d)?|for|and|of))*"
    r"(?:[ ](?:AI|Model))*)[ ]+(?:[Ll]icen[sc]es?)"
    r"|\b((?:permissive|open|commercial|proprietary|non-commercial)\w*) licen[sc]e"
)
_LICENCE_WORD = re.compile(r"licen[sc]|\bApache\b|\bCC[ -]BY|\bGPL|\bMIT\b", re.IGNORECASE)
_DATE = re.compile(
    r"\b(?:(?:Jan|Febr)uary|March|April|May|June|July|August|(?:Septem|Octo|Novem|Decem)ber)"
    r"(?: \d{1,2},)?(?: \d{4})?|\b(?:19|20)\d\d\b"
)
_URL = re.compile(r"https?://[^\s)>\]]*[^\s)>\].,;]")
_NAME = r"(?:[A-Z0-9][\w+-]*|[a-z]+[A-Z0-9][\w+-]*)"
_PLACE = re.compile(rf"\b(?:from|at|in|on|of|by|within) (?:the )?({_NAME}(?: {_NAME})*)")
_PROPER = re.compile(rf"(?<![\w-]){_NAME}(?:(?: (?:of|the|for) | ){_NAME})*")
_NO_ITEM = r"(?!(?:and|or|is|are|was|were|has|have|that|which|can|do|does)\b)"
_ITEM = rf"[\w./+-]+(?: {_NO_ITEM}[\w./+-]+){{0,4}}"
_ENUMERATION = re.compile(
    rf"{_ITEM}, (?:{_ITEM}, )*(?:{_ITEM},? )?(?:and|or|as well as) {_ITEM}"
    rf"|\(((?:{_ITEM}, )*{_ITEM},? (?:and|or) {_ITEM})\)"
    r"|\([ivx]+\) |\(\d\) |\b\d\) "
)
_LEAD = re.compile(
    r".*\b(?:on|of|in|for|by|with|including|namely|are|is|as|to|across|from|using|between|into|both"
    r"|such as|surpasses|outperforms) (?:the )?"
)


def find(question: Question, reading: Reading, index: int) -> Finding:
    """How surely a sentence of an abstract holds what the question expects, and where.

    The span is one of the sentence's `display`.
    """
    finder = _FINDERS.get(question.answer_type)
    if finder is None:
        return ANYTHING
    return finder(question, display(reading.sentences[index].sentence.text))


def _licence(_: Question, text: str) -> Finding:
    if match := _LICENCE.search(text):
        group = 1 if match[1] else 2
        return Finding(1.0, Span(*match.span(group)))
    return Finding(0.5) if _LICENCE_WORD.search(text) else NOTHING


def _date(_: Question, text: str) -> Finding:
    match = _DATE.search(text)
    return Finding(0.9, Span(*match.span())) if match else NOTHING


def _place(_: Question, text: str) -> Finding:
    if match := _URL.search(text):
        return Finding(1.0, Span(*match.span()))
    if match := _PLACE.search(text):
        return Finding(0.7, Span(*match.span(1)))
    return NOTHING


@cache
def _sign(kind: str) -> re.Pattern[str]:
    return re.compile("|".join(table("patterns")["signs"][kind]), re.IGNORECASE)


def _reason(_: Question, text: str) -> Finding:
    return Finding(0.8) if _sign("reason").search(text) else Finding(0.2)


def _method(_: Question, text: str) -> Finding:
    return Finding(0.7) if _sign("method").search(text) else Finding(0.3)


@lru_cache(maxsize=2048)
def _enumerations(text: str) -> tuple[tuple[Span, Span | None], ...]:
    """The enumerations of a sentence, each with what of it is a short answer (None: too long)."""
    found = []
    for match in _ENUMERATION.finditer(text):
        span = Span(*match.span(1 if match[1] else 0))
        short = match[1] or "(" not in match[0]
        found.append((span, _trimmed(span, text) if short else None))
    return tuple(found)


def _list(question: Question, text: str) -> Finding:
    words = words_of(text)
    best = Finding(0.3)
    for span, short in _enumerations(text):
        near = max((nearness(f, span, words) for f in question.foci), default=0.0)
        strength = 0.75 + 0.25 * near
        if strength > best.strength:
            best = Finding(strength, short)
    return best


def _trimmed(span: Span, text: str) -> Span:
    """Without the words before the first item: "on maths, code" begins at "maths"."""
    first = span.of(text).split(",")[0]
    lead = _LEAD.match(first)
    return Span(span.start + lead.end(), span.end) if lead else span


def _name(question: Question, text: str) -> Finding:
    words = words_of(text)
    best = Finding(0.2)
    for span in _other_names(question, text):
        of_head = 0.0
        others = 0.0
        for focus in question.foci:
            near = nearness(focus, span, words)
            if focus is question.head:
                of_head = near
            else:
                others += near
        strength = 0.4 + 0.4 * min(1.0, of_head) + 0.2 * min(1.0, others)
        if strength > best.strength:
            best = Finding(strength, span)
    return best


def _other_names(question: Question, text: str) -> Iterator[Span]:
    asked = frozenset(t for focus in question.foci for t in focus.terms)
    for match in _PROPER.finditer(text):
        terms = [t.terms[0] for t in tokenise(match[0]) if not t.stop]
        plain_start = match.start() == 0 and match[0].istitle() and " " not in match[0]
        if terms and not plain_start and not match[0][0].isdigit() and not asked.issuperset(terms):
            yield Span(*match.span())


_FINDERS: dict[AnswerType, Callable[[Question, str], Finding]] = {
    AnswerType.QUANTITY: count,
    AnswerType.LICENCE: _licence,
    AnswerType.DATE: _date,
    AnswerType.PLACE: _place,
    AnswerType.DEFINITION: definition,
    AnswerType.ACRONYM: acronym,
    AnswerType.REASON: _reason,
    AnswerType.METHOD: _method,
    AnswerType.LIST: _list,
    AnswerType.NAME: _name,
}
