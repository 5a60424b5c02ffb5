"""A question that asks several things, parted; and the answers to its parts as one answer.

Cautious: what is not plainly a question of its own stays in one piece. The patterns are in
`config/parting.toml`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from knowledge.answers.candidates import MOST_SENTENCES
from knowledge.model import JOINT, Abstention, Answer, Citation, Statement
from knowledge.settings import table

LEAST_WORDS = 2
"""A part has at least so many words: "when and where was it" stays whole."""
_ENDS = " ?!.,;"


@dataclass(frozen=True, slots=True)
class Part:
    """One of the things asked, as typed, with its reply."""

    asked: str
    reply: Answer | Abstention


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(table("parting")[name], re.IGNORECASE)


def parts(text: str) -> tuple[str, ...]:
    """The questions that a question holds, in order; itself alone where it is one."""
    if not _pattern("first").match(text):
        return (text,)
    found: list[str] = []
    start = 0
    for match in _pattern("between").finditer(text):
        before, behind = text[start : match.start()], text[match.end() :]
        if _whole(before) and _whole(behind) and _pattern("opening").match(behind):
            if not found and _pattern("embedded").search(before):
                continue
            found.append(before)
            start = match.end()
    found.append(text[start:])
    return tuple(f"{part.strip(_ENDS)}?" for part in found) if len(found) > 1 else (text,)


def _whole(part: str) -> bool:
    return len(part.split()) >= LEAST_WORDS


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
        notes=(*notes, *(f"Not covered: {asked}." for asked in missing)),
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
