"""Whether a sentence holds the kind of thing that a question expects, and where: the short answer."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from knowledge.model import Span
from knowledge.quantities import Quantity, quantities
from knowledge.questions import AnswerType, Focus, Question
from knowledge.reading import Reading
from knowledge.text import Token, display, tokenise

REACH = 6
"""A number counts what stands at most so many words from it."""


@dataclass(frozen=True, slots=True)
class Finding:
    """How surely the expected kind of thing stands in a sentence (0 to 1), and where in its display."""

    strength: float
    span: Span | None = None


NOTHING = Finding(0.0)
_LICENCE = re.compile(
    r"((?:[A-Z][\w.-]*|CC|\d\.\d)(?:[ -](?:[A-Z][\w.-]*|\d(?:\.\d)?|for|and|of))*(?:[ ](?:AI|Model))*)[ ]+"
    r"(?:[Ll]icen[sc]es?)|\b((?:permissive|open|commercial|proprietary|non-commercial)\w*) licen[sc]e"
)
_LICENCE_WORD = re.compile(r"licen[sc]|\bApache\b|\bCC[ -]BY|\bGPL|\bMIT\b", re.IGNORECASE)
_DATE = re.compile(
    r"\b(?:(?:Jan|Febr)uary|March|April|May|June|July|August|(?:Septem|Octo|Novem|Decem)ber)(?: \d{1,2},)?(?: \d{4})?|\b(?:19|20)\d\d\b"
)
_URL = re.compile(r"https?://[^\s)>\]]*[^\s)>\].,;]")
_NAME = r"(?:[A-Z0-9][\w+-]*|[a-z]+[A-Z0-9][\w+-]*)"
_PLACE = re.compile(rf"\b(?:from|at|in|on|of|by|within) (?:the )?({_NAME}(?: {_NAME})*)")
_PROPER = re.compile(rf"(?<![\w-]){_NAME}(?:(?: (?:of|the|for) | ){_NAME})*")
_REASON = re.compile(
    r"\bbecause\b|\bdue to\b|\bsince\b|\bas a result\b|\btherefore\b|\bthus\b|\bmotivated\b|\bin order to\b|\bso that\b"
    r"|\bto (?:address|overcome|empower|facilitate|ensure|test|show|promote|support|encourage|democratiz\w+|avoid)\b|\bexplained by\b|\bcaused\b|\bowing to\b|\bgoal\b|\baims?\b|\bgiven\b|\bhowever\b|\bchalleng|\bneed\b|\black\b|\bprohibitive|\bas they\b|\bas it\b|\bwith the (?:goal|aim)\b|\bdifficult",
    re.IGNORECASE,
)
_METHOD = re.compile(
    r"\bby (?:\w+ly )?\w+ing\b|\busing\b|\bvia\b|\bthrough\b|\bbased on\b|\bleverag|\bcombin|\bwith an?\b|\bwe (?:\w+ )?(?:propose|use|train|develop|replace|compile|convert|split|pursue|fine-?tune)|\bconsist|\bcompos|\badopt|\bbuild|\bintroduc",
    re.IGNORECASE,
)
_PHRASE = r"((?:an?|the|one)\b(?:[^,.;()]|,(?= \w+ (?:and|or) )|\.(?=\d))*?)(?=,? (?:that|which|who|where|with the|designed|trained|engineered|and (?:is|we|it))\b|[,.;()](?!\d)|$)"
_DEFINING = (
    (1.0, rf"\bNAMEs?(?: \w+)?(?: \([^)]*\))?(?:,| is| are) {_PHRASE}"),
    (0.95, r"\bNAMEs? \(([^)]{12,})\)"),
    (0.9, r"\b(?:introduce|present|propose)s? (?:the |an? )?()NAME\b"),
    (0.7, r"\bNAME\b()(?:,| is| are| \(|--)"),
)
"""How a thing is defined: how surely, and the pattern with the definition as its group."""
_ITEM = r"[\w./+-]+(?: (?!and\b|or\b)[\w./+-]+){0,4}"
_ENUMERATION = re.compile(
    rf"{_ITEM}, (?:{_ITEM}, )*(?:{_ITEM},? )?(?:and|or|as well as) {_ITEM}"
    rf"|\(((?:{_ITEM}, )*{_ITEM},? (?:and|or) {_ITEM})\)"
    r"|\([ivx]+\) |\(\d\) |\b\d\) "
)
_LEAD = re.compile(
    r".*\b(?:on|of|in|for|by|with|including|namely|are|is|as|to|across|from|using|between|into|both|such as|surpasses|outperforms) (?:the )?"
)


@lru_cache(maxsize=8192)
def _tokens(text: str) -> tuple[Token, ...]:
    return tuple(tokenise(text))


def find(question: Question, reading: Reading, index: int) -> Finding:
    """Where a sentence of an abstract holds what the question expects."""
    text = display(reading.sentences[index].sentence.text)
    finder = _FINDERS.get(question.answer_type)
    return finder(question, reading, text) if finder else Finding(0.5)


def evidence(question: Question, reading: Reading, index: int) -> float:
    """How surely a sentence holds the kind of thing that the question expects, 0 to 1."""
    return find(question, reading, index).strength


def _quantity(question: Question, reading: Reading, text: str) -> Finding:
    tokens = _tokens(text)
    best = NOTHING
    for quantity in quantities(text):
        strength = _speaks_of(question, quantity, tokens)
        if strength > best.strength:
            best = Finding(min(1.0, strength), quantity.span)
    return best


def _speaks_of(question: Question, quantity: Quantity, tokens: Sequence[Token]) -> float:
    """How likely a quantity measures what is asked: its unit fits, and what is counted is near."""
    fit = _unit_fit(question, quantity)
    near = [
        (_nearness(focus, quantity, tokens), focus is question.head) for focus in question.foci
    ]
    if question.head is None:
        return fit * (0.55 + 0.45 * min(1.0, sum(n for n, _ in near)))
    of_head = max((n for n, is_head in near if is_head), default=0.0)
    if _counts_parameters(question.head) and quantity.size and not quantity.percent:
        of_head = max(of_head, 0.6)
    others = sum(n for n, is_head in near if not is_head)
    return 0.1 + 0.75 * min(1.0, of_head) + 0.15 * min(1.0, others)


def _counts_parameters(head: Focus) -> bool:
    return "paramet" in head.terms


def _unit_fit(question: Question, quantity: Quantity) -> float:
    text = question.text.casefold()
    for asked, fits in _UNITS:
        if asked.search(text):
            return 1.0 if fits(quantity) else 0.2
    return 0.7


_UNITS: tuple[tuple[re.Pattern[str], Callable[[Quantity], bool]], ...] = (
    (re.compile(r"\bcosts?\b|\bpri[cz]e|\bdollars|\bexpensive"), lambda q: q.money),
    (re.compile(r"by how much|how much (?:better|more|less|worse|higher|lower|bigger)"), lambda q: q.percent or "x" in q.text),
    (re.compile(r"\bhow old\b|\bin (?:ms|seconds|minutes|hours|days)\b"), lambda q: q.time),
    (re.compile(r"percent|%|accura|sensitiv|specific|\brate\b|\bscore|share|proportion|fraction|how good|how well"), lambda q: q.percent),
    (re.compile(r"how long|duration|minutes|hours"), lambda q: q.time or q.size),
    (re.compile(r"how (?:fast|quick)|latency|delay|\blag"), lambda q: q.time),
    (re.compile(r"how (?:big|large|small|tiny|heavy)|\bsize\b|param|context"), lambda q: q.size and not q.percent),
)  # fmt: skip


def _nearness(focus: Focus, quantity: Quantity, tokens: Sequence[Token]) -> float:
    """1 where a focus stands right behind a quantity, less farther off, half of it before."""
    weights = {a.term: a.weight for a in focus.concept.alternatives}
    inside = [
        i for i, t in enumerate(tokens) if t.start < quantity.span.end and t.end > quantity.span.start
    ]
    if not inside:
        return 0.0
    best = 0.0
    first, last = inside[0], inside[-1]
    for position in range(max(0, first - REACH - 1), min(len(tokens), last + REACH + 2)):
        weight = max((weights.get(term, 0.0) for term in tokens[position].terms), default=0.0)
        if not weight:
            continue
        distance = max(position - last - 1, first - position - 1, 0)
        side = 0.6 if position < first else 1.0
        best = max(best, side * weight * (1 - distance / (REACH + 2)))
    return best


def _licence(question: Question, reading: Reading, text: str) -> Finding:
    if match := _LICENCE.search(text):
        group = 1 if match[1] else 2
        return Finding(1.0, Span(*match.span(group)))
    return Finding(0.5) if _LICENCE_WORD.search(text) else NOTHING


def _date(question: Question, reading: Reading, text: str) -> Finding:
    match = _DATE.search(text)
    return Finding(0.9, Span(*match.span())) if match else NOTHING


def _place(question: Question, reading: Reading, text: str) -> Finding:
    if match := _URL.search(text):
        return Finding(1.0, Span(*match.span()))
    if match := _PLACE.search(text):
        return Finding(0.7, Span(*match.span(1)))
    return NOTHING


def _acronym(question: Question, reading: Reading, text: str) -> Finding:
    for focus in question.foci:
        if span := long_form(focus.concept.surface, text):
            return Finding(1.0, span)
    return NOTHING


def _definition(question: Question, reading: Reading, text: str) -> Finding:
    best = Finding(0.3)
    for focus in question.foci:
        surface = re.escape(focus.concept.surface)
        if span := long_form(focus.concept.surface, text):
            return Finding(1.0, span)
        for strength, pattern in _DEFINING:
            match = re.search(pattern.replace("NAME", surface), text, re.IGNORECASE)
            if match and strength > best.strength:
                best = Finding(strength, Span(*match.span(1)) if match[1] else None)
    return best


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
            text[position].casefold() == letter and not (first and position and text[position - 1].isalnum())
        ):
            position -= 1
        if position < 0:
            return None
    return Span(position, end)


def _long_form_behind(acronym: str, letters: list[str], text: str) -> Span | None:
    """The words of `ACRONYM -- the Long Form`, or in brackets, if their letters hold the acronym's."""
    behind = rf"\b{re.escape(acronym)} ?(?:--+|[–—:]|\(|, short for|stands for) ?(?:the )?([^.;()–—]+?)(?=--|[.;()–—,]|$)"
    match = re.search(behind, text, re.IGNORECASE)
    if match is None:
        return None
    initials = iter(word[0].casefold() for word in re.split(r"[\s-]+", match[1]) if word)
    if not all(letter in initials for letter in letters):
        inside = iter(c for c in match[1].casefold() if c.isalnum())
        first = match[1][:1].casefold() == letters[0]
        if not (first and len(match[1].split()) >= len(letters) - 1 and all(c in inside for c in letters)):
            return None
    return Span(*match.span(1))


