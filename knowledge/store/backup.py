"""A database in a file, copied to another file and back while it is in use."""

import os
import sqlite3
import time
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from knowledge.database_files import BUSY_SECONDS
from knowledge.errors import StoreError
from knowledge.store.faults import unwritable
from knowledge.store.schema import OF_THE_BOT

_WAITING = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
BUSY = (
    "Another process has been writing to the base for too long: "
    "wait for it to finish and try again."
)


def backup(live: sqlite3.Connection, file: Path) -> None:
    """Copy the database behind a connection to a file: whole, or not at all.

    The copy is of one moment; what others write meanwhile is not held up, and not in it.

    Raises:
        StoreReadOnlyError: if the file cannot be written.
    """
    try:
        with TemporaryDirectory(prefix=".footnote-", dir=file.absolute().parent) as aside:
            made = Path(aside) / file.name
            with closing(sqlite3.connect(made, isolation_level=None)) as copy:
                _copied(live, copy)
                copy.execute("PRAGMA journal_mode = DELETE")
            settle_in(made, file)
    except OSError as error:
        raise unwritable(file) from error


def settle_in(made: Path, file: Path) -> None:
    """Give a closed file its name, once all of it is on the disk.

    Raises:
        OSError: it cannot be.
    """
    _sync(made)
    made.replace(file)
    _sync(file.absolute().parent)


def copy_base(file: Path, made: Path) -> None:
    """Copy a base that nobody need have open, as it is, to a file that is not there yet.

    What stands beside the base in the copy, the ledger, is left out.

    Raises:
        StoreError: if there is no such file.
    """
    if not file.is_file():
        raise StoreError(f"There is no file {file}: give one that `footnote backup` wrote.")
    with (
        closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as source,
        closing(sqlite3.connect(made, isolation_level=None)) as copy,
    ):
        _copied(source, copy)
        _leave_out_the_bot(copy)


def restore(made: Path, live: sqlite3.Connection, patience: float = BUSY_SECONDS) -> None:
    """Put the base of a closed file in the place of the one behind a connection, in one commit.

    Who reads goes on with what was there when they began, and sees the other base afterwards.

    Raises:
        StoreError: if another process writes for longer than `patience` seconds.
    """
    with closing(sqlite3.connect(made, isolation_level=None)) as copy:
        _fit_pages(copy, live)
        _copied(copy, live, patience)


def _fit_pages(copy: sqlite3.Connection, live: sqlite3.Connection) -> None:
    """Give a copy pages of the size that the base has: others cannot be put into it."""
    (own,), (wanted,) = (each.execute("PRAGMA page_size").fetchone() for each in (copy, live))
    if own != wanted:
        copy.execute("PRAGMA journal_mode = DELETE")
        copy.execute(f"PRAGMA page_size = {wanted}")
        copy.execute("VACUUM")


def _leave_out_the_bot(copy: sqlite3.Connection) -> None:
    for pragma in ("journal_mode = DELETE", "secure_delete = ON", "foreign_keys = OFF"):
        copy.execute(f"PRAGMA {pragma}")
    tables = copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    for (table,) in tables:
        if table.startswith(OF_THE_BOT):
            copy.execute(f"DROP TABLE {table}")


def is_same_file(file: Path, other: Path) -> bool:
    """Whether two paths are of one file that is there."""
    try:
        return file.samefile(other)
    except OSError:
        return False


def refuse_itself(file: Path, base: Path) -> None:
    """Refuse the base's own file as the place of its copy.

    Raises:
        StoreError: if it is that.
    """
    if is_same_file(file, base):
        raise StoreError(f"{file} is the base itself: give another file.")


def _copied(
    source: sqlite3.Connection, target: sqlite3.Connection, patience: float = BUSY_SECONDS
) -> None:
    """Copy all pages in one step: they are of one moment, and arrive in one transaction."""
    until = time.monotonic() + patience

    def waited(status: int, _remaining: int, _total: int) -> None:
        if status in _WAITING and time.monotonic() > until:
            raise StoreError(BUSY)

    source.backup(target, pages=-1, progress=waited)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
