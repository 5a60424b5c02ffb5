import contextlib
import multiprocessing
import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from knowledge import readers
from knowledge.base import LONGEST_QUESTION, KnowledgeBase
from knowledge.errors import (
    QuestionError,
    StoreError,
    StoreReadOnlyError,
    StoreVersionError,
    UnknownCollectionError,
)
from knowledge.model import Abstention, Abstract, Answer, Rejection
from knowledge.resources import resource
from knowledge.store import Store
from tests.knowledge.shelf import OTTER, ZEBRA, abstract_page, listing_page

ROOT = Path(__file__).parents[2]
NOBODY = 65534


def empty(data_dir: Path) -> KnowledgeBase:
    """A base without the seeds."""
    return KnowledgeBase.open(data_dir, seed=False)


def assert_one_line(error: BaseException) -> None:
    """The message is one line that ends like a sentence."""
    assert "\n" not in str(error)
    assert str(error).endswith((".", "?”"))


# The seeds


def test_the_seeds_are_as_they_should_be(base: KnowledgeBase) -> None:
    """34 records are 28 abstracts with 34 sources, 21 of them with a title, authors and a date."""
    papers = base.papers()
    held = base.statistics()
    assert (held.abstracts, held.sources, held.engine) == (28, 34, "rank-bm25")
    assert len(papers) == len({p.id for p in papers}) == 28
    assert sum(len(p.sources) for p in papers) == 34
    titled = [p for p in papers if p.title]
    assert len(titled) == 21
    assert all(p.bibliography.authors and p.bibliography.published.text for p in titled)
    untitled = [p for p in papers if not p.title]
    assert not any(p.bibliography.authors or p.bibliography.published.text for p in untitled)


def test_seeding_by_hand_reports_every_record(tmp_path: Path) -> None:
    """34 read, 28 added, 6 duplicates, nothing rejected; progress counts every record."""
    seen: list[tuple[Path, int]] = []
    with empty(tmp_path) as base:
        report = base.ingest([resource("seeds")], lambda path, count: seen.append((path, count)))
        assert report.knowledge_version == base.knowledge_version
    assert (report.records, report.abstracts_added, report.exact_duplicates) == (34, 28, 6)
    assert (report.near_duplicates, report.rejected) == (0, ())
    assert report.seconds > 0
    assert [count for _, count in seen] == list(range(1, 35))
    assert {path.name for path, _ in seen} == {p.name for p in resource("seeds").glob("*.txt")}


@pytest.mark.parametrize("name", ["BLOOM", "ROOTS"])
def test_a_bare_and_a_listed_copy_are_one(base: KnowledgeBase, name: str) -> None:
    """The merged abstract has the listing's title, authors and date, and both sources."""
    (paper,) = [p for p in base.papers() if p.title and name in p.title]
    assert len(paper.sources) == 2
    assert len({source.file for source in paper.sources}) == 2
    assert paper.bibliography.authors
    assert paper.bibliography.published.date is not None


def test_ingesting_again_changes_nothing(tmp_path: Path) -> None:
    """The same pages a second time are duplicates, and the version stays."""
    with KnowledgeBase.open(tmp_path) as base:
        before = base.statistics()
        report = base.ingest([resource("seeds")])
        assert (report.records, report.abstracts_added, report.exact_duplicates) == (34, 0, 34)
        assert base.statistics() == before


def test_papers_come_in_stored_order_or_best_first(base: KnowledgeBase) -> None:
    """Without a query all, in an order that stays; with one the best, at most so many."""
    everything = base.papers()
    assert base.papers() == everything
    assert base.papers(limit=3) == everything[:3]
    assert base.papers(limit=0) == []
    found = base.papers("BLOOM")
    assert found[0].title is not None
    assert found[0].title.startswith("BLOOM")
    assert base.papers("BLOOM", 2) == found[:2]
    assert len(base.papers("language models", 25)) == 25
    assert base.papers("xqzwv") == []
    assert base.papers("") == []


def test_papers_are_found_by_identifier_and_by_beginnings(base: KnowledgeBase) -> None:
    """One by its identifier, or none; several by what somebody has begun to type."""
    paper = base.papers(limit=1)[0]
    assert base.abstract(paper.id) == paper
    assert base.abstract("no such id") is None
    assert base.suggest("mixt")[0].title == "Mixtral of Experts"
    assert len(base.suggest("", limit=4)) == 4


# Questions


@pytest.mark.parametrize(
    "question",
    [
        "",
        " ",
        "\t\n\r ",
        "\x00\x01\x1b",
        "\x7f\x85",
        "\u200b\u200b",
        "\u200b \u200d\ufeff",
        "\u202e\u2066",
        "\u00ad",
        "\u3000",
        "a" * (LONGEST_QUESTION + 1),
        "how many? " * 1000,
    ],
)
def test_what_is_no_question_is_refused(base: KnowledgeBase, question: str) -> None:
    """Nothing to read, or far too much: one line that says what to do."""
    with pytest.raises(QuestionError) as caught:
        base.ask(question)
    assert_one_line(caught.value)
    assert len(str(caught.value)) < 200


