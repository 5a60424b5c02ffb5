"""A change is tried out on a copy, which sees what the collection sees; the base stays as it is."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.service.trial import copied
from knowledge.base import KnowledgeBase
from knowledge.errors import StoreError
from knowledge.model import Answer
from knowledge.store import Store
from tests.bot.admin.office import HOW_MANY, LUNAR, TIDAL, record

RIVAL = record(
    "We present Tidal, a language model that has 200B parameters.", "Tidal: 200B Parameters"
)


class ElsewhereStore(Store):
    """A store whose database has a way of its own to be copied, as a server's has."""

    def backup(self, file: Path) -> None:
        """Say so."""
        raise StoreError(f"{file} cannot be written: use the database's own way.")


@pytest.fixture(params=[Store, ElsewhereStore])
def base(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[KnowledgeBase]:
    """A base with a shared paper, in a file or in a database that is copied otherwise."""
    folder = tmp_path / "data"
    folder.mkdir()
    with KnowledgeBase(request.param.open(folder, create=True)) as made:
        made.ingest_records([record(TIDAL, "Tidal: A Model of the Sea")])
        yield made


def _answer(base: KnowledgeBase, question: str) -> str:
    outcome = base.ask(question)
    return outcome.text if isinstance(outcome, Answer) else ""


@pytest.mark.parametrize("has_own", [False, True])
def test_a_copy_changes_alone(base: KnowledgeBase, has_own: bool) -> None:
    """It answers as the collection does, and as that would after the change; nothing else does."""
    own = base.beside("guild_5")
    if has_own:
        own.ingest_records([record(LUNAR, "Lunar: A Model of the Moon")])
    seen = own if has_own else base
    version = base.store.knowledge_version("base")
    with copied(own) as trial:
        if has_own:  # else what is copied begins with its first paper
            assert sorted(p.id for p in trial.papers()) == sorted(p.id for p in seen.papers())
            assert _answer(trial, HOW_MANY) == _answer(seen, HOW_MANY)
        trial.ingest_records([RIVAL])
        assert "200B" in _answer(trial, HOW_MANY)
    assert "176B" in _answer(seen, HOW_MANY)
    assert base.store.knowledge_version("base") == version
    assert len(seen.papers()) == (2 if has_own else 1)


def test_the_copy_is_gone_afterwards(base: KnowledgeBase) -> None:
    """Nobody can ask it any more."""
    with copied(base.beside("guild_5")) as trial:
        trial.ingest_records([RIVAL])
    with pytest.raises(StoreError):
        trial.ask(HOW_MANY)
