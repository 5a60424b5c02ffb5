"""One bot to a data directory: two would answer everything twice."""

import contextlib
import fcntl
from collections.abc import Iterator
from pathlib import Path

from knowledge.errors import FootnoteError
from knowledge.store import url_of
from knowledge.store.faults import unmade

FILE_NAME = "bot.lock"


class NotAloneError(FootnoteError):
    """Another bot runs on the same data."""


@contextlib.contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold a folder for this process, until the end or its death, however sudden.

    Args:
        folder: where the ledger is; made where it is missing. A database needs no such lock.

    Raises:
        NotAloneError: another process holds it.
        StoreReadOnlyError: it cannot be written.
    """
    if url_of(folder):
        yield
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = (folder / FILE_NAME).open("ab")
    except OSError as error:
        raise unmade(folder) from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise NotAloneError(
                f"Another bot runs on {folder} already. Stop that one first, or give this one a "
                "directory of its own with --data."
            ) from error
        except OSError:  # a file system that knows no locks
            pass
        yield