def _reason(question: Question, reading: Reading, text: str) -> Finding:
    return Finding(0.8) if _REASON.search(text) else Finding(0.2)


def _method(question: Question, reading: Reading, text: str) -> Finding:
    return Finding(0.7) if _METHOD.search(text) else Finding(0.3)


def _list(question: Question, reading: Reading, text: str) -> Finding:
    tokens = _tokens(text)
    best = Finding(0.3)
    for match in _ENUMERATION.finditer(text):
        group = 1 if match[1] else 0
        span = Span(*match.span(group))
        near = max((_nearness(f, Quantity(span, "", ""), tokens) for f in question.foci), default=0.0)
        strength = 0.75 + 0.25 * near
        if strength > best.strength:
            best = Finding(strength, _trimmed(span, text) if "(" not in match[0] or match[1] else None)
    return best


def _trimmed(span: Span, text: str) -> Span:
    """Without the words before the first item that do not belong to it: "on maths, code" -> "maths"."""
    first = span.of(text).split(",")[0]
    lead = _LEAD.match(first)
    return Span(span.start + lead.end(), span.end) if lead else span


def _name(question: Question, reading: Reading, text: str) -> Finding:
    tokens = _tokens(text)
    best = Finding(0.2)
    for span in _other_names(question, text):
        of_head = 0.0
        others = 0.0
        for focus in question.foci:
            near = _nearness(focus, Quantity(span, "", ""), tokens)
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


_FINDERS: dict[AnswerType, Callable[[Question, Reading, str], Finding]] = {
    AnswerType.QUANTITY: _quantity,
    AnswerType.LICENCE: _licence,
    AnswerType.DATE: _date,
    AnswerType.PLACE: _place,
    AnswerType.DEFINITION: _definition,
    AnswerType.ACRONYM: _acronym,
    AnswerType.REASON: _reason,
    AnswerType.METHOD: _method,
    AnswerType.LIST: _list,
    AnswerType.NAME: _name,
}
