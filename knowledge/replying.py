"""From what was found to the records that say it: Answer and Abstention."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.answering import Candidate
from knowledge.bibliographic import Stated
from knowledge.model import Abstention, Abstract, Answer, Citation, Span, Statement
from knowledge.pinpointing import pinpoint
from knowledge.questions import Question
from knowledge.text import display
from knowledge.weighing import Weighted

NEAREST = 3
SURER = 0.2
"""By so much must another sentence be surer to hold the kind of answer for it to be taken there."""
MARKED = 0.2
"""A phrase that is less likely the short answer is not marked."""

_LOOSE = " ,.;:"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its candidates, best first.

    `started` is a `time.perf_counter()`; `among`: the number of abstracts in the collection.
    `least`: the probability from which on an answer is shown.
    """

    question: Question
    foci: Sequence[Weighted]
    ranked: Sequence[Candidate]
    knowledge_version: str
    started: float
    among: int
    least: float

    def papers(self) -> list[Abstract]:
        """The papers of the candidates, best first."""
        return list({c.reading.abstract.id: c.reading.abstract for c in self.ranked}.values())

    def answer(self, stated: Stated, sure: float) -> Answer:
        """What is stated as an answer; `sure`: the probability that it answers the question."""
        return Answer(
            question=self.question.text,
            statements=stated.statements,
            citations=stated.citations,
            short_answer=stated.short,
            confidence=round(sure, 4),
            knowledge_version=self.knowledge_version,
            elapsed_ms=self._elapsed_ms(),
            notes=self.question.notes,
        )

    def abstention(self, reason: str, sure: float = 0.0) -> Abstention:
        """No answer, for a reason; `sure`: the probability that the best candidate was one."""
        return Abstention(
            question=self.question.text,
            reason=reason,
            uncovered_terms=self._uncovered(),
            nearest=tuple(self.papers()[:NEAREST]),
            confidence=round(sure, 4),
            knowledge_version=self.knowledge_version,
            elapsed_ms=self._elapsed_ms(),
            notes=self.question.notes,
        )

    def _uncovered(self) -> tuple[str, ...]:
        """The question's words that the best abstract does not hold, as typed."""
        held = self.ranked[0].reading.terms if self.ranked else frozenset[str]()
        missing = [w.focus.concept.surface for w in self.foci if not w.focus.terms & held]
        return tuple(dict.fromkeys(missing))

    def _elapsed_ms(self) -> float:
        return (time.perf_counter() - self.started) * 1000


def quotes(asked: Asked, chosen: Sequence[Candidate], *, marked: bool = True) -> Stated:
    """The chosen sentences as quotes, one citation each, the short answer marked in one.

    `marked`: without it, no short answer is looked for.
    """
    best = asked.ranked[0]
    surest = max(chosen, key=lambda c: (c.evidence, c.score))
    if surest.evidence < best.evidence + SURER and best in chosen:
        surest = best
    order = [surest, *(c for c in chosen if c is not surest)]
    found = (
        pinpoint(asked.question, asked.foci, [(c.reading, c.index) for c in order])
        if marked
        else None
    )
    if found is not None and found.probability < MARKED:
        found = None
    statements, citations = [], []
    for n, candidate in enumerate(chosen, 1):
        sentence = candidate.sentence.sentence
        shown = display(sentence.text)
        here = found is not None and order[found.sentence] is candidate
        statements.append(
            Statement(shown, (n,), _tidy(found.span, shown) if found and here else None)
        )
        citations.append(Citation(n, candidate.reading.abstract, sentence.span))
    short = next((s.short.of(s.text) for s in statements if s.short), None)
    return Stated(tuple(statements), tuple(citations), short)


def _tidy(span: Span, text: str) -> Span | None:
    """A span without white space and stops at its ends; None where nothing is left."""
    short = span.of(text)
    begin = span.start + len(short) - len(short.lstrip(_LOOSE))
    end = span.end - (len(short) - len(short.rstrip(_LOOSE)))
    return Span(begin, end) if begin < end else None
