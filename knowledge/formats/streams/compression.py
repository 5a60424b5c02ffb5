"""What is packed with gzip or Zstandard, or in an archive, unpacked as it is read; no bombs.

What is unpacked is counted against what was read of the file, so that a compression bomb is
refused long before it is through.
"""

import sys
import zlib
from importlib import import_module
from pathlib import Path
from typing import BinaryIO, cast

from knowledge.errors import PageError
from knowledge.formats.streams.encodings import Read
from knowledge.formats.streams.paths import shown
from knowledge.settings import tuned

GZIP, ZSTD = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"
_MOST_RATIO = tuned().limits.packed_ratio
_UNSUSPECTED = tuned().limits.packed_unsuspected_mb * 1024 * 1024


def is_bomb(unpacked_size: int, packed_size: int) -> bool:
    """Whether it unpacks to so much that nothing but repetition was packed so well."""
    return unpacked_size > max(_UNSUSPECTED, _MOST_RATIO * packed_size)


def unpacked_member(path: Path, member: Read, size: int) -> Read:
    """A file of an archive that takes `size` bytes in there, guarded against bombs."""
    taken = _Counted(b"", member)
    taken.count = size
    return _Unpacked(path, taken, member).read


class _Counted:
    """A stream that counts what was read of it, beginning with bytes read before."""

    def __init__(self, first: bytes, read: Read) -> None:
        self._first = first
        self._more = read
        self.count = 0

    def read(self, size: int, /) -> bytes:
        """The next bytes."""
        got = self._first[:size] if self._first else self._more(size)
        self._first = self._first[len(got) :]
        self.count += len(got)
        return got

    def seekable(self) -> bool:
        """Never: standard input is not."""
        return False


class _Unpacked:
    """What a compressed page holds, unpacked as it is read."""

    def __init__(self, path: Path, packed: _Counted, unpacking: Read) -> None:
        self._path = path
        self._packed = packed
        self._unpacking = unpacking
        self._count = 0

    def read(self, size: int, /) -> bytes:
        """The next bytes, no more than `size`.

        Raises:
            PageError: the page is damaged, or a bomb.
        """
        try:
            got = self._unpacking(size)
        except (OSError, EOFError, zlib.error) as error:
            raise PageError(_damaged(self._path)) from error
        except Exception as error:
            # Their modules may not be there to import them from.
            if type(error).__name__ not in {"ZstdError", "BadZipFile"}:
                raise
            raise PageError(_damaged(self._path)) from error
        self._count += len(got)
        if is_bomb(self._count, self._packed.count):
            raise PageError(
                f"{shown(self._path)} unpacks to more than {_MOST_RATIO} times its size, as bombs "
                "do. Unpack it and look at it first."
            )
        return got


def _damaged(path: Path) -> str:
    return f"{shown(path)} is damaged: it cannot be unpacked to its end. Get it anew."


def unpacked(path: Path, packed: Read) -> Read:
    """What a page holds, where it is packed; otherwise the page as it is."""
    first = filled(packed, len(ZSTD))
    counted = _Counted(first, packed)
    if first.startswith(GZIP):
        import gzip  # noqa: PLC0415  # only where it is needed, as the module for Zstandard

        unpacking = gzip.GzipFile(fileobj=cast("BinaryIO", counted))
        return _Unpacked(path, counted, unpacking.read).read
    if first == ZSTD:
        return _Unpacked(path, counted, _zstd_file(path, counted)).read
    return counted.read


def _zstd_file(path: Path, packed: _Counted) -> Read:
    name = "compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd"
    try:
        module = import_module(name)
    except ImportError:
        raise PageError(
            f"{shown(path)} is packed with Zstandard, which this Python cannot unpack. "
            "Install backports.zstd, or unpack it first."
        ) from None
    return cast("Read", module.ZstdFile(packed).read)


def filled(read: Read, size: int) -> bytes:
    """`size` bytes, or all there are: a pipe gives them bit by bit."""
    parts: list[bytes] = []
    while size and (got := read(size)):
        parts.append(got)
        size -= len(got)
    return b"".join(parts)
