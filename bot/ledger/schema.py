"""The tables of the ledger; `migrations` brings older ones up to date.

A table with a column `user_id` holds what is about that person: `privacy` finds it by that name, as
it finds what is about a server by `guild_id`. In a database on a server they stand beside those of
the knowledge base, so all names begin with `ledger_`.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from knowledge.store.schema import OF_THE_BOT

APPLICATION_ID = 0x46744C67  # "FtLg"
VERSION = 2
PREFIX = OF_THE_BOT

metadata = sa.MetaData()
# SQLite's row numbers are 64 bits wide under the name INTEGER only.
_Number = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_MILLISECOND = dt.timedelta(milliseconds=1)


class Moment(sa.types.TypeDecorator[dt.datetime]):
    """A time, kept as milliseconds since 1970 in UTC."""

    impl = sa.BigInteger
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, _dialect: Any) -> int | None:  # noqa: ANN401  # SQLAlchemy's own type is generic here
        """From an aware datetime."""
        return None if value is None else (value - _EPOCH) // _MILLISECOND

    def process_result_value(self, value: Any | None, _dialect: Any) -> dt.datetime | None:  # noqa: ANN401  # as above
        """To an aware datetime in UTC."""
        return None if value is None else _EPOCH + value * _MILLISECOND


class Words(sa.types.TypeDecorator[str]):
    """Text as people type it: what is no text for a database becomes a question mark.

    That is half a character, and the character with the number 0.
    """

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: str | None, _dialect: Any) -> str | None:  # noqa: ANN401  # as above
        """To text that every database takes."""
        if value is None:
            return None
        return value.encode("utf-8", "replace").decode("utf-8").replace("\0", "?")


def _table(name: str, *columns: sa.schema.SchemaItem, counted: bool = False) -> sa.Table:
    """A table; `counted`: no number of a row is ever given twice."""
    return sa.Table(f"{PREFIX}{name}", metadata, *columns, sqlite_autoincrement=counted)


def _number() -> sa.Column[int]:
    return sa.Column("id", _Number, primary_key=True, autoincrement=True)


def _snowflake(name: str, *, nullable: bool = False, index: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, nullable=nullable, index=index)


def _at(name: str = "at") -> sa.Column[dt.datetime]:
    return sa.Column(name, Moment, nullable=False)


def _of_asked(*, primary_key: bool = False) -> sa.Column[int]:
    return sa.Column(
        "asked_id",
        sa.ForeignKey(f"{PREFIX}questions.id", ondelete="CASCADE"),
        nullable=False,
        primary_key=primary_key,
    )


servers = _table(
    "servers",
    sa.Column("guild_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("document", sa.JSON, nullable=False),
)

# Numbers are never given twice: a button of a forgotten answer must not find another one.
questions = _table(
    "questions",
    _number(),
    _snowflake("user_id", index=True),
    _snowflake("guild_id", nullable=True),
    _snowflake("channel_id", index=True),
    _snowflake("message_id", nullable=True, index=True),
    _at(),
    sa.Column("question", Words, nullable=False),
    sa.Column("context", sa.JSON, nullable=False),
    sa.Column("outcome", sa.Text, nullable=False),
    sa.Column("answer", Words),
    sa.Column("confidence", sa.Float, nullable=False),
    sa.Column("knowledge_version", sa.Text, nullable=False),
    sa.Column("latency_ms", sa.Float, nullable=False),
    sa.Column("cited", sa.JSON, nullable=False),
    sa.Column("uncovered", sa.JSON, nullable=False),
    sa.Index("questions_of_server", "guild_id", "at"),
    counted=True,
)

feedback = _table(
    "feedback",
    _of_asked(primary_key=True),
    sa.Column("user_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("helpful", sa.Boolean, nullable=False),
    sa.Column("reason", Words),
    _at(),
)

humans_asked = _table(
    "humans_asked",
    _of_asked(primary_key=True),
    _snowflake("user_id"),
    _at(),
)

# `place` is the server, or 0 outside servers: NULL is not unique.
wishes = _table(
    "wishes",
    _number(),
    _snowflake("user_id"),
    _snowflake("guild_id", nullable=True),
    _snowflake("place"),
    _snowflake("channel_id"),
    sa.Column("asked_id", sa.ForeignKey(f"{PREFIX}questions.id", ondelete="SET NULL")),
    sa.Column("question", Words, nullable=False),
    _at(),
    sa.UniqueConstraint("place", "user_id", "question"),
    counted=True,
)

goldens = _table(
    "goldens",
    _number(),
    _snowflake("guild_id"),
    _snowflake("added_by", nullable=True),
    sa.Column("question", Words, nullable=False),
    sa.Column("expected", sa.JSON, nullable=False),
    _at(),
    sa.UniqueConstraint("guild_id", "question"),
    counted=True,
)

golden_runs = _table(
    "golden_runs",
    _number(),
    _snowflake("guild_id", index=True),
    _at(),
    sa.Column("knowledge_version", sa.Text, nullable=False),
    sa.Column("passed", sa.Integer, nullable=False),
    sa.Column("total", sa.Integer, nullable=False),
)

# `keeper` is the number of the process that owes it (see `fleet`); 0: nobody says.
outbox = _table(
    "outbox",
    sa.Column("interaction_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("token", sa.Text, nullable=False),
    sa.Column("what", Words, nullable=False),
    _at("acknowledged_at"),
    sa.Column("private", sa.Boolean, nullable=False),
    _snowflake("user_id"),
    _snowflake("guild_id", nullable=True),
    _snowflake("channel_id"),
    sa.Column("state", sa.Text, nullable=False, index=True),
    sa.Column("keeper", sa.BigInteger, nullable=False, server_default="0"),
)

claims = _table(
    "claims",
    sa.Column("message_id", sa.BigInteger, primary_key=True, autoincrement=False),
    _snowflake("channel_id"),
    _at(),
)

seen = _table(
    "seen",
    sa.Column("channel_id", sa.BigInteger, primary_key=True, autoincrement=False),
    _snowflake("message_id"),
)

# How many questions were counted on a day, for a user in a server, a channel, or a server.
tallies = _table(
    "tallies",
    sa.Column("day", sa.Text, primary_key=True),
    sa.Column("scope", sa.Text, primary_key=True),
    sa.Column("place", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("user_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("count", sa.Integer, nullable=False),
)

served = _table(
    "served",
    _number(),
    sa.Column("command", sa.Text, nullable=False),
    _snowflake("guild_id", nullable=True),
    _at(),
    sa.Column("acknowledged_ms", sa.Float),
    sa.Column("answered_ms", sa.Float),
    sa.Column("failed", sa.Boolean, nullable=False),
    sa.Index("served_in_server", "guild_id", "at"),
)

changes = _table(
    "changes",
    sa.Column("guild_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("entry", _Number, primary_key=True, autoincrement=False),
    _snowflake("user_id"),
)

# Papers that wait for somebody's decision: `document` is all that carrying it out needs.
proposals = _table(
    "proposals",
    sa.Column("token", sa.Text, primary_key=True),
    _snowflake("guild_id"),
    _snowflake("user_id"),
    sa.Column("document", sa.JSON, nullable=False),
    _at("until"),
)

# When somebody who asked in the last minute may ask as much again as after a rest.
paces = _table(
    "paces",
    sa.Column("user_id", sa.BigInteger, primary_key=True, autoincrement=False),
    _at("rested_at"),
)

# Servers that the bot was taken out of, and since when.
departures = _table(
    "departures",
    sa.Column("guild_id", sa.BigInteger, primary_key=True, autoincrement=False),
    _at(),
)

version = _table("version", sa.Column("version_num", sa.String(32), primary_key=True))
"""As Alembic keeps it."""


def create(connection: sa.Connection) -> None:
    """Make the tables of an empty ledger, within the caller's transaction."""
    metadata.create_all(connection, checkfirst=False)
    connection.execute(version.insert(), {"version_num": revision(VERSION)})


def revision(number: int) -> str:
    """The name by which Alembic knows a version of the schema."""
    return f"{number:04}"


def kind_of(table: sa.Table) -> str:
    """What the rows of a table are, such as "questions"."""
    return table.name.removeprefix(PREFIX)


def insert(connection: sa.Connection, table: sa.Table) -> sqlite.Insert | postgresql.Insert:
    """An insertion that may say what is done about a row that is there already."""
    if connection.dialect.name == "postgresql":
        return postgresql.insert(table)
    return sqlite.insert(table)


def add(connection: sa.Connection, table: sa.Table, values: Mapping[str, Any]) -> bool:
    """Insert a row, unless one with the same key is there; whether it was inserted."""
    adding = insert(connection, table).values(values).on_conflict_do_nothing()
    counted = {"preserve_rowcount": True}
    return connection.execute(adding, execution_options=counted).rowcount == 1
