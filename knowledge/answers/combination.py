"""Several answers as one: their statements numbered on, none twice, and what is left open noted."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from knowledge.answers.candidates import MOST_SENTENCES
from knowledge.model import JOINT, Abstention, Answer, Citation, Span, Statement
from knowledge.reasons import Reason
from knowledge.reasons.remarks import NotCovered

_ENDS = " ?!.,;"
Cited = tuple[Statement, Sequence[Citation]]
"""A statement with the citations that stand behind it."""


@dataclass(frozen=True, slots=True)
class Part:
    """One of the things asked, as typed, with its reply."""

    asked: str
    reply: Answer | Abstention


def numbered(parts: Iterable[Cited]) -> tuple[tuple[Statement, ...], tuple[Citation, ...]]:
    """Statements from several answers as those of one, with the citations numbered from 1.

    What quotes the same sentence, or says the same of a paper, is told once.
    """
    statements: list[Statement] = []
    citations: list[Citation] = []
    told: set[tuple[str, Span | str]] = set()
    for statement, cited in parts:
        sources = {(c.abstract.id, c.span or statement.text) for c in cited}
        if not told.isdisjoint(sources):
            continue
        told |= sources
        numbers = tuple(range(len(citations) + 1, len(citations) + len(cited) + 1))
        citations += [replace(c, n=n) for c, n in zip(cited, numbers, strict=True)]
        statements.append(replace(statement, citations=numbers))
    return tuple(statements), tuple(citations)


def cited(answer: Answer, statements: Iterable[Statement]) -> Iterator[Cited]:
    """Statements of an answer, each with its citations."""
    for statement in statements:
        yield statement, [c for c in answer.citations if c.n in statement.citations]


def combined(
    answers: Sequence[Answer],
    parts: Iterable[Cited],
    notes: Sequence[Reason],
    short: str | None = None,
) -> Answer:
    """One answer out of several.

    Args:
        answers: the answers, at least one.
        parts: what is shown of them.
        notes: what stands beside it.
        short: the short answer; None: those that the statements mark.
    """
    statements, citations = numbered(parts)
    shorts = [s.short.of(s.text) for s in statements if s.short]
    return replace(
        answers[0],
        statements=statements,
        citations=citations,
        short_answer=short or JOINT.join(shorts) or None,
        confidence=min(a.confidence for a in answers),
        notes=tuple(dict.fromkeys(notes)),
    )


def joined(text: str, found: Sequence[Part]) -> Answer | None:
    """One answer to all parts that have one, the others named; None where none has."""
    answers = [part.reply for part in found if isinstance(part.reply, Answer)]
    if not answers:
        return None
    room = MOST_SENTENCES - len(answers) + 1
    shown = [
        each for a in answers for each in cited(a, _best(a, room) if answers[1:] else a.statements)
    ]
    missing = [part.asked.strip(_ENDS) for part in found if isinstance(part.reply, Abstention)]
    notes = [note for part in found for note in part.reply.notes]
    notes += map(NotCovered, missing)
    return replace(combined(answers, shown, notes), question=text)


def _best(answer: Answer, of: int) -> Sequence[Statement]:
    """As many statements as there is room for, in order: those with the short answer first."""
    if of == 1 or answer.citations[0].span is None:
        return answer.statements
    room = MOST_SENTENCES - of + 1
    first = sorted(answer.statements, key=lambda s: s.short is None)[:room]
    return [s for s in answer.statements if s in first]
