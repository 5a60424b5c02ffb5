"""The part of the ledger that tells somebody what is kept about them, and forgets."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from bot.ledger.database import OpenLedger
from bot.ledger.preferences import read_settings
from bot.ledger.schema import (
    add,
    claims,
    departures,
    golden_runs,
    goldens,
    kind_of,
    metadata,
    outbox,
    paces,
    proposals,
    questions,
    served,
    servers,
    tallies,
    wishes,
)
from bot.ledger.server_settings import RETENTION_DAYS
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
        with self._writing() as connection:
            count = self._forget_server(connection, guild_id)
        self._forget_settings(guild_id)
        self._scrub()
        return count

    def attend(
        self, present: Collection[int], mine: Callable[[int], bool], at: dt.datetime
    ) -> None:
        """Note which servers the bot is in, and which it was taken out of while nobody looked.

        Args:
            present: those that it is in, of those that are `mine`.
            mine: which servers are looked after here.
            at: now.
        """
        with self._writing("departures") as connection:
            left = set(connection.scalars(sa.select(departures.c.guild_id)))
            back = sorted(left.intersection(present))
            connection.execute(departures.delete().where(departures.c.guild_id.in_(back)))
            known = sa.union(*[sa.select(t.c.guild_id) for t in (servers, goldens)])
            for guild_id in set(connection.scalars(known)) - left - set(present):
                if mine(guild_id):
                    add(connection, departures, {"guild_id": guild_id, "at": at})

    def leave_server(self, guild_id: int, at: dt.datetime) -> None:
        """Note that the bot was taken out of a server: after its retention it is forgotten."""
        with self._writing() as connection:
            add(connection, departures, {"guild_id": guild_id, "at": at})

    def return_to(self, guild_id: int) -> None:
        """Note that the bot is in a server again, and nothing of it is to be forgotten."""
        with self._writing() as connection:
            connection.execute(departures.delete().where(departures.c.guild_id == guild_id))

    def forget_departed(self, now: dt.datetime) -> int:
        """Forget the servers that the bot was taken out of longer ago than they kept questions.

        Who calls it has made sure of which servers the bot is in (`attend`).

        Returns:
            How many rows were taken out.
        """
        with self._writing("departures") as connection:
            gone = _long_gone(connection, now)
            count = sum(self._forget_server(connection, each) for each in gone)
        for each in gone:
            self._forget_settings(each)
        if count:
            self._scrub()
        return count

    def _forget_server(self, connection: sa.Connection, guild_id: int) -> int:
        counted = tallies.c.scope.in_(("user", "server")), tallies.c.place == guild_id
        count = _delete(connection, ((t, c == guild_id) for t, c in _columns("guild_id")))
        count += _delete(connection, [(tallies, sa.and_(*counted))])
        self._database.tell(connection, guild_id)
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
    yield proposals, proposals.c.until < now
    yield paces, paces.c.rested_at < now
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


def _long_gone(connection: sa.Connection, now: dt.datetime) -> list[int]:
    """The servers that the bot was taken out of longer ago than their questions are kept."""
    since = connection.execute(sa.select(departures)).all()
    return [
        row.guild_id
        for row in since
        if now - row.at > dt.timedelta(days=read_settings(connection, row.guild_id).retention_days)
    ]


def _told(row: sa.RowMapping) -> dict[str, Any]:
    """A row as JSON can hold it; a token is no business of anybody's."""
    return {
        key: value.isoformat() if isinstance(value, dt.datetime) else value
        for key, value in row.items()
        if key != "token"
    }
