"""How much of a page was read so far, for whoever waits for it."""

import io
from pathlib import Path
from typing import BinaryIO
from weakref import WeakValueDictionary

_reading: WeakValueDictionary[Path, io.FileIO] = WeakValueDictionary()
"""The files that are being read; one that is closed and let go of is gone from here."""


def watched(path: Path) -> BinaryIO:
    """A file, open to be read, whose position can be asked for meanwhile.

    Raises:
        OSError: it cannot be opened.
    """
    raw = path.open("rb", 0)
    _reading[path] = raw
    return io.BufferedReader(raw)


def position(path: Path) -> int:
    """How many bytes of a page were read; 0: it is not being read."""
    file = _reading.get(path)
    return 0 if file is None or file.closed else file.tell()
