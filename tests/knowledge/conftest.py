"""What the tests of the core share: a base on the seeds."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge import meaning
from knowledge.base import KnowledgeBase


@pytest.fixture(scope="session")
def base(seeded: Path) -> Iterator[KnowledgeBase]:
    """The base on the seeds, for asking only."""
    with KnowledgeBase.open(seeded) as opened:
        yield opened


_CACHES = (
    meaning._package,
    meaning._pieces,
    meaning._numbers,
    meaning._vectors,
    meaning._cut,
    meaning._read,
)


@pytest.fixture
def without_vectors(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As if the package with the word vectors were not installed."""
    monkeypatch.setattr(meaning, "find_spec", lambda _: None)
    for cached in _CACHES:
        cached.cache_clear()
    yield
    monkeypatch.undo()
    for cached in _CACHES:
        cached.cache_clear()
