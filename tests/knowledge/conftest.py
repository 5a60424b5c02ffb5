"""What the tests of the core share: a base on the seeds."""

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.base import KnowledgeBase
from knowledge.search.cluster.connection import Address
from knowledge.text import vectors
from tests.knowledge import engines
from tests.knowledge.cluster import nodes


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


@pytest.fixture(scope="session")
def node() -> Iterator[nodes.Cluster]:
    """An OpenSearch cluster of one node, which runs for these tests."""
    if missing := nodes.missing():
        pytest.skip(f"No OpenSearch can be started: {missing}")
    with nodes.running() as cluster:
        yield cluster


@pytest.fixture
def address(node: nodes.Cluster) -> Address:
    """Where the cluster is, with indexes of the test's own."""
    return Address(node.urls, name=f"test-{uuid.uuid4().hex}")
