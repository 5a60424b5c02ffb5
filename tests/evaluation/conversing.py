"""How well follow-up questions are understood, in shares.

Run as a program (`python -m tests.evaluation.conversing`), it prints a table for each part.
"""

import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from knowledge.base import KnowledgeBase
from knowledge.model import Abstention, Answer
from tests.evaluation.scoring import HERE, SEEDS, plain


@dataclass(frozen=True, slots=True)
class Turn:
    """A question, the papers that may answer it (none: it calls for silence), and the answer."""

    question: str
    papers: tuple[str, ...]
    answer: str | None


@dataclass(slots=True)
class Conversed:
    """Counts over conversations; only the questions behind the first are follow-ups."""

    followups: int = 0
    right: int = 0
    first: int = 0
    first_right: int = 0
    missed: list[str] = field(default_factory=list)


def conversations(part: str) -> Iterator[tuple[str, list[Turn]]]:
    """The conversations of a part, `tune` or `report`, each with its name."""
    for line in (HERE / "conversations.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["part"] == part:
            turns = row["turns"]
            yield (
                row["id"],
                [Turn(t["question"], tuple(t["papers"]), t["answer"]) for t in turns],
            )


def converse(base: KnowledgeBase, part: str) -> Conversed:
    """Ask every question with those before it and count."""
    counted = Conversed()
    for name, turns in conversations(part):
        for n, turn in enumerate(turns):
            right = is_right(turn, base.ask(turn.question, [t.question for t in turns[:n]]))
            if n:
                counted.followups += 1
                counted.right += right
            else:
                counted.first += 1
                counted.first_right += right
            if not right:
                counted.missed.append(f"{name}.{n + 1}")
    return counted


def is_right(turn: Turn, reply: Answer | Abstention) -> bool:
    """Whether a reply comes from the right paper and shows the answer, or is rightly silent."""
    if isinstance(reply, Abstention):
        return not turn.papers
    if not reply.citations[0].abstract.text.startswith(turn.papers or ("\0",)):
        return False
    shown = plain(f"{reply.text} {reply.short_answer or ''}")
    return turn.answer is None or plain(turn.answer) in shown


def main(parts: Sequence[str]) -> None:
    """Print the shares of the parts."""
    with tempfile.TemporaryDirectory() as folder, KnowledgeBase.open(Path(folder)) as base:
        base.ingest([SEEDS])
        for part in parts:
            c = converse(base, part)
            sys.stdout.write(
                f"{part}: follow-ups {c.right}/{c.followups} right, "
                f"first questions {c.first_right}/{c.first}\n"
            )
            if part == "tune":
                sys.stdout.write(f"  missed: {' '.join(c.missed)}\n")


if __name__ == "__main__":
    main(sys.argv[1:] or ["tune", "report"])
