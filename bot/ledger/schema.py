"""The tables of the ledger, and the steps that bring an older one up to date.

A table with a column `user_id` holds what is about that person: `privacy` finds it by that name, as
it finds what is about a server by `guild_id`.
"""

import datetime as dt
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa

APPLICATION_ID = 0x46744C67  # "FtLg"

metadata = sa.MetaData()
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
    """Text as people type it: half a character, which is no text, becomes a question mark."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: str | None, _dialect: Any) -> str | None:  # noqa: ANN401  # as above
        """To text that every database takes."""
        return None if value is None else value.encode("utf-8", "replace").decode("utf-8")


def _number() -> sa.Column[int]:
    return sa.Column("id", sa.Integer, primary_key=True, autoincrement=True)


def _snowflake(name: str, *, nullable: bool = False, index: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, nullable=nullable, index=index)


def _at(name: str = "at") -> sa.Column[dt.datetime]:
    return sa.Column(name, Moment, nullable=False)


def _of_asked(*, primary_key: bool = False) -> sa.Column[int]:
    return sa.Column(
        "asked_id",
        sa.ForeignKey("questions.id", ondelete="CASCADE"),
        nullable=False,
        primary_key=primary_key,
    )


servers = sa.Table(
    "servers",
    metadata,
    sa.Column("guild_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("document", sa.JSON, nullable=False),
)

# Numbers are never given twice: a button of a forgotten answer must not find another one.
questions = sa.Table(
    "questions",
    metadata,
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
    sqlite_autoincrement=True,
)

feedback = sa.Table(
    "feedback",
    metadata,
    _of_asked(primary_key=True),
    sa.Column("user_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("helpful", sa.Boolean, nullable=False),
    sa.Column("reason", Words),
    _at(),
)

humans_asked = sa.Table(
    "humans_asked",
    metadata,
    _of_asked(primary_key=True),
    _snowflake("user_id"),
    _at(),
)

# `place` is the server, or 0 outside servers: NULL is not unique.
wishes = sa.Table(
    "wishes",
    metadata,
    _number(),
    _snowflake("user_id"),
    _snowflake("guild_id", nullable=True),
    _snowflake("place"),
    _snowflake("channel_id"),
    sa.Column("asked_id", sa.ForeignKey("questions.id", ondelete="SET NULL")),
    sa.Column("question", Words, nullable=False),
    _at(),
    sa.UniqueConstraint("place", "user_id", "question"),
    sqlite_autoincrement=True,
)

goldens = sa.Table(
    "goldens",
    metadata,
    _number(),
    _snowflake("guild_id"),
    _snowflake("added_by", nullable=True),
    sa.Column("question", Words, nullable=False),
    sa.Column("expected", sa.JSON, nullable=False),
    _at(),
    sa.UniqueConstraint("guild_id", "question"),
    sqlite_autoincrement=True,
)

golden_runs = sa.Table(
    "golden_runs",
    metadata,
    _number(),
    _snowflake("guild_id", index=True),
    _at(),
    sa.Column("knowledge_version", sa.Text, nullable=False),
    sa.Column("passed", sa.Integer, nullable=False),
    sa.Column("total", sa.Integer, nullable=False),
)

outbox = sa.Table(
    "outbox",
    metadata,
    sa.Column("interaction_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("token", sa.Text, nullable=False),
    sa.Column("what", Words, nullable=False),
    _at("acknowledged_at"),
    sa.Column("private", sa.Boolean, nullable=False),
    _snowflake("user_id"),
    _snowflake("guild_id", nullable=True),
    _snowflake("channel_id"),
    sa.Column("state", sa.Text, nullable=False, index=True),
)

claims = sa.Table(
    "claims",
    metadata,
    sa.Column("message_id", sa.BigInteger, primary_key=True, autoincrement=False),
    _snowflake("channel_id"),
    _at(),
)

seen = sa.Table(
    "seen",
    metadata,
    sa.Column("channel_id", sa.BigInteger, primary_key=True, autoincrement=False),
    _snowflake("message_id"),
)

# How many questions were counted on a day, for a user in a server, a channel, or a server.
tallies = sa.Table(
    "tallies",
    metadata,
    sa.Column("day", sa.Text, primary_key=True),
    sa.Column("scope", sa.Text, primary_key=True),
    sa.Column("place", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("user_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("count", sa.Integer, nullable=False),
)

served = sa.Table(
    "served",
    metadata,
    _number(),
    sa.Column("command", sa.Text, nullable=False),
    _snowflake("guild_id", nullable=True),
    _at(),
    sa.Column("acknowledged_ms", sa.Float),
    sa.Column("answered_ms", sa.Float),
    sa.Column("failed", sa.Boolean, nullable=False),
    sa.Index("served_in_server", "guild_id", "at"),
)

changes = sa.Table(
    "changes",
    metadata,
    sa.Column("guild_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("entry", sa.Integer, primary_key=True, autoincrement=False),
    _snowflake("user_id"),
)

Step = Callable[[sa.Connection], None]
STEPS: tuple[Step, ...] = ()
"""The first brings schema 1 to 2, and so on. None is changed once a ledger may have taken it."""
