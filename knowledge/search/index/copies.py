"""An index copied while it is in use, to make that of another collection."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.search.index.state import FILE
from knowledge.search.index.writer import TERMS

if TYPE_CHECKING:
    from knowledge.store import Changes

_NEVER_WRITTEN_AGAIN = frozenset({".fast", ".fieldnorm", ".idx", ".pos", ".store", ".term"})
"""tantivy's files of a segment: a change makes new ones."""
_LOCK = ".lock"


@dataclass(frozen=True, slots=True)
class Beneath:
    """The index of the collection that another one sees beside its own abstracts.

    Attributes:
        root: the folder of that collection's indexes.
        changes: what makes an index of it, as of a generation and a knowledge version, one of the
            other collection; None where that cannot be told.
    """

    root: Path
    changes: Callable[[int, str], "Changes | None"]


def copy_files(folder: Path, made: Path) -> None:
    """Copy an index that nobody is writing to a folder that is not there yet.

    What is never written again is shared, where the file system can.

    Raises:
        OSError: it cannot be read or written.
        sqlite3.Error: it is damaged.
    """
    (made / TERMS).mkdir(parents=True)
    for path in folder.glob("*.bin"):
        shutil.copyfile(path, made / path.name)
    for path in (folder / TERMS).iterdir():
        if path.suffix in _NEVER_WRITTEN_AGAIN:
            _share(path, made / TERMS / path.name)
        elif path.suffix != _LOCK:
            shutil.copyfile(path, made / TERMS / path.name)
    with (
        closing(sqlite3.connect(f"{(folder / FILE).absolute().as_uri()}?mode=ro", uri=True)) as old,
        closing(sqlite3.connect(made / FILE)) as new,
    ):
        old.backup(new)


def _share(path: Path, made: Path) -> None:
    try:
        os.link(path, made)
    except OSError:
        shutil.copyfile(path, made)
