"""A base in a PostgreSQL database, given by its URL."""

import shlex
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Literal, NoReturn

import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from knowledge.database_files import BUSY_SECONDS
from knowledge.errors import StoreError, StoreReadOnlyError, StoreVersionError
from knowledge.store import lookup, schema, statistics

Isolation = Literal["REPEATABLE READ", "READ COMMITTED"]
_REVISION = sa.select(schema.alembic_version.c.version_num)
_CREATING = 0x466F6F74
"""The number of the lock that keeps two processes from making the same base."""
_LOCK = "LOCK TABLE collections IN SHARE ROW EXCLUSIVE MODE"
_COPYING = "PostgreSQL copies it, and the ledger with it: pg_dump --format=custom --file={} {}"
_RESTORING = (
    "PostgreSQL restores it, and the ledger with it: "
    "pg_restore --clean --if-exists --single-transaction --dbname={1} {0}"
)
# PostgreSQL's codes of errors, by class (two characters) or whole.
_MESSAGES = {
    "53": "The server of {place} has no room left: free some space and try again; "
    "nothing was stored this time.",
    "55P03": "Another process has been writing to {place} for too long: "
    "wait for it to finish and try again.",
    "28": "The server of {place} does not let us in: check the user and the password in the URL.",
    "3D": "There is no database {place}: make it with createdb, or give another URL.",
    "42501": "{place} cannot be written by this user: grant the rights, or give another URL.",
    "25006": "{place} cannot be written: its server only answers, give that of the main server.",
}
_READ_ONLY = {"42501", "25006"}
_OTHER = "{place} could not be used ({error}): check that the server runs, and the URL."


class NoBaseError(StoreError):
    """The database is empty."""


class PostgresDatabase:
    """The base in a PostgreSQL database, open; see `backend.Database`."""

    names = lookup.POSTGRESQL

    def __init__(self, url: str, *, create: bool, patience: str = f"{BUSY_SECONDS}s") -> None:
        self.engine, self._place = open_engine(url, f"-c lock_timeout={patience}")
        try:
            with self.told():
                self._make_ready(create=create)
        except BaseException:
            self.engine.dispose()
            raise

    @property
    def place(self) -> str:
        """The URL without its password."""
        return self._place

    def told(self) -> AbstractContextManager[None]:
        """A block whose database errors become StoreErrors that name the database."""
        return told(self._place)

    def begin_writing(self) -> sa.Connection:
        """A connection whose transaction takes the lock of writers when it begins."""
        connection = self.engine.connect()
        sa.event.listen(connection, "begin", _lock)
        return connection

    def is_being_written(self) -> bool:
        """Whether another connection has the lock of writers, or this user may not have it."""
        with self.engine.connect() as connection, connection.begin() as transaction:
            try:
                connection.exec_driver_sql(f"{_LOCK} NOWAIT")
            except DBAPIError:
                return True
            finally:
                transaction.rollback()
        return False

    def seen(self) -> object:
        """Always something new: asking for what has changed costs as much as reading it."""
        return object()

    def flaws(self) -> list[str]:
        """Nothing: PostgreSQL checks what it reads."""
        return []

    def backup(self, file: Path) -> None:
        """Refuse: PostgreSQL has a program of its own, which is told.

        Raises:
            StoreError: always.
        """
        self._refuse(_COPYING, file)

    def restore(self, file: Path, note: Callable[[sa.Connection], None]) -> None:
        """Refuse: PostgreSQL has a program of its own, which is told.

        Raises:
            StoreError: always.
        """
        self._refuse(_RESTORING, file, note)

    def _refuse(self, command: str, file: Path, *_: object) -> NoReturn:
        url = sa.make_url(self.place).set(drivername="postgresql").render_as_string()
        raise StoreError(command.format(shlex.quote(str(file)), shlex.quote(url)))

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()

    def _make_ready(self, *, create: bool) -> None:
        tables, version = self._found()
        if version == schema.SCHEMA_VERSION:
            return
        if version > schema.SCHEMA_VERSION:
            raise StoreVersionError(
                f"{self.place} was written by another version of Footnote (its schema is "
                f"{version}, this one reads {schema.SCHEMA_VERSION}): use that version, "
                "or give another database."
            )
        if version:
            self._upgrade(version)
        elif tables:
            raise StoreError(f"{self.place} is not a Footnote database: give another one.")
        elif create:
            self._create()
        else:
            raise NoBaseError(
                f"There is no knowledge base in {self.place} yet: "
                "make one with `footnote ingest PATH`, or give another database."
            )

    def _found(self) -> tuple[list[str], int]:
        """The tables that are there, and the version of the base's schema; 0: no base."""
        with self.engine.connect() as connection:
            tables = sa.inspect(connection).get_table_names()
            tables = [each for each in tables if not each.startswith(schema.OF_THE_BOT)]
            if schema.alembic_version.name not in tables:
                return tables, 0
            return tables, int(connection.scalars(_REVISION).one())

    def _create(self) -> None:
        """Make the base in one transaction; another process may be faster."""
        with self.engine.connect() as connection, connection.begin():
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_CREATING)))
            if self._found() != ([], 0):
                return
            schema.create(connection)
            statistics.create(connection)
            for statement in self.names.create:
                connection.exec_driver_sql(statement)

    def _upgrade(self, version: int) -> None:
        from knowledge.store import upgrade  # noqa: PLC0415  # Alembic costs every start 100 ms

        with self.begin_writing() as connection, connection.begin():
            upgrade.upgrade(connection, self.names, version)


