"""The part of the ledger that keeps what is owed, what was read, and how it was served."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import asdict

import sqlalchemy as sa

from bot.ledger.database import OpenLedger
from bot.ledger.records import Dispatch, Owed, Served
from bot.ledger.schema import add, changes, claims, insert, outbox, paces, seen, served, tallies
from bot.ledger.server_settings import DailyLimits

_MINUTE = dt.timedelta(minutes=1)
_NOTHING = dt.timedelta()
_SERVED = served  # a method's parameter has that name
_BLANK = {"token": "", "what": "", "user_id": 0, "guild_id": None, "channel_id": 0}
_Scope = tuple[str, int, int, int | None]
"""A name, the place and the user that are counted, and the limit."""


class Promises(OpenLedger):
    """Replies that were promised, and messages that were taken to be answered."""

    def owe(self, owed: Owed) -> None:
        """Keep that an acknowledged interaction is owed a reply."""
        self.dispatch([owed], {}, {})

    def owed(self, since: dt.datetime) -> list[Owed]:
        """The replies still owed to interactions acknowledged since then, oldest first."""
        pending = outbox.c.state == Dispatch.OWED, outbox.c.acknowledged_at >= since
        oldest_first = outbox.c.acknowledged_at, outbox.c.interaction_id
        found = sa.select(outbox).where(*pending).order_by(*oldest_first)
        with self._reading() as connection:
            rows = connection.execute(found).mappings().all()
        return [Owed(**{**row, "state": Dispatch(row["state"])}) for row in rows]

    def settle(self, interaction_id: int, state: Dispatch) -> bool:
        """Note that a reply is no longer owed; True for exactly one caller."""
        with self._writing() as connection:
            return _settle(connection, interaction_id, state)

    def dispatch(
        self,
        owed: Sequence[Owed],
        settled: Mapping[int, Dispatch],
        seen: Mapping[int, int],
        served: Sequence[Served] = (),
    ) -> None:
        """Do what `owe`, `settle`, `see` and `keep_served` do, for many at once: all, or nothing.

        Args:
            owed: the replies that are owed now.
            settled: what became of replies that were owed, by interaction.
            seen: up to which message channels were read, by channel.
            served: how interactions were served.
        """
        with self._writing() as connection:
            if owed:
                once = insert(connection, outbox).on_conflict_do_nothing()
                connection.execute(once, [asdict(each) for each in owed])
            for interaction_id, state in sorted(settled.items()):
                _settle(connection, interaction_id, state)
            for channel_id, message_id in sorted(seen.items()):
                _see(connection, channel_id, message_id)
            if served:
                connection.execute(_SERVED.insert(), [asdict(each) for each in served])

    def claim_message(self, channel_id: int, message_id: int, at: dt.datetime) -> bool:
        """Take a message to answer it; True for exactly one caller, ever (a week at least)."""
        claim = {"channel_id": channel_id, "message_id": message_id, "at": at}
        with self._writing() as connection:
            return add(connection, claims, claim)

    def is_claimed(self, message_id: int) -> bool:
        """Whether somebody has taken the message."""
        found = sa.select(claims.c.message_id).where(claims.c.message_id == message_id)
        with self._reading() as connection:
            return connection.scalar(found) is not None

    def see(self, channel_id: int, message_id: int) -> None:
        """Note that a channel was read up to this message; it never goes back."""
        self.dispatch([], {}, {channel_id: message_id})

    def last_seen(self) -> dict[int, int]:
        """Up to which message each channel was read."""
        with self._reading() as connection:
            return {row.channel_id: row.message_id for row in connection.execute(sa.select(seen))}


class Tallies(OpenLedger):
    """What is counted: questions a day, how interactions were served, who changed what."""

    def spend(
        self,
        day: dt.date,
        user_id: int,
        channel_id: int,
        guild_id: int | None,
        limits: DailyLimits,
    ) -> str | None:
        """Count one question of that day, unless a limit is reached.

        Returns:
            None where it was counted; else which limit is reached: "user", "channel" or "server".
        """
        scopes: tuple[_Scope, ...] = (
            ("user", guild_id or 0, user_id, limits.user),
            ("channel", channel_id, 0, limits.channel),
            ("server", guild_id or 0, 0, limits.server),
        )
        with self._writing(f"tallies {guild_id}") as connection:
            for scope in scopes:
                if _is_spent(connection, day, scope):
                    return scope[0]
            for name, place, user, _ in scopes:
                _count(connection, day, name, place, user)
        return None

    def pace(self, user_id: int, size: int) -> float:
        """Count one request of somebody who may make `size` in a minute, in all processes.

        Returns:
            0 where it was counted; else in how many seconds there is room again.
        """
        pause = _MINUTE / size
        with self._writing(f"pace {user_id}") as connection:
            now = self._database.now(connection)
            kept = sa.select(paces.c.rested_at).where(paces.c.user_id == user_id)
            rested_at = max(now, connection.scalar(kept) or now)
            missing = rested_at - now - (size - 1) * pause
            if missing > _NOTHING:
                return missing.total_seconds()
            counting = insert(connection, paces).values(
                user_id=user_id, rested_at=rested_at + pause
            )
            again = {"rested_at": counting.excluded.rested_at}
            connection.execute(
                counting.on_conflict_do_update(index_elements=["user_id"], set_=again)
            )
        return 0.0

    def keep_served(self, served: Served) -> None:
        """Keep how an interaction was served."""
        with self._writing() as connection:
            connection.execute(_SERVED.insert(), asdict(served))

    def served_since(self, guild_id: int | None, since: dt.datetime) -> list[Served]:
        """How a server's interactions were served since then, oldest first."""
        columns = [column for column in _SERVED.c if column.name != "id"]
        there = _SERVED.c.guild_id.is_not_distinct_from(guild_id), _SERVED.c.at >= since
        found = sa.select(*columns).where(*there).order_by(_SERVED.c.id)
        with self._reading() as connection:
            return [Served(**row) for row in connection.execute(found).mappings()]

    def keep_change(self, guild_id: int, entry: int, user_id: int) -> None:
        """Note who made this entry of the history of a server's papers."""
        with self._writing() as connection:
            add(connection, changes, {"guild_id": guild_id, "entry": entry, "user_id": user_id})

    def changers(self, guild_id: int) -> dict[int, int]:
        """Who made which entry, as far as they have not asked to be forgotten."""
        found = sa.select(changes).where(changes.c.guild_id == guild_id)
        with self._reading() as connection:
            return {row.entry: row.user_id for row in connection.execute(found)}


