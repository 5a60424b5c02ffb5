"""Questions and claims written for the reader's training, on fields that it was not trained on.

The items lie in `knowledge/reader/training/items/`, the abstracts in a folder of their own
(`abstracts.jsonl`: id, field, title, text, sentences).
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from knowledge.errors import InputError
from knowledge.evaluation.baseline import Baseline
from knowledge.evaluation.claim_sets import Claim
from knowledge.evaluation.datasets import NEAR_MISS, Posed
from knowledge.model import Abstract, Bibliography, Finding, Source
from knowledge.reader.training import ITEMS, REPORTED_FIELDS, TUNED_FIELDS

__all__ = ["REPORTED_FIELDS", "TUNED_FIELDS", "Written"]


@dataclass(frozen=True, slots=True)
class Written:
    """The abstracts of some fields, with the questions and claims on each, by its identifier."""

    abstracts: Sequence[Abstract]
    questions: Sequence[Posed]
    claims: Sequence[tuple[str, Claim]]

    @classmethod
    def read(cls, folder: Path, chosen: frozenset[str]) -> Self:
        """Those of the chosen fields.

        Raises:
            InputError: the folder does not hold the abstracts, or the items are not here.
        """
        path = folder / "abstracts.jsonl"
        if not path.is_file():
            raise InputError(
                f"There is no abstracts.jsonl in {folder}: name the data set's folder."
            )
        if not ITEMS.is_dir():
            raise InputError("The written items come with the source alone: run this from it.")
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        held = {row["id"]: row for row in rows if row["field"] in chosen}
        lines = [
            x for f in sorted(ITEMS.glob("*.jsonl")) for x in f.read_text("utf-8").splitlines()
        ]
        items = [item for item in map(json.loads, lines) if item["abstract"] in held]
        return cls(
            [_abstract(row) for row in held.values()],
            [_posed(i, held[i["abstract"]]) for i in items if i["kind"] != "claim"],
            [
                (i["abstract"], Claim(i["claim"], Finding(i["verdict"])))
                for i in items
                if i["kind"] == "claim"
            ],
        )

    def standing_alone(self) -> list[Posed]:
        """The questions that name their paper so well that plain BM25 finds it first.

        The others lean on the paper: "how many took part?".
        """
        baseline = Baseline(self.abstracts)
        return [q for q in self.questions if baseline.first(q.question)[0].id == q.id.split()[0]]


def _abstract(row: dict[str, Any]) -> Abstract:
    return Abstract(
        row["id"], row["text"], Bibliography(title=row["title"]), (Source("written", 1),)
    )


def _posed(item: dict[str, Any], row: dict[str, Any]) -> Posed:
    sentences = [row["text"][start:end] for start, end in row["sentences"]]
    near = item["kind"] == NEAR_MISS
    return Posed(
        f"{item['abstract']} {item['q']}",
        item["q"],
        NEAR_MISS if near else "content",
        "" if near else item.get("type", ""),
        (row["text"],),
        () if near else tuple(sentences[n] for n in item["sentences"]),
        () if near or not item["short"] else (item["short"],),
    )
