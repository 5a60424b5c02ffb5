"""The small base of `cases/reading` beside the repository, and what is said to its cases."""

import json
import re
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge.base import KnowledgeBase
from knowledge.model import Answer

FOLDER = Path(__file__).parents[2].parent / "shared" / "cases" / "reading"


@dataclass(frozen=True, slots=True)
class Case:
    """A question or a claim with what is right in words, and what was said."""

    kind: str
    text: str
    expected: str
    said: str
    right: bool


def cases() -> Iterator[Case]:
    """Every case, asked over the base that lies beside them."""
    rows = [json.loads(x) for x in (FOLDER / "expected.jsonl").read_text("utf-8").splitlines()]
    with (
        tempfile.TemporaryDirectory() as folder,
        KnowledgeBase.open(Path(folder), seed=False) as base,
    ):
        base.ingest([FOLDER / "papers.jsonl"])
        for row in rows:
            yield (_checked if row["command"] == "check" else _asked)(base, row)


def _checked(base: KnowledgeBase, row: dict[str, Any]) -> Case:
    said = base.check(row["text"]).finding.value
    allowed = re.findall(r"supported|refuted|not_enough_info", row["expected"])
    return Case(row["kind"], row["text"], row["expected"], said, right=said in allowed)


def _asked(base: KnowledgeBase, row: dict[str, Any]) -> Case:
    reply, expected = base.ask(row["text"]), row["expected"]
    if not isinstance(reply, Answer):
        right = expected.startswith(("abstains", "a friendly", "No, or"))
        return Case(row["kind"], row["text"], expected, "abstains", right)
    first = reply.statements[0].text
    said = f"{reply.short_answer}: {first}"
    if expected == "No":
        right = reply.short_answer == "No"
    elif expected.startswith("No, or"):
        right = reply.short_answer != "Yes"
    elif "remains open" in expected:
        right = "remains open" in first and reply.short_answer not in {"Yes", "No"}
    elif "list" in expected:
        right = len(reply.citations) > 1
    else:
        right = expected.replace(" ", "") in first.replace(" ", "")
    return Case(row["kind"], row["text"], expected, said, right)


def main() -> None:
    """Print the cases as a table, and how many are right."""
    found = list(cases())
    for case in found:
        mark = "right" if case.right else "WRONG"
        row = f"{case.kind:34.34} {case.text:62.62} {case.expected:20.20} {case.said:.60}"
        sys.stdout.write(f"{mark}  {row}\n")
    sys.stdout.write(f"{sum(case.right for case in found)} of {len(found)}\n")


if __name__ == "__main__":
    main()