def _settle(connection: sa.Connection, interaction_id: int, state: Dispatch) -> bool:
    this = outbox.c.interaction_id == interaction_id, outbox.c.state == Dispatch.OWED
    blank = outbox.update().where(*this).values(state=state, **_BLANK)  # no longer kept
    return connection.execute(blank).rowcount == 1


def _see(connection: sa.Connection, channel_id: int, message_id: int) -> None:
    seeing = insert(connection, seen).values(channel_id=channel_id, message_id=message_id)
    later = seeing.on_conflict_do_update(
        index_elements=["channel_id"],
        set_={"message_id": seeing.excluded.message_id},
        where=seeing.excluded.message_id > seen.c.message_id,
    )
    connection.execute(later)


def _is_spent(connection: sa.Connection, day: dt.date, scope: _Scope) -> bool:
    name, place, user_id, limit = scope
    if limit is None:
        return False
    this = (
        tallies.c.day == day.isoformat(),
        tallies.c.scope == name,
        tallies.c.place == place,
        tallies.c.user_id == user_id,
    )
    return (connection.scalar(sa.select(tallies.c.count).where(*this)) or 0) >= limit


def _count(connection: sa.Connection, day: dt.date, scope: str, place: int, user_id: int) -> None:
    counting = insert(connection, tallies).values(
        day=day.isoformat(), scope=scope, place=place, user_id=user_id, count=1
    )
    connection.execute(
        counting.on_conflict_do_update(
            index_elements=["day", "scope", "place", "user_id"],
            set_={"count": tallies.c.count + 1},
        )
    )
