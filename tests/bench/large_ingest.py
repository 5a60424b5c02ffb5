"""What ingesting a large library costs: `python -m tests.bench.large_ingest [COUNT [MIX]]`.

It writes COUNT made-up records, runs `footnote ingest` on them, and prints records a second, the
processor time of its processes, and how much memory these had at most. Where each of them has a
processor of its own, it takes as long as the busiest needs. MIX is `mixed`, as libraries are
(copies, sequels of the same people, forms that are filled in), or `alike`: such forms alone.
"""

import json
import os
import random
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from itertools import count, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from knowledge.evaluation import synthetic
from knowledge.model import Record
from tests.bench.planted import sequel, words_edited

COUNT = 87_000
_EVERY = 0.05
_MEGABYTE = 1e6
_KEPT = 50
Row = dict[str, Any]
_STUDY = (
    "Background: {0} is common in {1}, and its treatment with {2} is not settled. Methods: We "
    "enrolled {n} patients with {0} at {m} centres between {y} and {z}, and compared {2} with "
    "{3}. The primary outcome was survival at {k} months, the secondary outcomes were quality of "
    "life and adverse events. Results: Of {n} patients, {p} received {2} and {q} {3}. Survival "
    "was {r}% and {s}%, respectively. Adverse events were seen in {t} and {u} patients. "
    "Conclusions: In patients with {0}, {2} was not superior to {3}; further trials are needed."
)


def alike(rng: random.Random, words: list[str]) -> Iterator[Row]:
    """Studies that are told in one form."""
    while True:
        subject, place, drug, other = (rng.choice(words) for _ in range(4))
        figures = {letter: rng.randint(11, 2000) for letter in "nmyzkpqrstu"}
        title = f"{drug.capitalize()} against {other} in {subject}: a randomised trial"
        yield {"title": title, "text": _STUDY.format(subject, place, drug, other, **figures)}


def mixed(rng: random.Random, words: list[str]) -> Iterator[Row]:
    """Of a hundred papers 84 of their own, 8 sequels, 5 of one form, and 3 copies of others."""
    form = alike(rng, words)
    kept: list[Row] = []
    for record in synthetic.records(10**9):
        draw = rng.random()
        if draw < 0.05:
            yield next(form)
        elif draw < 0.13 and kept:
            former = rng.choice(kept)
            title, text = sequel(former["title"], former["text"], rng, words)
            yield {"title": title, "text": text}
        elif draw < 0.16 and kept:
            former = rng.choice(kept)
            yield former | {"text": words_edited(former["text"], rng, words)}
        else:
            row = _row(record)
            kept = [*kept[-_KEPT:], {"title": row["title"], "text": row["text"]}]
            yield row


MIXES = {"mixed": mixed, "alike": alike}


def _row(record: Record) -> Row:
    stated = record.bibliography
    return {
        "title": stated.title,
        "text": record.text,
        "authors": list(stated.authors),
        "categories": list(stated.categories),
    }


def write(file: Path, size: int, mix: str) -> None:
    """Write so many records as JSON Lines."""
    rng = random.Random(7)
    known = (synthetic.queries(1, seed=n, words=4)[0] for n in count())
    words = sorted({w for four in islice(known, 500) for w in four if re.fullmatch("[a-z]{5,}", w)})
    with file.open("w", encoding="utf-8") as lines:
        for row in islice(MIXES[mix](rng, words), size):
            lines.write(json.dumps(row) + "\n")


def memory_of(process: int) -> tuple[int, int]:
    """Bytes of a process and of those that it began: resident, and with shared ones once."""
    resident = shared_once = 0
    for each in _tree(process):
        try:
            lines = Path(f"/proc/{each}/smaps_rollup").read_text(encoding="ascii").splitlines()
        except OSError:
            continue
        sizes = {line.split(":")[0]: int(line.split()[1]) for line in lines[1:]}
        resident += sizes["Rss"] * 1024
        shared_once += sizes["Pss"] * 1024
    return resident, shared_once


def processor_seconds(process: int) -> dict[int, float]:
    """What a process and those that it began have used of processors so far."""
    used = {}
    for each in _tree(process):
        with suppress(OSError):
            after_name = Path(f"/proc/{each}/stat").read_text(encoding="ascii").rpartition(")")[2]
            used[each] = sum(map(int, after_name.split()[11:13])) / os.sysconf("SC_CLK_TCK")
    return used


def _tree(process: int) -> Iterator[int]:
    yield process
    for tasks in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            begun = tasks.read_text(encoding="ascii").split()
        except OSError:
            continue
        for each in begun:
            yield from _tree(int(each))


def measured(file: Path, data: Path) -> dict[str, float]:
    """Ingest a file; what it cost."""
    started = time.perf_counter()
    program = "from bot.cli.main import main; main()"
    command = [sys.executable, "-c", program, "ingest", str(file), "--json", "--data", str(data)]
    environment = {**os.environ, "FOOTNOTE_RETRIEVAL__ENGINE": "tantivy"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as process:
        most, used = [0, 0], dict[int, float]()
        while process.poll() is None:
            most = [max(both) for both in zip(most, memory_of(process.pid), strict=True)]
            used |= processor_seconds(process.pid)
            time.sleep(_EVERY)
        seconds = time.perf_counter() - started
        report = json.loads(process.stdout.read()) if process.stdout else {}
    return {
        "records": report["records"],
        "abstracts": report["abstracts_added"],
        "seconds": round(seconds, 2),
        "records a second": round(report["records"] / seconds),
        "processor, s": round(sum(used.values()), 2),
        "processor of the busiest process, s": round(max(used.values()), 2),
        "records a second of that": round(report["records"] / max(used.values())),
        "resident, MB": round(most[0] / _MEGABYTE),
        "shared pages once, MB": round(most[1] / _MEGABYTE),
    }


def main() -> None:
    """Write, ingest and print."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    mix = sys.argv[2] if len(sys.argv) > 2 else "mixed"
    with TemporaryDirectory(prefix="footnote-bench-") as folder:
        file = Path(folder) / "library.jsonl"
        write(file, size, mix)
        found = measured(file, Path(folder) / "data")
    for name, value in found.items():
        sys.stdout.write(f"{name:38}{value:>12,}\n")


if __name__ == "__main__":
    main()
