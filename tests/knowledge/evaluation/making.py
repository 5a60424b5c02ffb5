"""Tiny data sets in the forms of the public ones, written where a test wants them."""

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from tests.knowledge.shelf import OTTER, ZEBRA

DOCUMENTS = {
    "11": ("Zebrafish", ZEBRA),
    "12": ("OtterBench", OTTER),
    "13": ("", "Glaciers melt in summer. We measure how fast. The loss is three metres a year."),
    "14": ("Wordless", ""),
}
"""A document's key to its title and text; the last one has no abstract."""
QUERIES = {
    "1": "a compact model for river forecasts",
    "2": "feeding behaviour of otters",
    "3": "how fast do glaciers melt",
    "4": "nothing is judged for this one",
}
JUDGED = {("1", "11", 1), ("2", "12", 2), ("3", "13", 1), ("3", "99", 1), ("3", "11", -1)}


def json_lines(path: Path, rows: Iterable[Mapping[str, object]]) -> None:
    """A file of JSON Lines; its folder is made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def table(path: Path, columns: str, rows: Iterable[tuple[object, ...]]) -> None:
    """A file of columns with tabs between them."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = ["\t".join(columns.split()), *("\t".join(map(str, row)) for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def beir(folder: Path) -> Path:
    """A retrieval set in the form of BEIR."""
    rows = ({"_id": k, "title": title, "text": text} for k, (title, text) in DOCUMENTS.items())
    json_lines(folder / "corpus.jsonl", rows)
    json_lines(folder / "queries.jsonl", ({"_id": k, "text": q} for k, q in QUERIES.items()))
    table(folder / "qrels" / "test.tsv", "query-id corpus-id score", sorted(JUDGED))
    return folder


def scifact(folder: Path) -> Path:
    """A set of claims in the form of SciFact."""
    rows = (
        {"doc_id": int(k), "title": title, "abstract": re.split(r"(?<=\.) ", text)}
        for k, (title, text) in DOCUMENTS.items()
    )
    json_lines(folder / "corpus.jsonl", rows)
    claims = ({"id": int(k), "claim": q, "evidence": {}} for k, q in QUERIES.items())
    json_lines(folder / "claims_train.jsonl", claims)
    table(folder / "qrels_train.tsv", "query-id corpus-id score", sorted(JUDGED))
    return folder


def pubmedqa(folder: Path) -> Path:
    """Questions with their abstracts in the form of PubMedQA."""
    held = {
        key: {
            "QUESTION": f"{QUERIES[query]}?",
            "CONTEXTS": DOCUMENTS[key][1].splitlines(),
            "final_decision": "yes",
            "LONG_ANSWER": DOCUMENTS[key][1],
        }
        for key, query in (("11", "1"), ("12", "2"), ("13", "3"))
    }
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "questions.json").write_text(json.dumps(held), encoding="utf-8")
    return folder


def clapnq(folder: Path) -> Path:
    """General questions in the form of ClapNQ, one with a passage of two lines.

    The first falls into the half that confidence is fitted to, the second into the reported one.
    """
    rows = [
        (1, "who sang the first song on the moon", "", ""),
        (2, "when did a kite fly over paris", "7_1-2", '"Kites fly.\nThey say ""high""."'),
    ]
    table(folder / "question_train_answerable.tsv", "id question doc-id-list answers", rows)
    return folder


def own(folder: Path, rows: Iterable[Mapping[str, object]]) -> Path:
    """The same questions in both parts of an own question set."""
    held = list(rows)
    for part in ("tune", "report"):
        json_lines(folder / f"questions_{part}.jsonl", held)
    return folder


def written(folder: Path, items: Path, field: str) -> Path:
    """Three abstracts of a field with written items, which lie in a folder of their own."""
    rows = [
        {
            "id": key,
            "field": field,
            "title": DOCUMENTS[key][0],
            "text": (text := DOCUMENTS[key][1]),
            "sentences": [[m.start(), m.end()] for m in re.finditer(r"\S.*?\.(?= |$)", text)],
        }
        for key in ("11", "12", "13")
    ]
    json_lines(folder / "abstracts.jsonl", rows)
    layers = {"abstract": "11", "kind": "question", "q": "How many layers has Zebrafish?"}
    eat = {"abstract": "12", "kind": "question", "q": "What do otters eat in cold water?"}
    lean = {"abstract": "12", "kind": "question", "q": "how many are there?"}
    held: list[Mapping[str, object]] = [
        {**layers, "sentences": [1], "short": "12", "type": "quantity"},
        {**eat, "sentences": [0], "short": "fish", "type": "name"},
        {"abstract": "13", "kind": "question", "q": "When do glaciers melt?",
         "sentences": [0], "short": "in summer", "type": "date"},
        {**lean, "sentences": [1], "short": "three", "type": "quantity"},
        {"abstract": "11", "kind": "near_miss", "q": "How many heads does Zebrafish have?"},
        {"abstract": "12", "kind": "near_miss", "q": "Who recorded OtterBench?"},
        {"abstract": "11", "kind": "claim", "claim": "Zebrafish has 12 layers.",
         "verdict": "supported", "sentences": [1]},
        {"abstract": "11", "kind": "claim", "claim": "Zebrafish has 13 layers.",
         "verdict": "refuted", "sentences": [1]},
        {"abstract": "12", "kind": "claim", "claim": "Otters sing at night.",
         "verdict": "not_enough_info", "sentences": []},
    ]  # fmt: skip
    json_lines(items / f"{field}.jsonl", held)
    return folder


def public_passages(folder: Path) -> None:
    """A passage of each of the public sets that items are written on."""
    said = ["Salt harms algae.", "Sugar feeds them."]
    json_lines(folder / "scitldr.jsonl", [{"title": "Food", "sentences": said, "tldr": ["Salt."]}])
    cited = {"claim": "Salt harms [<|cit|>].", "sentences": said[::-1], "evidence": []}
    json_lines(folder / "citation_integrity.jsonl", [cited])
    for name in ("covid_qa", "squad2"):
        json_lines(folder / f"{name}.jsonl", [{"text": f"In {name}: " + said[0], "questions": []}])
