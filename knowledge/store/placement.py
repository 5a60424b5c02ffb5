"""A new base put in place whole: built in a folder aside, then linked under its name."""

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from knowledge.store.faults import unmade, unwritable
from knowledge.store.sqlite_file import FILE_NAME

_PREFIX = ".footnote-"
_ABANDONED_AFTER = 3600.0
"""Seconds after which a folder was left behind by a process that was killed."""


@contextmanager
def new_folder(data_dir: Path) -> Iterator[Path]:
    """A folder inside a data directory to build a base in; it is gone afterwards.

    Raises:
        StoreReadOnlyError: if the data directory cannot be made or written.
    """
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        _clear(data_dir)
        folder = TemporaryDirectory(prefix=_PREFIX, dir=data_dir)
    except OSError as error:
        raise unmade(data_dir) from error
    with folder as name:
        yield Path(name)


def put_in_place(built: Path, data_dir: Path) -> None:
    """Give a closed base its place, unless another process has put one there meanwhile.

    Raises:
        StoreReadOnlyError: if the data directory cannot be written.
    """
    target = data_dir / FILE_NAME
    with suppress(FileExistsError):
        try:
            target.hardlink_to(built / FILE_NAME)
        except FileExistsError:
            raise
        except OSError as error:  # a file system without links
            if target.exists():
                return
            try:
                (built / FILE_NAME).rename(target)
            except OSError:
                raise unwritable(data_dir) from error


def _clear(data_dir: Path) -> None:
    for folder in data_dir.glob(f"{_PREFIX}*"):
        with suppress(OSError):
            if time.time() - folder.stat().st_mtime > _ABANDONED_AFTER:
                shutil.rmtree(folder)
