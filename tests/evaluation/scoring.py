"""How well a knowledge base answers a set of questions, in shares.

Run as a program (`python -m tests.evaluation.scoring`), it prints a table for each part.
"""

import json
import re
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from knowledge.base import KnowledgeBase
from knowledge.model import Abstention, Answer
from knowledge.text.canonical import display

HERE = Path(__file__).parent
SEEDS = HERE.parent.parent / "seeds"
FAR = frozenset({"out_of_scope", "chit_chat", "gibberish", "unnamed_thing"})
"""Kinds of questions on things that the base never names; the others are near misses."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A line of a question file; its fields are described in the README beside it."""

    id: str
    question: str
    kind: str
    papers: tuple[str, ...]
    answers: tuple[str, ...]
    short: tuple[str, ...]

    @property
    def answerable(self) -> bool:
        """Whether the base holds the answer."""
        return bool(self.papers and self.answers) and self.kind not in FAR | {"near_miss"}


@dataclass(slots=True)
class Score:
    """Counts over a set of questions."""

    answerable: int = 0
    right_paper: int = 0
    shown: int = 0
    lost: int = 0
    short_asked: int = 0
    short_exact: int = 0
    far: int = 0
    far_abstained: int = 0
    near: int = 0
    near_abstained: int = 0
    milliseconds: list[float] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    def shares(self) -> dict[str, float]:
        """The figures, by name, each 0 to 1."""
        return {
            "right paper first": self.right_paper / self.answerable,
            "answer in what is shown": self.shown / self.answerable,
            "answerable but abstained": self.lost / self.answerable,
            "short answer exact": self.short_exact / self.short_asked,
            "abstained: things never named": self.far_abstained / self.far,
            "abstained: near misses": self.near_abstained / self.near,
        }


def load(name: str) -> list[Asked]:
    """The questions of `questions_NAME.jsonl`."""
    lines = (HERE / f"questions_{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [_asked(json.loads(line)) for line in lines if line]


def _asked(row: dict[str, Any]) -> Asked:
    papers = row["paper"] if isinstance(row["paper"], list) else [row["paper"]]
    return Asked(
        row["id"],
        row["question"],
        row["kind"],
        tuple(p for p in papers if p),
        tuple(row["answers"]),
        tuple(row["short"]),
    )


def score(base: KnowledgeBase, questions: Iterable[Asked]) -> Score:
    """Ask every question and count."""
    result = Score()
    for asked in questions:
        started = time.perf_counter()
        reply = base.ask(asked.question)
        result.milliseconds.append((time.perf_counter() - started) * 1000)
        if asked.answerable:
            _count_answerable(result, asked, reply)
        else:
            _count_unanswerable(result, asked, reply)
    return result


def _count_answerable(result: Score, asked: Asked, reply: Answer | Abstention) -> None:
    result.answerable += 1
    first = (
        reply.citations[0].abstract
        if isinstance(reply, Answer)
        else next(iter(reply.nearest), None)
    )
    result.right_paper += first is not None and first.text.startswith(asked.papers)
    result.short_asked += bool(asked.short)
    if isinstance(reply, Abstention):
        result.lost += 1
        result.missed.append(asked.id)
        return
    shown = plain(f"{reply.text} {reply.short_answer or ''}")
    right = any(plain(answer) in shown for answer in asked.answers)
    result.shown += right
    if not right:
        result.missed.append(asked.id)
    exact = plain(reply.short_answer or "").strip(" .")
    result.short_exact += exact in {plain(short).strip(" .") for short in asked.short}


def _count_unanswerable(result: Score, asked: Asked, reply: Answer | Abstention) -> None:
    abstained = isinstance(reply, Abstention)
    if asked.kind in FAR:
        result.far += 1
        result.far_abstained += abstained
    else:
        result.near += 1
        result.near_abstained += abstained


def plain(text: str) -> str:
    """A text as it is compared: without case, its white space single."""
    return re.sub(r"\s+", " ", display(text)).casefold()


def parts(names: Sequence[str]) -> Iterator[tuple[str, Score]]:
    """Score each part, `tune` or `report`, on a base of its own that holds the seeds."""
    for name in names:
        with (
            tempfile.TemporaryDirectory() as folder,
            KnowledgeBase.open(Path(folder), seed=False) as base,
        ):
            base.ingest([SEEDS])
            yield name, score(base, load(name))


def main() -> None:
    """Print the figures of the parts named on the command line (default: all)."""
    for name, result in parts(sys.argv[1:] or ["tune", "report"]):
        asked = f"{result.answerable} answerable, {result.far} far, {result.near} near misses"
        shares = [f"  {figure:32} {share:6.1%}" for figure, share in result.shares().items()]
        speed = f"  {'median, milliseconds':32} {median(result.milliseconds):6.2f}"
        sys.stdout.write("\n".join((f"{name}: {asked}", *shares, speed, "")))


if __name__ == "__main__":
    main()