@pytest.mark.parametrize(
    "question",
    [
        "How many\x00parameters does\x1bBLOOM\x07have?",
        "How many\nparameters\tdoes\r\nBLOOM have?",
        "\u200bHow many parameters does BLOOM have?\ufeff",
        "  How  many parameters does BLOOM have?  ",
        "How many\u2028parameters does\u202eBLOOM have?",
    ],
)
def test_control_characters_are_blanks(base: KnowledgeBase, question: str) -> None:
    """Inside a question they part words, and the question is read without them."""
    assert base.ask(question) == base.ask("How many parameters does BLOOM have?")


def test_the_longest_question_is_asked(base: KnowledgeBase) -> None:
    """Two thousand characters are a question still."""
    assert isinstance(base.ask("x" * LONGEST_QUESTION), Abstention)


def test_an_outcome_tells_its_version_and_time(base: KnowledgeBase) -> None:
    """Answer and abstention carry both."""
    for question in ("How many parameters does BLOOM have?", "what do unicorns eat"):
        outcome = base.ask(question)
        assert outcome.knowledge_version == base.knowledge_version
        assert 0 < outcome.elapsed_ms < 60_000


# A base that changes


@pytest.fixture
def pages(tmp_path: Path) -> tuple[Path, Path]:
    """Two pages, of one abstract each."""
    return abstract_page(tmp_path / "zebra.txt", ZEBRA), abstract_page(
        tmp_path / "otter.txt", OTTER
    )


def test_a_change_is_seen_at_the_next_question(tmp_path: Path, pages: tuple[Path, Path]) -> None:
    """What another object has ingested is known without opening again."""
    with empty(tmp_path / "data") as asking, empty(tmp_path / "data") as writing:
        assert isinstance(asking.ask("how many layers does Zebrafish have?"), Abstention)
        writing.ingest(pages[:1])
        answer = asking.ask("how many layers does Zebrafish have?")
        assert isinstance(answer, Answer)
        assert answer.knowledge_version == writing.knowledge_version
        writing.ingest(pages[1:])
        assert asking.statistics() == writing.statistics()
        assert len(asking.papers()) == 2


