"""Which quantity of a sentence measures what a question asks for."""

import re
from collections.abc import Callable, Iterator

from knowledge.finding import BEFORE, NOTHING, Finding, Words, nearness, words_of
from knowledge.focusing import Focus
from knowledge.quantities import Quantity, quantities
from knowledge.questions import Question

MISFIT = 0.2
ANY_UNIT = 0.7
"""How well a quantity fits whose unit is not the one asked for, and one where none was."""
OF_MAGNITUDE = 0.6
"""How surely a number such as `176B` counts parameters when they are asked for."""
_UNITS: tuple[tuple[re.Pattern[str], Callable[[Quantity], bool]], ...] = (
    (re.compile(r"\bcosts?\b|\bpri[cz]e|\bdollars|\bexpensive"), lambda q: q.money),
    (
        re.compile(r"by how much|how much (?:better|more|less|worse|higher|lower|bigger)"),
        lambda q: q.percent or "x" in q.text,
    ),
    (re.compile(r"\bhow old\b|\bin (?:ms|seconds|minutes|hours|days)\b"), lambda q: q.time),
    (
        re.compile(
            r"percent|%|accura|sensitiv|specific|\brate\b|\bscore|share|proportion|fraction"
            r"|how good|how well"
        ),
        lambda q: q.percent,
    ),
    (re.compile(r"how long|duration|minutes|hours"), lambda q: q.time or q.size),
    (re.compile(r"how (?:fast|quick)|latency|delay|\blag"), lambda q: q.time),
    (
        re.compile(r"how (?:big|large|small|tiny|heavy)|\bsize\b|param|context"),
        lambda q: q.size and not q.percent,
    ),
)
"""By the words of a question, what its quantity must be; the first that fits holds."""


def count(question: Question, text: str) -> Finding:
    """The quantity of a sentence that most likely measures what is asked."""
    best = NOTHING
    for finding in counts(question, text):
        if finding.strength > best.strength:
            best = finding
    return best


def counts(question: Question, text: str) -> Iterator[Finding]:
    """Each quantity of a sentence, with how likely it measures what is asked."""
    words = words_of(text)
    for quantity in quantities(text):
        yield Finding(min(1.0, _speaks_of(question, quantity, words)), quantity.span)


def _speaks_of(question: Question, quantity: Quantity, words: Words) -> float:
    """How likely a quantity measures what is asked: its unit fits, and what is counted is near."""
    fit = _unit_fit(question, quantity)
    near = [
        (_near(question, focus, quantity, words), focus is question.head) for focus in question.foci
    ]
    if question.head is None:
        return fit * (0.55 + 0.45 * min(1.0, sum(n for n, _ in near)))
    of_head = max((n for n, is_head in near if is_head), default=0.0)
    if _counts_parameters(question.head) and quantity.size and not quantity.percent:
        of_head = max(of_head, OF_MAGNITUDE)
    others = sum(n for n, is_head in near if not is_head)
    return 0.1 + 0.75 * min(1.0, of_head) + 0.15 * min(1.0, others)


def _near(question: Question, focus: Focus, quantity: Quantity, words: Words) -> float:
    """What is counted stands behind its number; a verb that measures ("weighs"), before it."""
    return nearness(focus, quantity.span, words, BEFORE if focus is question.head else 1.0)


def _counts_parameters(head: Focus) -> bool:
    return "paramet" in head.terms


def _unit_fit(question: Question, quantity: Quantity) -> float:
    text = question.text.casefold()
    for asked, fits in _UNITS:
        if asked.search(text):
            return 1.0 if fits(quantity) else MISFIT
    return ANY_UNIT
