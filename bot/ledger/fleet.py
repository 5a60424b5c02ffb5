"""The processes that serve from one ledger on a server: who lives, and who runs which shard.

Everything is a lock of a database session, and nothing a row: what a process held is free the
moment it dies, no process's clock is asked, and nothing is left to be cleaned up. A process that
is frozen, or whose machine is gone, is one whose session the server ends (`_SESSION`).

A server that has just started knows of nobody, though all may still run: until those who lost
their sessions had time to come back, each has only what it held before, and nobody else comes in.
"""

import hashlib
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import psycopg
import structlog
from sqlalchemy import make_url

from bot.ledger.ledger_server import direct
from bot.ledger.sharding import ORPHANED_SECONDS, Plan, View, given, taken
from knowledge.errors import FootnoteError
from knowledge.store.postgres import store_error

_TICK_SECONDS = 1.0
# The server gives a session up that says nothing for so long: less than ORPHANED_SECONDS and this
# are 30 seconds. Servers before PostgreSQL 14 only notice that a machine is gone.
_SESSION = (
    "SET tcp_keepalives_idle = 5",
    "SET tcp_keepalives_interval = 2",
    "SET tcp_keepalives_count = 3",
    "SET tcp_user_timeout = 10000",
    "SET idle_session_timeout = 8000",
)
# As long as a connection may take to be made: the thread ends sooner unless the server is gone.
_LEAVE_SECONDS = 6.0
_AGE = "SELECT extract(epoch FROM clock_timestamp() - pg_postmaster_start_time())::float8"
_KINDS = ("member", "shard", "want", "count", "application")
_SEEN = """
    SELECT classid::bigint, objid::bigint, pid FROM pg_locks
    WHERE locktype = 'advisory' AND objsubid = 2 AND granted AND classid::bigint = ANY(%s)
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""
_log = structlog.stdlib.get_logger(__name__)


class FleetError(FootnoteError):
    """This process cannot serve beside those that do."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What this process does among the others.

    Attributes:
        count: how many shards there are in all.
        held: those that are this process's.
        leaving: those of them that it is to hand over, as soon as what runs there is finished.
        members: the numbers of the processes that live.
    """

    count: int = 1
    held: frozenset[int] = frozenset()
    leaving: frozenset[int] = frozenset()
    members: frozenset[int] = frozenset()


class Fleet:
    """This process among those that serve from one ledger; it looks after its locks in a thread."""

    def __init__(self, url: str, plan: Plan, tick_seconds: float = _TICK_SECONDS) -> None:
        """Not among them yet: see `join`.

        Args:
            url: of the ledger's database.
            plan: which shards this process was told to run.
            tick_seconds: how often it looks at the others.
        """
        self.number = secrets.randbelow(2**31 - 1) + 1
        self.standing = Standing(members=frozenset({self.number}))
        self._url = url
        self._plan = plan
        self._tick_seconds = tick_seconds
        self._application = 0
        self._changed: Callable[[], None] = lambda: None
        self._classes: dict[str, int] = {}
        self._released: set[int] = set()
        self._free_since: dict[int, float] = {}
        self._lived: list[tuple[float, int]] = []
        self._settled_at = 0.0
        self._wake = threading.Event()
        self._stopping = False
        self._thread: threading.Thread | None = None

    def join(self, application: int, recommended: int, changed: Callable[[], None]) -> None:
        """Be one of them from now on. Waits, on a server that has just started, for the others.

        Args:
            application: the bot's number.
            recommended: how many shards Discord recommends, for a plan that says nothing of that.
            changed: called in the thread whenever `standing` has changed.

        Raises:
            FleetError: the others run another bot, or another number of shards.
            StoreError: the server cannot be asked.
        """
        self._application = application % 2**31
        self._changed = changed
        self.standing = Standing(count=self._plan.count or recommended, members=frozenset())
        try:
            self._await_others()
            connection = self._connected()
            self._tick(connection)
        except psycopg.Error as error:
            place = make_url(self._url).set(password=None).render_as_string()
            raise store_error(place, error) from error
        self._thread = threading.Thread(target=self._run, args=[connection], name="fleet")
        self._thread.daemon = True
        self._thread.start()

    def release(self, shard: int) -> None:
        """Let others have a shard that is `leaving`."""
        self._released.add(shard)
        self._wake.set()

    def leave(self) -> None:
        """Be none of them any more; what was held is free at once."""
        self._stopping = True
        self._wake.set()
        if self._thread is not None:
            self._thread.join(timeout=_LEAVE_SECONDS)

    def _await_others(self) -> None:
        """Let those come first who lost their sessions with the server: they run as many shards."""
        with psycopg.connect(direct(self._url), autocommit=True) as connection:
            seconds = _unsettled(connection)
        if seconds:
            _log.info("waiting for others: the database has just started", seconds=round(seconds))
            self._wake.wait(seconds)

    def _run(self, first: psycopg.Connection) -> None:
        connection: psycopg.Connection | None = first
        while connection is not None:
            try:
                with connection:
                    while not self._stopping:
                        self._wake.wait(self._tick_seconds)
                        self._wake.clear()
                        self._tick(connection)
            except psycopg.Error as error:
                _log.warning("the other processes cannot be seen", why=_line(error))
            connection = self._reconnected()

    def _reconnected(self) -> psycopg.Connection | None:
        """A session in place of one that was lost; None once it is over."""
        while not self._stopping:
            self._wake.wait(self._tick_seconds)
            try:
                return self._connected()
            except (psycopg.Error, FleetError) as error:
                _log.warning("the other processes cannot be seen", why=_line(error))
        return None

    def _connected(self) -> psycopg.Connection:
        """A session that holds all locks that can be had of those that were held before."""
        connection = psycopg.connect(direct(self._url), autocommit=True)
        try:
            for setting in _SESSION:
                try:
                    connection.execute(setting)
                except psycopg.errors.UndefinedObject:
                    _log.info("not set on this server", setting=setting)
            schema = _only(connection, "SELECT current_schema()")
            self._classes = {kind: _number(f"{schema}:{kind}") for kind in (*_KINDS, "join")}
            with connection.transaction():
                joining = "SELECT pg_advisory_xact_lock(%s, 0)"
                connection.execute(joining, [self._classes["join"]])
                self._enter(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def _enter(self, connection: psycopg.Connection) -> None:
        seen = self._seen(connection)
        if {number for number, _ in seen["application"]} - {self._application}:
            raise FleetError(
                "Another bot runs on this database already: give this one a database of its own."
            )
        for number, _ in seen["count"]:
            if number != self.standing.count and self._plan.count is not None:
                raise FleetError(
                    f"The processes that run already share out {number} shards, and not "
                    f"{self._plan.count}: set FOOTNOTE_SHARDS alike for all, and start them anew."
                )
            self.standing = replace(self.standing, count=number)
        for kind, number in [
            ("application", self._application),
            ("count", self.standing.count),
            *[("want", shard) for shard in self._plan.wanted or ()],
        ]:
            connection.execute(
                "SELECT pg_advisory_lock_shared(%s, %s)", [self._classes[kind], number]
            )
        self._lock(connection, "member", self.number)
        kept = {s for s in self.standing.held if self._lock(connection, "shard", s)}
        now = time.monotonic()
        self._settled_at = now + _unsettled(connection)
        self._free_since, self._lived = {}, [(now, len(self.standing.members))]
        if kept != self.standing.held:
            _log.warning("others run what this process ran", shards=self.standing.held - kept)
            self._announce(replace(self.standing, held=frozenset(kept)))

    def _tick(self, connection: psycopg.Connection) -> None:
        for shard in list(self._released):
            unlocking = "SELECT pg_advisory_unlock(%s, %s)"
            connection.execute(unlocking, [self._classes["shard"], shard])
            self._released.discard(shard)
        view = self._view(connection)
        leaving, took = self.standing.leaving & view.mine, set[int]()
        if time.monotonic() >= self._settled_at:
            leaving |= set(given(view))
            took = {s for s in taken(view) if self._lock(connection, "shard", s)}
        self._announce(Standing(view.count, view.mine | took, leaving, view.members))

    def _view(self, connection: psycopg.Connection) -> View:
        now, seen = time.monotonic(), self._seen(connection)
        of_session = {pid: number for number, pid in seen["member"]}
        held = {shard: of_session[pid] for shard, pid in seen["shard"] if pid in of_session}
        wanted: dict[int, frozenset[int]] = {}
        for shard, pid in seen["want"]:
            if pid in of_session:
                wanted[shard] = wanted.get(shard, frozenset()) | {of_session[pid]}
        members = frozenset(of_session.values())
        count = self.standing.count
        free = [shard for shard in range(count) if shard not in held]
        self._free_since = {shard: self._free_since.get(shard, now) for shard in free}
        ripe = {s for s, since in self._free_since.items() if now - since >= ORPHANED_SECONDS}
        self._lived = [each for each in self._lived if now - each[0] < ORPHANED_SECONDS]
        self._lived.append((now, len(members)))
        most = max(number for _, number in self._lived)
        return View(self.number, count, members, held, wanted, frozenset(ripe), most)

    def _seen(self, connection: psycopg.Connection) -> dict[str, set[tuple[int, int]]]:
        """The locks of all, by their kind: what each is of, and whose session holds it."""
        kinds = {self._classes[kind]: kind for kind in _KINDS}
        found: dict[str, set[tuple[int, int]]] = {kind: set() for kind in _KINDS}
        for number, what, pid in connection.execute(_SEEN, [list(kinds)]):
            found[kinds[number]].add((what, pid))
        return found

    def _lock(self, connection: psycopg.Connection, kind: str, number: int) -> bool:
        """Whether this session has got a lock that only one may have."""
        trying = "SELECT pg_try_advisory_lock(%s, %s)"
        return bool(_only(connection, trying, self._classes[kind], number))

    def _announce(self, standing: Standing) -> None:
        if standing != self.standing:
            self.standing = standing
            self._changed()


def _only(connection: psycopg.Connection, query: str, *given: object) -> object:
    """The one value that a query gives."""
    row = connection.execute(query, given).fetchone()
    return row[0] if row else None


def _unsettled(connection: psycopg.Connection) -> float:
    """For how many seconds more those may come back whose sessions ended with the server."""
    age = _only(connection, _AGE)
    left = ORPHANED_SECONDS - age if isinstance(age, float) else 0.0
    return min(max(left, 0.0), ORPHANED_SECONDS)


def _number(name: str) -> int:
    """The number of a class of locks: those are the whole database's, a ledger a schema's."""
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=4).digest(), "big") >> 1


def _line(error: Exception) -> str:
    return str(error).splitlines()[0] if str(error) else repr(error)
