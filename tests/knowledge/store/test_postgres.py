import contextlib
from pathlib import Path
from typing import NamedTuple

import pytest
import sqlalchemy as sa

from knowledge.base import KnowledgeBase
from knowledge.errors import StoreError, StoreReadOnlyError, StoreVersionError
from knowledge.store import Store, exists, url_of
from knowledge.store.postgres import PostgresDatabase
from tests.knowledge.making import numbered


class Server(NamedTuple):
    """An empty schema of a PostgreSQL database: its URL, and an engine that works in it."""

    url: str
    engine: sa.Engine

    def execute(self, *statements: str) -> None:
        """Do something behind the store's back."""
        with self.engine.begin() as connection:
            for statement in statements:
                connection.exec_driver_sql(statement)


@pytest.fixture
def server(schema: str) -> Server:
    """An empty schema."""
    engine = sa.create_engine(schema, poolclass=sa.NullPool)
    return Server(schema, engine)


@pytest.mark.parametrize(
    ("place", "url"),
    [
        ("postgresql+psycopg://u:p@h:1/d?a=b", "postgresql+psycopg://u:p@h:1/d?a=b"),
        (Path("postgresql+psycopg://u@h/d"), "postgresql+psycopg://u@h/d"),
        ("POSTGRES://h/d", "POSTGRES://h/d"),
        ("postgresql://h/d", "postgresql://h/d"),
        ("data", None),
        ("/srv/postgresql:/x", None),
        ("postgresql", None),
    ],
)
def test_a_url_is_told_from_a_folder(place: Path | str, url: str | None) -> None:
    """Also after it has gone through a path, which takes one of its slashes."""
    assert url_of(place) == url


def test_a_base_is_made_and_found_again(server: Server) -> None:
    """The seeds are in it; who comes second finds it as it is."""
    assert not exists(server.url)
    with pytest.raises(StoreError, match="no knowledge base"):
        Store.open(server.url)
    with KnowledgeBase.open(Path(server.url)) as base:
        assert base.statistics().abstracts == 28
        version = base.knowledge_version
    assert exists(server.url)
    with contextlib.closing(PostgresDatabase(server.url, create=True)) as again:
        again._create()
    with KnowledgeBase.open(Path(server.url)) as base:
        assert base.knowledge_version == version


def test_what_is_no_base_of_ours_is_told(server: Server) -> None:
    """Somebody else's tables, or another version's, are left as they are."""
    server.execute("CREATE TABLE theirs (x integer)")
    for create in (True, False):
        with pytest.raises(StoreError, match="not a Footnote database"):
            Store.open(server.url, create=create)
    server.execute("DROP TABLE theirs")
    Store.open(server.url, create=True).close()
    server.execute("UPDATE alembic_version SET version_num = '0099'")
    with pytest.raises(StoreVersionError, match="schema is 99"):
        Store.open(server.url)


def test_a_writer_that_takes_too_long_is_told(server: Server) -> None:
    """Who waits too long for another writer is told so, and may read meanwhile."""
    with Store.open(server.url, create=True) as store:
        store.add("base", numbered(0, 3))
        database = PostgresDatabase(server.url, create=False, patience="50ms")
        with Store(database) as other, store._writing():
            with pytest.raises(StoreError, match="Another process has been writing"):
                other.add("base", numbered(3, 6))
            assert len(list(other.iterate("base"))) == 3


def test_who_may_not_write_reads(server: Server) -> None:
    """A user with the right to read only is told so when storing."""
    with Store.open(server.url, create=True) as store:
        store.add("base", numbered(0, 3))
    schema = server.url.rpartition("%3D")[2]
    with contextlib.suppress(sa.exc.ProgrammingError):  # another test has made the user
        server.execute("CREATE ROLE reader LOGIN")
    server.execute(
        f"GRANT USAGE ON SCHEMA {schema} TO reader",
        f"GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO reader",
    )
    with Store.open(server.url.replace("footnote@", "reader@")) as store:
        assert store.statistics("base").abstracts == 3
        with pytest.raises(StoreReadOnlyError, match="cannot be written"):
            store.add("base", numbered(3, 5))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("127.0.0.1", "footnote.invalid"), "check that the server runs"),
        (("/postgres?", "/nowhere?"), "nowhere"),
    ],
)
def test_a_server_that_is_not_there_is_told(
    server: Server, change: tuple[str, str], told: str
) -> None:
    """In one line, without the password."""
    url = server.url.replace(*change).replace("footnote@", "footnote:hush@")
    with pytest.raises(StoreError, match=told) as caught:
        Store.open(url)
    assert "\n" not in str(caught.value)
    assert "hush" not in str(caught.value)


def test_an_address_that_cannot_be_read_is_told() -> None:
    """In one line that shows how it should look."""
    with pytest.raises(StoreError, match="write it like"):
        Store.open("postgresql://host:port:what/x")
