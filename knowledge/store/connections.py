"""Files of SQLite's, opened alike: those of bases, of ledgers and of indexes."""

import sqlite3
from collections.abc import Callable, Iterable
from pathlib import Path

import sqlalchemy as sa

BUSY_SECONDS = 30
"""So long whoever wants to write waits for whoever is writing."""
_WRITES = "writes"


def connected(path: Path, mode: str, first: Iterable[str]) -> sqlite3.Connection:
    """A connection in no transaction but those that statements begin.

    Args:
        path: the file.
        mode: how it is opened, as SQLite's URIs say it: `mode=rwc`.
        first: statements that are carried out on the connection at once.

    Raises:
        sqlite3.Error: it cannot be opened, or a statement fails.
    """
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?{mode}",
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,  # a pool, or a lock, hands it from thread to thread
    )
    try:
        for statement in first:
            connection.execute(statement)
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def pooled(connect: Callable[[], sqlite3.Connection], kept: int) -> sa.Engine:
    """Connections for SQLAlchemy, made as they are needed; so many stay open."""
    engine = sa.create_engine(
        "sqlite://", creator=connect, poolclass=sa.QueuePool, pool_size=kept, max_overflow=-1
    )
    sa.event.listen(engine, "begin", _begin)
    return engine


def begin_writing(engine: sa.Engine) -> sa.Connection:
    """A connection whose transaction takes the write lock when it begins, not half-way."""
    return engine.connect().execution_options(**{_WRITES: True})


def is_writing(connection: sa.Connection) -> bool:
    """Whether it is one of `begin_writing`."""
    return bool(connection.get_execution_options().get(_WRITES, False))


def _begin(connection: sa.Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writing(connection) else "BEGIN")
