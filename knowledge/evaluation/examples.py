"""Questions with what would be quoted for them, and whether that is right: to fit a confidence to.

Only halves that nothing is reported on are used. A question's half comes of its words, or of the
paper that it is about.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from knowledge.answering import Candidate
from knowledge.asking import Asking
from knowledge.confidence import Features
from knowledge.dedup import abstract_id
from knowledge.evaluation import datasets
from knowledge.evaluation.datasets import Judged, Posed
from knowledge.evaluation.figures import Progress, followed, spread
from knowledge.model import Abstract, Record
from knowledge.sentences import split
from knowledge.text import display

FITTED, REPORTED = 0, 1
"""The halves."""
LEAST_LEFT = 2
"""So many sentences are left at least where those that answer are taken away."""


@dataclass(frozen=True, slots=True)
class Example:
    """What speaks for the sentences that would be quoted, and whether they answer.

    `group`: the set and the base. `fold`: one of six, by paper. `own`: of a set of our own;
    `answerable`: the base holds the answer, whether or not it was found.
    """

    group: str
    features: Features
    right: bool
    fold: int
    own: bool = False
    answerable: bool = False


def number(text: str, among: int) -> int:
    """A number from 0 that is always the same for a text."""
    return int(hashlib.md5(text.encode(), usedforsecurity=False).hexdigest(), 16) % among


def asking(records: Iterable[Record]) -> Asking:
    """An index over records, for nothing but trying."""
    return Asking("", [_abstract(record) for record in records])


def _abstract(record: Record) -> Abstract:
    return Abstract(abstract_id(record.text), record.text, record.bibliography, (record.source,))


def own(group: str, base: Asking, questions: Sequence[Posed]) -> Iterator[Example]:
    """Examples of questions of our own on the base that they were written for."""
    for posed in (q for q in questions if q.kind != "bibliographic"):
        example = _example(group, base, posed, own=True)
        if example is not None:
            yield example


def removed(group: str, base: Asking, questions: Sequence[Posed]) -> Iterator[Example]:
    """The same with the sentences that answer taken out of the base: whatever is quoted is wrong.

    They are near misses of which there is no doubt.
    """
    for posed in (q for q in questions if q.kind == "content" and q.answers and q.papers):
        left = [_without(abstract, posed) for abstract in base.by_id.values()]
        if None in left or left == list(base.by_id.values()):
            continue
        unanswered = replace(posed, kind=datasets.NEAR_MISS)
        example = _example(group, Asking("", [a for a in left if a]), unanswered)
        if example is not None:
            yield example


def _without(abstract: Abstract, posed: Posed) -> Abstract | None:
    """An abstract without the sentences that answer; None where too little of it is left."""
    if not abstract.text.startswith(posed.papers):
        return abstract
    left = [s.text for s in split(abstract.text) if not _answers(posed, s.text)]
    return replace(abstract, text=" ".join(left)) if len(left) >= LEAST_LEFT else None


def general(
    group: str, base: Asking, questions: Sequence[Posed], most: int, progress: Progress | None
) -> Iterator[Example]:
    """Questions that a base cannot answer, at most so many."""
    for posed in followed(spread(questions, most), group, progress):
        example = _example(group, base, replace(posed, kind="out_of_scope"))
        if example is not None:
            yield example


def judged(group: str, base: Asking, found: Judged, half: int) -> Iterator[Example]:
    """Queries of a retrieval set: right where a relevant document comes first."""
    relevant = _documents(found)
    for key, text in found.queries.items():
        if number(key + group, 2) != half:
            continue
        candidate = base.candidate(text)
        if candidate is None:
            continue
        chosen, features = candidate
        right = chosen[0].reading.abstract.id in {relevant.get(d) for d in found.qrels[key]}
        yield Example(group, features, right, number(key, 6), answerable=True)


def _documents(found: Judged) -> Mapping[str, str]:
    return {record.source.file: abstract_id(record.text) for record in found.records}


def _example(group: str, base: Asking, posed: Posed, *, own: bool = False) -> Example | None:
    candidate = base.candidate(posed.question)
    if candidate is None:
        return None
    chosen, features = candidate
    key = posed.papers[0] if posed.papers else posed.id
    right = posed.answerable and _right(posed, chosen)
    return Example(group, features, right, number(key, 6), own=own, answerable=posed.answerable)


def _right(posed: Posed, chosen: Sequence[Candidate]) -> bool:
    if not chosen[0].reading.abstract.text.startswith(posed.papers):
        return False
    shown = " ".join(c.sentence.sentence.text for c in chosen)
    return not posed.answers or _answers(posed, shown)


def _answers(posed: Posed, shown: str) -> bool:
    return any(_plain(answer) in _plain(shown) for answer in posed.answers)


def _plain(text: str) -> str:
    return " ".join(display(text).split()).casefold()


def half_of(questions: Iterable[Posed], half: int) -> list[Posed]:
    """The questions of a half, by the paper that they are about or else by their words."""
    return [q for q in questions if number(q.papers[0] if q.papers else q.question, 2) == half]
