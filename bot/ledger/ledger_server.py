"""The ledger in a PostgreSQL database, beside the knowledge base, shared by several processes."""

import datetime as dt
import hashlib
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

import sqlalchemy as sa

from bot.ledger import schema
from bot.ledger.tables import bring_up
from knowledge.errors import StoreVersionError
from knowledge.store import postgres

_REVISION = sa.select(schema.version.c.version_num)
_LAYING_OUT = "tables"
# A connection that nobody answers on is given up, so that a server that is gone is a StoreError.
_PATIENCE = {
    "connect_timeout": "5",
    "keepalives_idle": "10",
    "keepalives_interval": "5",
    "keepalives_count": "2",
    "tcp_user_timeout": "15000",
}


NEWS = "'ledger_news_' || current_schema()"
"""The channel on which processes tell each other whose settings they have changed, as SQL."""


class LedgerServer:
    """An open ledger in a database on a server, made where it is missing."""

    is_shared = True

    def __init__(self, url: str) -> None:
        self.url = url
        self._schema: str | None = None
        self.engine, self.place = postgres.open_engine(
            url, "-c lock_timeout=30s", "READ COMMITTED", _PATIENCE
        )
        try:
            with self.told():
                self._lay_out()
        except BaseException:
            self.engine.dispose()
            raise

    def told(self) -> AbstractContextManager[None]:
        """A block whose database errors become StoreErrors that name the database."""
        return postgres.told(self.place)

    @contextmanager
    def writing(self, turn: str | None = None) -> Iterator[sa.Connection]:
        """A transaction; of those with the same `turn` one at a time, in all processes."""
        with self.engine.connect() as connection, connection.begin():
            if turn is not None:
                number = turn_number(f"{self._schema}:{turn}")
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(number)))
            yield connection

    def tell(self, connection: sa.Connection, guild_id: int) -> None:
        """Tell all who listen that a server's settings are others, once the transaction is done."""
        telling = sa.text(f"SELECT pg_notify({NEWS}, :guild)")
        connection.execute(telling, {"guild": str(guild_id)})

    def now(self, connection: sa.Connection) -> dt.datetime:
        """What time it is: the same for all processes, whatever their machines say."""
        clock = sa.func.clock_timestamp(type_=sa.DateTime(timezone=True))
        return connection.execute(sa.select(clock)).scalar_one()

    def scrub(self) -> None:
        """Have the server take out what nobody can read any more, rather than when it likes to."""
        with self.engine.connect() as connection:
            alone = connection.execution_options(isolation_level="AUTOCOMMIT")
            for table in schema.metadata.sorted_tables:
                alone.exec_driver_sql(f"VACUUM {table.name}")

    def flaws(self) -> list[str]:
        """Nothing: PostgreSQL checks what it reads."""
        return []

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()

    def _lay_out(self) -> None:
        """Make the tables, or bring older ones up to date; another process may be faster."""
        with self.engine.connect() as connection:
            self._schema = connection.scalar(sa.select(sa.func.current_schema()))
            if self._version(connection) == schema.VERSION:
                return
        with self.writing(_LAYING_OUT) as connection:
            bring_up(connection, self._version(connection))

    def _version(self, connection: sa.Connection) -> int:
        if not sa.inspect(connection).has_table(schema.version.name):
            return 0
        version = int(connection.scalars(_REVISION).one())
        if version > schema.VERSION:
            raise StoreVersionError(
                f"The ledger in {self.place} was written by a later version of Footnote (its "
                f"schema is {version}, this one writes {schema.VERSION}): use that version."
            )
        return version


def direct(url: str) -> str:
    """The URL for the driver itself: for sessions that hold or hear something."""
    parsed = sa.make_url(url).set(drivername="postgresql")
    patient = parsed.update_query_dict(_PATIENCE | dict(parsed.query))
    return patient.render_as_string(hide_password=False)


def turn_number(name: str) -> int:
    """The number of an advisory lock: they are those of all schemas of a database."""
    digest = hashlib.blake2b(name.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
