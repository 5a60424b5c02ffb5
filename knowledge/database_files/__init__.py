"""Files of SQLite's, opened alike: those of bases, of ledgers and of indexes."""

import sqlite3
from collections.abc import Iterable
from pathlib import Path

BUSY_SECONDS = 30
"""So long whoever wants to write waits for whoever is writing."""


def connected(path: Path, mode: str, first: Iterable[str]) -> sqlite3.Connection:
    """A connection in no transaction but those that statements begin.

    Args:
        path: the file.
        mode: how it is opened, as SQLite's URIs say it: `mode=rwc`.
        first: statements that are carried out on the connection at once.

    Raises:
        sqlite3.Error: it cannot be opened, or a statement fails.
    """
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?{mode}",
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,  # a pool, or a lock, hands it from thread to thread
    )
    try:
        for statement in first:
            connection.execute(statement)
    except sqlite3.Error:
        connection.close()
        raise
    return connection
