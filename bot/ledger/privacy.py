"""The part of the ledger that tells somebody what is kept about them, and forgets."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from bot.ledger.database import OpenLedger
from bot.ledger.records import RETENTION_DAYS
from bot.ledger.schema import (
    claims,
    golden_runs,
    goldens,
    kind_of,
    metadata,
    outbox,
    questions,
    served,
    servers,
    tallies,
    wishes,
)
from knowledge.settings import tuned

Tables = Mapping[str, Sequence[Mapping[str, Any]]]
"""Rows by the name of what they are, such as "questions"; values that JSON can hold."""
_OUTBOX_KEPT = dt.timedelta(days=tuned().retention.promises_days)
_CLAIMS_KEPT = dt.timedelta(days=tuned().retention.claims_days)
_RUNS_KEPT = dt.timedelta(days=tuned().retention.runs_days)


class Privacy(OpenLedger):
    """What is kept, and no longer kept."""

    def about_user(self, user_id: int) -> Tables:
        """All that is kept about somebody, but for replies that they are waiting for now."""
        found: dict[str, list[dict[str, Any]]] = {}
        with self._reading() as connection:
            for table, column in _lasting(_columns("user_id", "added_by")):
                rows = connection.execute(sa.select(table).where(column == user_id)).mappings()
                if told := [_told(row) for row in rows]:
                    found[kind_of(table)] = told
        return found

    def forget_user(self, user_id: int) -> int:
        """Forget somebody: no byte of theirs stays in the database's files.

        Golden questions stay, as the server's own; who added them does not.

        Returns:
            How many rows were taken out, as `about_user` counts them.
        """
        anonymous = goldens.update().where(goldens.c.added_by == user_id).values(added_by=None)
        with self._writing() as connection:
            count = connection.execute(anonymous).rowcount
            theirs = _columns("user_id")
            count += _delete(connection, ((t, c == user_id) for t, c in _lasting(theirs)))
            _delete(connection, [(outbox, outbox.c.user_id == user_id)])
        self._scrub()
        return count

    def forget_server(self, guild_id: int) -> int:
        """Forget all about a server likewise; how many rows were taken out."""
        counted = tallies.c.scope.in_(("user", "server")), tallies.c.place == guild_id
        with self._writing() as connection:
            count = _delete(connection, ((t, c == guild_id) for t, c in _columns("guild_id")))
            count += _delete(connection, [(tallies, sa.and_(*counted))])
        self._settings.pop(guild_id, None)
        self._scrub()
        return count

    def purge(self, now: dt.datetime) -> int:
        """Take out, without a trace, what is older than each server's retention; how many rows."""
        with self._writing() as connection:
            count = _delete(connection, _outlived(now))
            count += _delete(connection, _too_old(connection, now))
        if count:
            self._scrub()
        return count


_Column = tuple[sa.Table, sa.Column[Any]]
_Doomed = Iterable[tuple[sa.Table, sa.ColumnElement[bool]]]


def _columns(*names: str) -> list[_Column]:
    # What refers to another table's rows comes before them, so that it is counted.
    tables = metadata.sorted_tables[::-1]
    return [(table, table.c[name]) for table in tables for name in names if name in table.c]


def _lasting(columns: list[_Column]) -> list[_Column]:
    """Without what is owed: that is kept until the reply is shown, as the one who asks knows."""
    return [(table, column) for table, column in columns if table is not outbox]


def _delete(connection: sa.Connection, doomed: _Doomed) -> int:
    return sum(connection.execute(table.delete().where(which)).rowcount for table, which in doomed)


def _outlived(now: dt.datetime) -> _Doomed:
    """What is of no use any more, in whichever server."""
    yield outbox, outbox.c.acknowledged_at < now - _OUTBOX_KEPT
    yield claims, claims.c.at < now - _CLAIMS_KEPT
    yield golden_runs, golden_runs.c.at < now - _RUNS_KEPT
    yield tallies, tallies.c.day < (now - _OUTBOX_KEPT).date().isoformat()


def _too_old(connection: sa.Connection, now: dt.datetime) -> _Doomed:
    """What is older than its server's retention; than the usual one where nothing is set."""
    setting = servers.c.document["retention_days"].as_integer()
    kept_for = sa.func.coalesce(setting, RETENTION_DAYS)
    for days in connection.scalars(sa.select(kept_for).distinct()).all():
        those = sa.select(servers.c.guild_id).where(kept_for == days)
        for table in (questions, wishes, served):
            old = table.c.at < now - dt.timedelta(days=days)
            yield table, sa.and_(table.c.guild_id.in_(those), old)
    set_somewhere = sa.select(servers.c.guild_id)
    for table in (questions, wishes, served):
        elsewhere = table.c.guild_id.is_(None) | table.c.guild_id.not_in(set_somewhere)
        yield table, elsewhere & (table.c.at < now - dt.timedelta(days=RETENTION_DAYS))


def _told(row: sa.RowMapping) -> dict[str, Any]:
    """A row as JSON can hold it; a token is no business of anybody's."""
    return {
        key: value.isoformat() if isinstance(value, dt.datetime) else value
        for key, value in row.items()
        if key != "token"
    }