def exists(url: str) -> bool:
    """Whether a base, or anything else, is in a database.

    Raises:
        StoreError: if the server cannot be asked.
    """
    try:
        PostgresDatabase(url, create=False).close()
    except NoBaseError:
        return False
    return True


def open_engine(
    url: str,
    settings: str,
    isolation: Isolation = "REPEATABLE READ",
    connecting: Mapping[str, str] = MappingProxyType({}),
) -> tuple[sa.Engine, str]:
    """An engine for a URL, and the URL without its password.

    Args:
        url: of a database.
        settings: of each session, as `postgres -c` takes them.
        isolation: what a transaction sees: one state, or each statement what is committed by then.
        connecting: what libpq is told of connections, unless the URL says otherwise.

    Raises:
        StoreError: if the URL is none, or a package is missing.
    """
    try:
        parsed = sa.make_url(url).set(drivername="postgresql+psycopg")
        options = " ".join([str(parsed.query.get("options", "")), settings]).strip()
        engine = sa.create_engine(
            parsed.update_query_dict({**connecting, **parsed.query, "options": options}),
            isolation_level=isolation,
            pool_size=8,
            max_overflow=-1,
            pool_pre_ping=True,
        )
    except (ArgumentError, NoSuchModuleError, ValueError):
        raise StoreError(
            "The address of the database cannot be read: write it like "
            "postgresql+psycopg://USER:PASSWORD@HOST/DATABASE."
        ) from None
    except ModuleNotFoundError as error:
        raise StoreError(
            f"PostgreSQL needs the package {error.name}: pip install 'footnote-bot[postgresql]'."
        ) from None
    return engine, parsed.set(password=None).render_as_string()


@contextmanager
def told(place: str) -> Iterator[None]:
    """Turn a database error inside the block into a StoreError that names the database.

    Raises:
        StoreReadOnlyError: if it cannot be written.
        StoreError: for every other database error.
    """
    try:
        yield
    except DBAPIError as error:
        raise store_error(place, error.orig) from error


def store_error(place: str, error: BaseException | None) -> StoreError:
    """The error to show for an error of PostgreSQL."""
    code = getattr(error, "sqlstate", None) or ""
    message = _MESSAGES.get(code) or _MESSAGES.get(code[:2]) or _OTHER
    kind = StoreReadOnlyError if code in _READ_ONLY else StoreError
    shown = str(error).splitlines()[0] if str(error) else "no reason given"
    return kind(message.format(place=place, error=shown))


def _lock(connection: sa.Connection) -> None:
    """Wait for the other writers before the transaction looks at anything."""
    connection.exec_driver_sql(_LOCK)
