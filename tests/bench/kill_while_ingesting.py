"""Kill an ingest at random moments, fill its disk and limit its files; say what was lost.

Every time, a process stores and indexes batches and says which ones are stored; it is killed with
SIGKILL. Then the base is opened and verified, must hold every batch that was reported, and only
whole ones, and must answer a question about the last of them. At the end what is missing is stored,
and the base must be equal to one that was never interrupted, and answer alike.
The full disk is a tmpfs of 6 MB where this may mount one (as root), or else a limit on files.

    python -m tests.bench.kill_while_ingesting [--kills 100]
"""

import argparse
import contextlib
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from knowledge.base import KnowledgeBase
from knowledge.dedup import abstract_id
from knowledge.errors import StoreError
from knowledge.evaluation import synthetic
from knowledge.model import Abstention, Answer
from knowledge.store import Store
from tests.bench.ingesting import ENGINE, batch
from tests.knowledge.making import numbered

ROOT = Path(__file__).parents[2]
_LONGEST = 0.6
_FULL = 6 << 20
_QUESTIONS = 60


def killed(data_dir: Path, first: int, seconds: float) -> list[int]:
    """The batches that a process reported as stored before it was killed."""
    command = [sys.executable, "-m", "tests.bench.ingesting", str(data_dir), str(first)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        lines = [process.stdout.readline()]  # it has begun
        time.sleep(seconds)
        process.kill()
        lines += process.stdout.readlines()
    return [int(line.split()[1]) for line in lines if line.startswith("stored")]


def tell(line: str) -> None:
    """Print a line."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def lost(store: Store, reported: set[int]) -> int:
    """How many of the abstracts that were reported as stored are not there."""
    missing = 0
    for n in reported:
        ids = [abstract_id(each.text) for each in batch(n)]
        missing += len(ids) - len(store.abstracts("base", ids))
    return missing


def told(data_dir: Path, questions: list[synthetic.Asked]) -> list[tuple[str, bool]]:
    """What a base says to questions, the time left out, and whether each reply is right."""
    with KnowledgeBase.open(data_dir, seed=False, engine=ENGINE) as base:
        replies = [base.ask(each.question) for each in questions]
    return [(_without_time(r), _right(r, q)) for r, q in zip(replies, questions, strict=True)]


def _without_time(reply: Answer | Abstention) -> str:
    return str(replace(reply, elapsed_ms=0.0))


def _right(reply: Answer | Abstention, asked: synthetic.Asked) -> bool:
    return isinstance(reply, Answer) and asked.answer in reply.text


def interrupt(data_dir: Path, kills: int, random: Random) -> set[int]:
    """Kill so many times; the batches that were reported as stored."""
    reported: set[int] = set()
    flaws = missing = partial = silent = 0
    for _ in range(kills):
        following = max(reported, default=-1) + 1
        now = killed(data_dir, following, random.uniform(0, _LONGEST))
        reported.update(now)
        with Store.open(data_dir) as store:
            flaws += len(store.verify())
            missing += lost(store, set(now))
            count = store.statistics("base").abstracts
            partial += count % 20 != 0 or count > 20 * (max(reported, default=-1) + 2) + 20
        if now:
            about = [synthetic.question(20 * max(now) + turn, turn) for turn in range(3)]
            silent += sum(not right for _, right in told(data_dir, about))
    with Store.open(data_dir) as store:
        missing += lost(store, reported)
    tell(
        f"{kills} kills, {len(reported)} batches reported: {missing} abstracts lost, "
        f"{flaws} flaws, {partial} ingests in part, {silent} questions not answered right"
    )
    return reported


def equal_at_last(data_dir: Path, whole_dir: Path, last: int) -> bool:
    """Whether the base, once all is stored, is equal to one that was never interrupted."""
    for folder in (data_dir, whole_dir):
        with KnowledgeBase.open(folder, seed=False, engine=ENGINE) as base:
            for n in range(last + 1):
                base.ingest_records(batch(n))
    with Store.open(data_dir) as store, Store.open(whole_dir) as whole:
        same = list(store.iterate("base", order="id")) == list(whole.iterate("base", order="id"))
        same &= store.knowledge_version("base") == whole.knowledge_version("base")
    asked = synthetic.questions(_QUESTIONS, 20 * last)
    answers = told(data_dir, asked)
    tell(f"{sum(right for _, right in answers)} of {len(asked)} questions answered right")
    return same and answers == told(whole_dir, asked)


@contextlib.contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """A folder on which 6 MB can be stored."""
    mounting = ["/bin/mount", "-t", "tmpfs", "-o", f"size={_FULL}", "tmpfs", str(folder)]
    if os.geteuid() == 0 and not subprocess.run(mounting, check=False).returncode:
        try:
            yield folder
        finally:
            subprocess.run(["/bin/umount", str(folder)], check=True)
        return
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (_FULL, before[1]))
    try:
        yield folder
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def fill(folder: Path) -> str:
    """Store until there is no room; what was told, and whether the base is as it was before."""
    with small_disk(folder) as disk, Store.open(disk, create=True) as store:
        count, told, before = 0, "", store.knowledge_version("base")
        while not told:
            before = store.knowledge_version("base")
            try:
                store.add("base", numbered(count, count + 3000))
            except StoreError as error:
                told = str(error)
            else:
                count += 3000
        sound = store.verify() == [] and store.knowledge_version("base") == before
        held = store.statistics("base").abstracts == count
    return f"{count} abstracts fit; “{told}” Base as before: {sound and held}"


def main() -> None:
    """Do it all, and say what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=20260)
    given = parser.parse_args()
    with TemporaryDirectory() as name:
        folder = Path(name)
        for each in ("killed", "disk"):
            (folder / each).mkdir()
        Store.open(folder / "killed", create=True).close()
        reported = interrupt(folder / "killed", given.kills, Random(given.seed))
        # The last process may have stored one batch more than it told of.
        last = max(reported, default=-1) + 1
        same = equal_at_last(folder / "killed", folder / "whole", last)
        tell(f"Equal to a base that was never interrupted, answers included: {same}")
        tell(f"Full disk: {fill(folder / 'disk')}")


if __name__ == "__main__":
    main()
