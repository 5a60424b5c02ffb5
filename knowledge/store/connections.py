"""Connections to SQLite's files, as SQLAlchemy keeps them for bases and for ledgers."""

import sqlite3
from collections.abc import Callable

import sqlalchemy as sa

_WRITES = "writes"


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
