"""Database errors to one-line messages that say what to do."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from knowledge.errors import StoreError, StoreReadOnlyError

_ELSEWHERE = "give another folder with --data DIR"
_UNWRITABLE = "{path} cannot be written: allow writing there, or " + _ELSEWHERE + "."
_DAMAGED = (
    "{path} is damaged or no Footnote database: put a good copy in its place, "
    "or move it away and ingest the pages again."
)
_MESSAGES = {
    sqlite3.SQLITE_READONLY: _UNWRITABLE,
    sqlite3.SQLITE_CANTOPEN: "{path} cannot be opened: check its permissions, or "
    + _ELSEWHERE
    + ".",
    sqlite3.SQLITE_PERM: _UNWRITABLE,
    sqlite3.SQLITE_NOTADB: _DAMAGED,
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_FULL: "The disk with {path} is full: free some space and try again; "
    "nothing was stored this time.",
    sqlite3.SQLITE_IOERR: "The disk with {path} could not be read or written: check the disk and "
    "try again; what was reported as stored before is kept.",
    sqlite3.SQLITE_BUSY: "Another process has been writing to {path} for too long: "
    "wait for it to finish and try again.",
}
_OTHER = "{path} could not be used ({error}): put a good copy in its place, or " + _ELSEWHERE + "."


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn a database error inside the block into a StoreError that names the file.

    Raises:
        StoreReadOnlyError: if the file, or its folder, cannot be written.
        StoreError: for every other database error.
    """
    try:
        yield
    except DBAPIError as error:
        raise store_error(path, error.orig) from error
    except sqlite3.Error as error:
        raise store_error(path, error) from error


def store_error(path: Path, error: BaseException | None) -> StoreError:
    """The error to show for an error of SQLite."""
    code = primary_code(error)
    message = _MESSAGES.get(code, _OTHER).format(path=path, error=error)
    read_only = code in {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM}
    kind = StoreReadOnlyError if read_only else StoreError
    return kind(" ".join(message.split()))


def unwritable(path: Path) -> StoreReadOnlyError:
    """The error for a folder or file that cannot be written or created."""
    return StoreReadOnlyError(_UNWRITABLE.format(path=path))


def unmade(folder: Path) -> StoreReadOnlyError:
    """The error for a folder that cannot be made: where a file has its place, it says so."""
    in_the_way = next((each for each in (folder, *folder.parents) if each.is_file()), None)
    if in_the_way is not None:
        return StoreReadOnlyError(f"{in_the_way} is a file, not a folder: {_ELSEWHERE}.")
    return unwritable(folder)


def primary_code(error: BaseException | None) -> int:
    """SQLite's primary result code, without the extension in its higher bits; 0: none."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF
