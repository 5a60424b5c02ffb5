"""From what was found to the records that say it: Answer and Abstention."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from knowledge.answers.candidates import Candidate, select
from knowledge.answers.metadata import Stated
from knowledge.model import Abstention, Abstract, Answer, Citation, Span, Statement
from knowledge.questions.coverage import Weighted
from knowledge.questions.question import Question
from knowledge.reader import ShortSpan
from knowledge.reader.reading import Reading, read
from knowledge.reasons import Reason
from knowledge.settings import tuned
from knowledge.text.canonical import display

NEAREST = tuned().answers.nearest_shown
MARKED = tuned().answers.marked

_LOOSE = " ,.;:"
_PAIRS = (("(", ")"), ("[", "]"), ("{", "}"), ("“", "”"))


@dataclass(frozen=True, slots=True)
class Request:
    """When something was asked, by `time.perf_counter()`, and how sure is sure enough to answer."""

    started: float
    least: float


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the papers that were found for it, the best first.

    `reading` reads them, when that is first wanted.
    """

    question: Question
    foci: Sequence[Weighted]
    papers: Sequence[Abstract]
    reading: Callable[[], Sequence[Candidate]]
    knowledge_version: str
    request: Request

    @property
    def ranked(self) -> Sequence[Candidate]:
        """The papers as they were read, the surest first."""
        return self.reading()

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

    def abstention(self, reason: Reason, sure: float = 0.0) -> Abstention:
        """No answer, for a reason; `sure`: the probability that the best candidate was one."""
        return Abstention(
            question=self.question.text,
            reason=reason,
            uncovered_terms=self._uncovered(),
            nearest=tuple(self.papers[:NEAREST]),
            confidence=round(sure, 4),
            knowledge_version=self.knowledge_version,
            elapsed_ms=self._elapsed_ms(),
            notes=self.question.notes,
        )

    def _uncovered(self) -> tuple[str, ...]:
        """The question's words that the best abstract does not hold, as typed."""
        held = read(self.papers[0]).terms if self.papers else frozenset[str]()
        missing = [w.focus.concept.surface for w in self.foci if not w.focus.terms & held]
        return tuple(dict.fromkeys(missing))

    def _elapsed_ms(self) -> float:
        return (time.perf_counter() - self.request.started) * 1000


def quoted(candidate: Candidate) -> Stated:
    """The sentences of a paper that answer, the best one first, the short answer marked in it."""
    chosen = select(candidate)
    return quotes(candidate.reading, chosen, candidate.said.short_in(chosen[0]))


def quotes(reading: Reading, chosen: Sequence[int], short: ShortSpan | None = None) -> Stated:
    """Sentences of a paper, by their numbers, as quotes, a citation each.

    `short`: the short answer, marked where it is likely enough.
    """
    statements, citations = [], []
    for n, index in enumerate(chosen, 1):
        sentence = reading.sentences[index].sentence
        shown = display(sentence.text)
        statements.append(Statement(shown, (n,), _marked(short, index, sentence.text, shown)))
        citations.append(Citation(n, reading.abstract, sentence.span))
    said = next((s.short.of(s.text) for s in statements if s.short), None)
    return Stated(tuple(statements), tuple(citations), said)


def _marked(short: ShortSpan | None, index: int, text: str, shown: str) -> Span | None:
    """Where the short answer stands in a sentence as it is shown; None where it is in doubt."""
    if short is None or short.sentence != index or short.probability < MARKED:
        return None
    words = _even(display(text[short.start : short.end]).strip(_LOOSE))
    # What is cleaned for showing is shorter: the place is found anew, near where it was.
    start = shown.find(words, max(0, short.start - (len(text) - len(shown))))
    return Span(start, start + len(words)) if words and start >= 0 else None


def _even(words: str) -> str:
    """Words without a bracket at their beginning or end whose other half is not among them."""
    for opened, closed in _PAIRS:
        if words.endswith(closed) and words.count(closed) > words.count(opened):
            words = words[:-1].rstrip(_LOOSE)
        if words.startswith(opened) and words.count(opened) > words.count(closed):
            words = words[1:].lstrip(_LOOSE)
    return words
