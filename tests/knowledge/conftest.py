"""What the tests of the core share: a base on the seeds."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.base import KnowledgeBase
from knowledge.text import vectors
from tests.knowledge import engines


@pytest.fixture(scope="session")
def base(seeded: Path) -> Iterator[KnowledgeBase]:
    """The base on the seeds, for asking only."""
    with KnowledgeBase.open(seeded) as opened:
        yield opened


@pytest.fixture(scope="session", params=engines.NAMES)
def make(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> engines.Make:
    """What makes an engine over abstracts, for each of the engines."""
    return engines.maker(request.param, lambda: tmp_path_factory.mktemp("engine"))


_CACHES = tuple(
    each for module in (vectors,) for each in vars(module).values() if hasattr(each, "cache_clear")
)


@pytest.fixture
def without_vectors(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As if the package with the word vectors were not installed."""
    monkeypatch.setattr(vectors, "find_spec", lambda _: None)
    for cached in _CACHES:
        cached.cache_clear()
    yield
    monkeypatch.undo()
    for cached in _CACHES:
        cached.cache_clear()


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Path | str:
    """Where a base can be made: a folder, and an empty schema of a PostgreSQL database."""
    if request.param == "sqlite":
        return tmp_path
    url: str = request.getfixturevalue("schema")
    return url