def test_a_change_by_another_process_is_seen(tmp_path: Path, pages: tuple[Path, Path]) -> None:
    """The same holds across processes."""
    code = (
        "import sys; from pathlib import Path; from knowledge.base import KnowledgeBase\n"
        "with KnowledgeBase.open(Path(sys.argv[1]), seed=False) as base:\n"
        "    print(base.ingest([Path(sys.argv[2])]).knowledge_version)"
    )
    with empty(tmp_path / "data") as base:
        assert isinstance(base.ask("what is Zebrafish?"), Abstention)
        run = subprocess.run(
            [sys.executable, "-c", code, str(tmp_path / "data"), str(pages[0])],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
        answer = base.ask("what is Zebrafish?")
        assert isinstance(answer, Answer)
        assert answer.knowledge_version == run.stdout.strip()


def test_questions_and_ingests_at_once(tmp_path: Path) -> None:
    """Eight threads ask while a ninth ingests: all succeed, each on a version that existed."""
    pages = [
        abstract_page(tmp_path / f"{n}.txt", f"We introduce Fish{n}, a model with {n} layers.")
        for n in range(2, 22)
    ]
    question = "how many layers does Fish2 have?"
    with empty(tmp_path / "data") as base, empty(tmp_path / "data") as writer:
        versions = {base.knowledge_version, writer.ingest(pages[:1]).knowledge_version}
        done = False

        def ask(_: int) -> list[Answer | Abstention]:
            outcomes = [base.ask(question)]
            while not done:
                outcomes.append(base.ask(question))
            return outcomes

        with ThreadPoolExecutor(8) as threads:
            asking = threads.map(ask, range(8))
            for page in pages[1:]:
                versions.add(writer.ingest([page]).knowledge_version)
            done = True
            outcomes = [outcome for each in asking for outcome in each]
        assert {outcome.knowledge_version for outcome in outcomes} <= versions
        assert all(isinstance(outcome, Answer) for outcome in outcomes)
        last = base.ask(question)
        assert last.knowledge_version == writer.knowledge_version


class OvertakenStore(Store):
    """A store into which another process ingests while its abstracts are read, once."""

    page: Path | None = None

    def iterate(self, *args: object, **options: object) -> Iterator[Abstract]:
        abstracts = list(super().iterate(*args, **options))  # type: ignore[arg-type]
        if self.page is not None:
            page, self.page = self.page, None
            with KnowledgeBase.open(self._path.parent, seed=False) as other:
                other.ingest([page])
        return iter(abstracts)


def test_an_index_is_of_one_version(tmp_path: Path, pages: tuple[Path, Path]) -> None:
    """An ingest that comes in between makes the index be built again."""
    store = OvertakenStore.open(tmp_path / "data", create=True)
    with KnowledgeBase(store) as base:
        base.ingest(pages[:1])
        store.page = pages[1]
        answer = base.ask("when was OtterBench recorded?")
        assert isinstance(answer, Answer)
        assert answer.knowledge_version == base.knowledge_version


# Pages that cannot be read


def test_a_good_page_is_stored_beside_bad_ones(tmp_path: Path) -> None:
    """Missing and binary pages are reported with file, line and reason; the good one is stored."""
    good = abstract_page(tmp_path / "good.txt", ZEBRA)
    binary = tmp_path / "noise.txt"
    binary.write_bytes(bytes(range(256)) * 20)
    missing = tmp_path / "missing.txt"
    with empty(tmp_path / "data") as base:
        report = base.ingest([missing, binary, good])
        assert [p.text for p in base.papers()] == [ZEBRA]
    assert (report.records, report.abstracts_added) == (1, 1)
    assert [(r.file, r.line) for r in report.rejected] == [(str(missing), 1), (str(binary), 1)]
    assert all("\n" not in r.reason and r.reason.endswith(".") for r in report.rejected)


def test_a_bad_record_does_not_hide_its_page(tmp_path: Path) -> None:
    """A record that cannot be read is reported at its line; its neighbours are stored."""
    page = listing_page(
        tmp_path / "list.txt",
        ("CLOct 27, 2022", "ZebrafishAnn Lindqvist, Bo Ekman", ZEBRA),
        ("CLOct 28, 2022", "OtterBenchAnn Lindqvist, Bo Ekman", ""),
        ("CLOct 29, 2022", "FloodsAnn Lindqvist, Bo Ekman", OTTER),
    )
    with empty(tmp_path / "data") as base:
        report = base.ingest([page])
        assert {p.text for p in base.papers()} == {ZEBRA, OTTER}
    (rejected,) = report.rejected
    assert isinstance(rejected, Rejection)
    assert rejected.file == str(page)
    assert rejected.line in {4, 5, 6}


def test_doubts_are_told_with_file_and_line(tmp_path: Path) -> None:
    """A record whose title is uncertain is stored, and that is reported."""
    page = listing_page(tmp_path / "list.txt", ("CLOct 27, 2022", "on the swimming of fish", ZEBRA))
    with empty(tmp_path / "data") as base:
        report = base.ingest([page])
        assert len(base.papers()) == 1
    (doubt,) = report.doubts
    assert doubt.file == str(page)
    assert doubt.line in {1, 2}
    assert doubt.reason


# Bases that cannot be used


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


def test_an_unknown_collection_is_told_in_one_line(tmp_path: Path, seeded_dir: Path) -> None:
    """In a base that is there, and in one that would be made."""
    for data_dir in (seeded_dir, tmp_path / "new"):
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
def unwritable(seeded_dir: Path) -> Iterator[Path]:
    """A folder that cannot be written, whoever runs this, and a copy of the seeded base in it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "held").mkdir()
        (folder / "held" / "footnote.db").write_bytes((seeded_dir / "footnote.db").read_bytes())
        KnowledgeBase.open(seeded_dir).close()  # whatever is imported on first use is by now
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


# Seeding, whole or not at all


def test_seeding_leaves_nothing_aside(tmp_path: Path) -> None:
    """Where there is no base, the seeds are in it; no folder of its making is left."""
    with KnowledgeBase.open(tmp_path / "a" / "b") as base:
        assert base.statistics().abstracts == 28
    assert [p for p in tmp_path.rglob("*") if ".footnote-" in p.name] == []


def test_a_base_that_is_there_is_not_seeded(tmp_path: Path) -> None:
    """An empty base that somebody has made stays empty."""
    empty(tmp_path).close()
    with KnowledgeBase.open(tmp_path) as base:
        assert base.statistics().abstracts == 0


def test_an_interrupted_seeding_leaves_no_base(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C between two records: no base, no folder; the next try seeds whole."""

    def interrupted(path: Path, file: str) -> Iterator[object]:
        yield from list(read(path, file))[:1]
        raise KeyboardInterrupt

    read = readers.read
    with monkeypatch.context() as patch:
        patch.setattr(readers, "read", interrupted)
        with pytest.raises(KeyboardInterrupt):
            KnowledgeBase.open(tmp_path)
    assert list(tmp_path.iterdir()) == []
    with KnowledgeBase.open(tmp_path) as base:
        assert base.statistics().abstracts == 28


def test_a_killed_seeding_leaves_no_base(tmp_path: Path) -> None:
    """Killed in the middle, there is no base either, and the next try seeds whole."""
    code = (
        "import os, signal, sys; from pathlib import Path\n"
        "from knowledge import readers; from knowledge.base import KnowledgeBase\n"
        "read = readers.read\n"
        "def killed(path, file):\n"
        "    yield from list(read(path, file))[:1]\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
        "readers.read = killed\n"
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
    """Four processes open the same new directory: each sees all the seeds."""
    with multiprocessing.get_context("spawn").Pool(3) as pool:
        assert pool.map(_open_there, [tmp_path] * 3) == [28] * 3
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".footnote-")] == []
