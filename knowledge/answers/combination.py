"""The answers to the parts of a question as one answer."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from knowledge.answers.candidates import MOST_SENTENCES
from knowledge.model import JOINT, Abstention, Answer, Citation, Statement
from knowledge.reasons.remarks import NotCovered

_ENDS = " ?!.,;"


@dataclass(frozen=True, slots=True)
class Part:
    """One of the things asked, as typed, with its reply."""

    asked: str
    reply: Answer | Abstention


def joined(text: str, found: Sequence[Part]) -> Answer | None:
    """One answer to all parts that have one, the others named; None where none has."""
    answers = [part.reply for part in found if isinstance(part.reply, Answer)]
    if not answers:
        return None
    missing = [part.asked.strip(_ENDS) for part in found if isinstance(part.reply, Abstention)]
    notes = dict.fromkeys(note for part in found for note in part.reply.notes)
    statements, citations = _together(answers)
    shorts = [s.short.of(s.text) for s in statements if s.short]
    return replace(
        answers[0],
        question=text,
        statements=statements,
        citations=citations,
        short_answer=JOINT.join(shorts) or None,
        confidence=min(a.confidence for a in answers),
        notes=(*notes, *map(NotCovered, missing)),
    )


def _together(
    answers: Sequence[Answer],
) -> tuple[tuple[Statement, ...], tuple[Citation, ...]]:
    """The statements of several answers, renumbered, none twice: at least one of each."""
    statements: list[Statement] = []
    citations: list[Citation] = []
    for answer in answers:
        room = MOST_SENTENCES - len(answers) + 1 if len(answers) > 1 else len(answer.statements)
        for statement in _best(answer, room):
            new = [c for c in answer.citations if c.n in statement.citations]
            if any(_same(c, known) for c in new for known in citations):
                continue
            numbers = tuple(len(citations) + i for i in range(1, len(new) + 1))
            citations += [replace(c, n=n) for c, n in zip(new, numbers, strict=True)]
            statements.append(replace(statement, citations=numbers))
    return tuple(statements), tuple(citations)


def _same(one: Citation, other: Citation) -> bool:
    """Whether two citations quote the same sentence."""
    quoted = one.span is not None and one.span == other.span
    return quoted and one.abstract.id == other.abstract.id


def _best(answer: Answer, room: int) -> list[Statement]:
    """As many statements as there is room for, in order: those with the short answer first."""
    if answer.citations[0].span is None:
        return list(answer.statements)
    first = sorted(answer.statements, key=lambda s: s.short is None)[:room]
    return [s for s in answer.statements if s in first]
