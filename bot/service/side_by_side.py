"""Two things side by side: one question for both, or, where that finds no answer, one for each."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.protocol import Knowledge
from knowledge.answers.combination import cited, combined
from knowledge.model import Abstention, Answer
from knowledge.reasons.remarks import NothingAbout

_COMPARISON = re.compile(
    "(?P<first>.+?) compared with (?P<second>.+?)(?: in terms of (?P<aspect>.+))?"
)
"""What `question` makes."""


def question(first: str, second: str, aspect: str | None = None) -> str:
    """How one asks for a comparison."""
    about = f" in terms of {aspect}" if aspect else ""
    return f"{first} compared with {second}{about}"


def ask_again(knowledge: Knowledge, asked: str, context: Sequence[str] = ()) -> Answer | Abstention:
    """What comes of a question that was asked before, be it by `question`."""
    sides = _COMPARISON.fullmatch(asked)
    if sides is None or context:
        return knowledge.ask(asked, context)
    return compared(knowledge, sides["first"], sides["second"], sides["aspect"])


def compared(
    knowledge: Knowledge, first: str, second: str, aspect: str | None = None
) -> Answer | Abstention:
    """What the base says about two things, each side cited; an abstention where of neither."""
    asked = question(first, second, aspect)
    together = knowledge.ask(asked)
    if isinstance(together, Answer) and len({c.abstract.id for c in together.citations}) > 1:
        return together
    sides = [knowledge.ask(_alone(name, aspect)) for name in (first, second)]
    return side_by_side(asked, (first, second), sides) or together


def side_by_side(
    asked: str, names: Sequence[str], sides: Sequence[Answer | Abstention]
) -> Answer | None:
    """The answers about several things as one, its footnotes counted through.

    A note says of which thing nothing is known; None where that is all of them.
    """
    answers = [side for side in sides if isinstance(side, Answer)]
    if not answers:
        return None
    silent = [n for n, side in zip(names, sides, strict=True) if isinstance(side, Abstention)]
    notes = [note for a in answers for note in a.notes]
    shown = [each for a in answers for each in cited(a, a.statements)]
    return replace(
        combined(answers, shown, [*notes, *map(NothingAbout, silent)]),
        question=asked,
        short_answer=None if len(answers) > 1 else answers[0].short_answer,
        elapsed_ms=sum(side.elapsed_ms for side in sides),
    )


def _alone(name: str, aspect: str | None) -> str:
    return f"What is the {aspect} of {name}?" if aspect else f"What is {name}?"
