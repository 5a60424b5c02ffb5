"""Records of two libraries matched by title and authors, as if these were their texts.

Run as a program, `python -m tests.bench.matching FOLDER`, with the folder of DBLP-ACM (Köpcke and
others, 2010), it prints precision, recall and F1: a check that the rules for near-duplicates are
not made for planted noise alone.
"""

import csv
import html
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from knowledge.dedup import abstract_of, same_work, signature
from knowledge.model import Abstract, Bibliography, Record, Source


def records(path: Path) -> Iterator[tuple[str, Abstract]]:
    """The identifiers of records, each with its title and sorted family names as its text."""
    with path.open(encoding="latin-1", newline="") as file:
        for row in csv.DictReader(file):
            names = sorted(name.split()[-1] for name in row["authors"].split(", ") if name.strip())
            text = html.unescape(f"{row['title']}. {' '.join(names)}")
            record = Record(text, Bibliography(), Source(path.name, 1))
            yield row["id"].strip('"'), abstract_of(record)


def matched(folder: Path) -> set[tuple[str, str]]:
    """The pairs of a DBLP and an ACM record that are of one work."""
    met: defaultdict[int, list[tuple[str, Abstract]]] = defaultdict(list)
    for key, abstract in records(folder / "DBLP2.csv"):
        for number in signature(abstract):
            met[number].append((key, abstract))
    found = set()
    for key, abstract in records(folder / "ACM.csv"):
        near = {other: held for number in signature(abstract) for other, held in met[number]}
        found |= {(other, key) for other, held in near.items() if same_work(abstract, held)}
    return found


def main() -> None:
    """Print what is matched."""
    folder = Path(sys.argv[1])
    with (folder / "DBLP-ACM_perfectMapping.csv").open(encoding="latin-1", newline="") as file:
        wanted = {(row["idDBLP"], row["idACM"]) for row in csv.DictReader(file)}
    found = matched(folder)
    right = len(found & wanted)
    precision, recall = right / len(found), right / len(wanted)
    f1 = 2 * precision * recall / (precision + recall)
    sys.stdout.write(f"precision {precision:.4f}, recall {recall:.4f}, F1 {f1:.4f}\n")


if __name__ == "__main__":
    main()
