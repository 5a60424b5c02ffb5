import contextlib
import multiprocessing
import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from knowledge.base import KnowledgeBase
from knowledge.errors import (
    StoreError,
    StoreReadOnlyError,
    StoreVersionError,
    UnknownCollectionError,
)
from knowledge.formats import pages
from knowledge.model import Abstention, Answer
from knowledge.settings import resource
from tests.knowledge.shelf import assert_one_line, empty

ROOT = Path(__file__).parents[2]
NOBODY = 65534


def test_a_damaged_file_is_told_in_one_line(tmp_path: Path) -> None:
    """Noise where the base should be is a StoreError, and is left as it is."""
    noise = b"this is no database " * 500
    (tmp_path / "footnote.db").write_bytes(noise)
    for seed in (True, False):
        with pytest.raises(StoreError) as caught:
            KnowledgeBase.open(tmp_path, seed=seed)
        assert_one_line(caught.value)
    assert (tmp_path / "footnote.db").read_bytes() == noise


def test_another_version_is_told_in_one_line(tmp_path: Path) -> None:
    """A base of another version is refused with what to do, not seeded over."""
    empty(tmp_path).close()
    with contextlib.closing(sqlite3.connect(tmp_path / "footnote.db")) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(StoreVersionError) as caught:
        KnowledgeBase.open(tmp_path)
    assert_one_line(caught.value)


def test_an_unknown_collection_is_told_in_one_line(tmp_path: Path, seeded: Path) -> None:
    """In a base that is there, and in one that would be made."""
    for data_dir in (seeded, tmp_path / "new"):
        with pytest.raises(UnknownCollectionError) as caught:
            KnowledgeBase.open(data_dir, collection="nowhere")
        assert_one_line(caught.value)


def test_a_closed_base_says_so(tmp_path: Path) -> None:
    """Closing twice is no error; asking afterwards is one, in one line."""
    base = empty(tmp_path)
    base.close()
    base.close()
    with pytest.raises(StoreError) as caught:
        base.ask("what is it?")
    assert_one_line(caught.value)


@pytest.fixture
def unwritable(seeded: Path) -> Iterator[Path]:
    """A folder that cannot be written, whoever runs this, and a copy of the seeded base in it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "held").mkdir()
        (folder / "held" / "footnote.db").write_bytes((seeded / "footnote.db").read_bytes())
        with KnowledgeBase.open(seeded) as base:
            base.ask("How many parameters does BLOOM have?")  # what is imported late is by now
        for path in (folder / "held", folder):
            path.chmod(0o555)
        before = os.geteuid()
        if before == 0:
            os.seteuid(NOBODY)
        yield folder
        os.seteuid(before)
        for path in (folder, folder / "held"):
            path.chmod(0o755)


def test_no_base_can_be_made_in_a_read_only_folder(unwritable: Path) -> None:
    """A data directory that cannot be made or written is told in one line."""
    for data_dir in (unwritable, unwritable / "new"):
        for seed in (True, False):
            with pytest.raises(StoreReadOnlyError) as caught:
                KnowledgeBase.open(data_dir, seed=seed)
            assert_one_line(caught.value)


def test_a_read_only_base_is_asked_and_not_changed(unwritable: Path) -> None:
    """It answers; an ingest is refused in one line."""
    with KnowledgeBase.open(unwritable / "held") as base:
        assert isinstance(base.ask("How many parameters does BLOOM have?"), Answer)
        with pytest.raises(StoreReadOnlyError) as caught:
            base.ingest([resource("seeds")])
        assert_one_line(caught.value)


def test_seeding_leaves_nothing_aside(tmp_path: Path) -> None:
    """Where there is no base, the seeds are in it; no folder of its making is left."""
    with KnowledgeBase.open(tmp_path / "a" / "b") as base:
        assert base.statistics().abstracts == 28
    assert [p for p in tmp_path.rglob("*") if ".footnote-" in p.name] == []


def test_a_base_that_was_used_is_not_seeded(tmp_path: Path) -> None:
    """One whose papers were all taken out stays empty, and says how it is filled."""
    with empty(tmp_path) as base:
        (tmp_path / "page.txt").write_text("Abstract: Tidal has 3 parameters.\n")
        base.ingest([tmp_path / "page.txt"])
        base.store.undo("base", 1)
    with KnowledgeBase.open(tmp_path) as base:
        assert base.statistics().abstracts == 0
        said = base.ask("How many parameters does Tidal have?")
        assert isinstance(said, Abstention)
        assert str(said.reason).startswith("The knowledge base is empty: fill it with")
        assert base.check("Tidal has 3 parameters.").explanation == said.reason


def test_a_first_ingest_that_fails_keeps_the_seeds(tmp_path: Path) -> None:
    """One that found nothing, or was killed before it was done, is no reason to have no papers."""
    with empty(tmp_path) as base:
        assert base.ingest([tmp_path / "missing.bib"]).rejected
    with KnowledgeBase.open(tmp_path) as base:
        assert base.statistics().abstracts == 28
    with KnowledgeBase.open(tmp_path) as base:
        assert [entry.kind for entry in base.store.history("base")] == ["ingest"]


def test_a_first_ingest_that_runs_is_not_seeded_into(tmp_path: Path) -> None:
    """Who asks while another process stores its first papers is told that there are none yet."""
    with empty(tmp_path) as base, base.store._writing(), KnowledgeBase.open(tmp_path) as other:
        assert other.statistics().abstracts == 0


def test_an_interrupted_seeding_leaves_no_base(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C between two records: no base, no folder; the next try seeds whole."""

    def interrupted(path: Path, file: str, **how: Any) -> Iterator[object]:
        yield from list(read(path, file, **how))[:1]
        raise KeyboardInterrupt

    read = pages.read
    with monkeypatch.context() as patch:
        patch.setattr(pages, "read", interrupted)
        with pytest.raises(KeyboardInterrupt):
            KnowledgeBase.open(tmp_path)
    assert list(tmp_path.iterdir()) == []
    with KnowledgeBase.open(tmp_path) as base:
        assert base.statistics().abstracts == 28


def test_a_killed_seeding_leaves_no_base(tmp_path: Path) -> None:
    """Killed in the middle, there is no base either, and the next try seeds whole."""
    code = (
        "import os, signal, sys; from pathlib import Path\n"
        "from knowledge.formats import pages; from knowledge.base import KnowledgeBase\n"
        "read = pages.read\n"
        "def killed(path, file, **how):\n"
        "    yield from list(read(path, file, **how))[:1]\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
        "pages.read = killed\n"
        "KnowledgeBase.open(Path(sys.argv[1]))"
    )
    run = subprocess.run([sys.executable, "-c", code, str(tmp_path)], cwd=ROOT, check=False)
    assert run.returncode == -signal.SIGKILL
    assert not (tmp_path / "footnote.db").exists()
    with KnowledgeBase.open(tmp_path) as base:
        assert base.statistics().abstracts == 28


def _open_there(data_dir: Path) -> int:
    with KnowledgeBase.open(data_dir) as base:
        return base.statistics().abstracts


def test_processes_that_seed_at_once_make_one_base(tmp_path: Path) -> None:
    """Two processes open the same new directory: each sees all the seeds."""
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        assert pool.map(_open_there, [tmp_path] * 2, chunksize=1) == [28] * 2
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".footnote-")] == []
