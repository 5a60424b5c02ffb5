"""Questions with the papers that are read for them, and whether these answer.

A confidence is fitted to them.
Only what nothing is reported on is used: our own questions to tune on, half of those on other
pages, written questions of a field that the reader was not trained on, and half of ClapNQ.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from knowledge.answers.candidates import Candidate, select
from knowledge.answers.confidence import Features
from knowledge.answers.pipeline import Pipeline
from knowledge.evaluation.datasets import Posed
from knowledge.evaluation.figures import Progress, followed, spread
from knowledge.text.canonical import display

FITTED, REPORTED = 0, 1
"""The halves."""


@dataclass(frozen=True, slots=True)
class Example:
    """What speaks for a paper that was read for a question, and whether it answers.

    `group`: the set and the base. `fold`: one of six, by paper. `question`: whose it is; papers
    that were read for the same question have the same. `answerable`: the base holds the answer.
    """

    group: str
    question: str
    features: Features
    right: bool
    fold: int
    answerable: bool


def number(text: str, among: int) -> int:
    """A number from 0 that is always the same for a text."""
    return int(hashlib.md5(text.encode(), usedforsecurity=False).hexdigest(), 16) % among


def asked(
    group: str, base: Pipeline, questions: Sequence[Posed], progress: Progress | None = None
) -> Iterator[Example]:
    """Examples of questions on a base."""
    for posed in followed([q for q in questions if q.kind != "bibliographic"], group, progress):
        key = posed.papers[0] if posed.papers else posed.id
        for candidate in base.candidates(posed.question):
            right = posed.answerable and _right(posed, candidate)
            yield Example(
                group,
                posed.question,
                candidate.features,
                right,
                number(key, 6),
                posed.answerable,
            )


def general(
    group: str, base: Pipeline, questions: Sequence[Posed], most: int, progress: Progress | None
) -> Iterator[Example]:
    """Questions that a base cannot answer, at most so many."""
    unanswered = [replace(posed, kind="out_of_scope") for posed in spread(questions, most)]
    yield from asked(group, base, unanswered, progress)


def _right(posed: Posed, candidate: Candidate) -> bool:
    reading = candidate.reading
    if not reading.abstract.text.startswith(posed.papers):
        return False
    shown = " ".join(reading.sentences[n].sentence.text for n in select(candidate))
    return not posed.answers or any(_plain(answer) in _plain(shown) for answer in posed.answers)


def _plain(text: str) -> str:
    return " ".join(display(text).split()).casefold()


def half_of(questions: Iterable[Posed], half: int) -> list[Posed]:
    """The questions of a half, by the paper that they are about or else by their words."""
    return [q for q in questions if number(q.papers[0] if q.papers else q.question, 2) == half]
