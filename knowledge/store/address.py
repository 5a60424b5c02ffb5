"""Where a base is: a data directory with its file, or the URL of a PostgreSQL database.

The file's name is in `sqlite_file.py`; the directory comes from `--data` or FOOTNOTE_DATA_DIR.
"""

import re
from pathlib import Path

from knowledge.store import sqlite_file
from knowledge.store.backend import Database
from knowledge.store.sqlite import SqliteDatabase

# A path that was a URL has lost one of its slashes.
_POSTGRESQL = re.compile(r"^(postgres(?:ql)?(?:\+psycopg)?):/{1,2}(?!/)", re.IGNORECASE)


def url_of(place: Path | str) -> str | None:
    """The URL of the PostgreSQL database that is meant; None: a directory is."""
    found = _POSTGRESQL.match(str(place))
    return f"{found[1]}://{str(place)[found.end() :]}" if found else None


def open_database(place: Path | str, *, create: bool) -> Database:
    """Open the base there; see `Store.open`."""
    url = url_of(place)
    if url is None:
        return SqliteDatabase(Path(place) / sqlite_file.FILE_NAME, create=create)
    from knowledge.store.postgres import PostgresDatabase  # noqa: PLC0415  # few have one

    return PostgresDatabase(url, create=create)


def exists(place: Path | str) -> bool:
    """Whether a base is there, of any version, or damaged.

    Raises:
        StoreError: if the server of a database cannot be asked.
    """
    url = url_of(place)
    if url is None:
        return sqlite_file.exists(Path(place))
    from knowledge.store import postgres  # noqa: PLC0415  # few have one

    return postgres.exists(url)
