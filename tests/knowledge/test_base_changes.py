import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from knowledge.base import KnowledgeBase
from knowledge.model import Abstention, Abstract, Answer
from knowledge.store import Store
from tests.knowledge.shelf import OTTER, ZEBRA, abstract_page, empty

ROOT = Path(__file__).parents[2]


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
            with KnowledgeBase.open(Path(self._database.place).parent, seed=False) as other:
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
