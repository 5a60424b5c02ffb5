"""A page opened: a file or standard input, unpacked, decoded to UTF-8, and looked at first.

gzip and Zstandard are told by their first bytes, encodings by `encodings`. What is unpacked is
counted against what was read of the file, so that a compression bomb is refused long before it is
through; nothing here needs more memory than a few blocks (Zstandard: its window, at most 128 MB).
"""

import errno
import io
import os
import sys
import zlib
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import BinaryIO, cast

from knowledge.errors import PageError
from knowledge.formats.streams.encodings import AsUtf8, Read
from knowledge.formats.streams.position import watched
from knowledge.reasons.why_unusable import EmptyPage, PageBinary, PagePdf
from knowledge.settings import tuned

STDIN = Path("-")
"""The path that stands for standard input."""
STDIN_NAME = "stdin"

_BLOCK = 64 * 1024
_SNIFFED = 64 * 1024
_GZIP, _ZSTD = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"
_PDF, _ZIP, _OLE = b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_ASK_FOR_AN_EXPORT = (
    "Footnote reads what reference managers and indices export: export the papers as BibTeX, RIS "
    "or CSV, or fetch them with `footnote add doi:…`."
)
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_MOST_RATIO = tuned().limits.packed_ratio
_UNSUSPECTED = tuned().limits.packed_unsuspected_mb * 1024 * 1024


@dataclass(frozen=True, slots=True)
class OpenPage:
    """A page that is open: its first 64 kB at most, and all of it, from the beginning."""

    opening: bytes
    stream: BinaryIO


@contextmanager
def opened(path: Path) -> Iterator[OpenPage]:
    """Open a page, `STDIN` too, and close it afterwards.

    Raises:
        PageError: The page is missing, no file, unreadable, empty or binary; or, while it is read,
            damaged or a compression bomb.
    """
    try:
        with _bytes_of(path) as packed:
            yield looked_at(path, packed.read)
    except OSError as error:
        raise PageError(_said_plainly(path, error)) from error


def looked_at(path: Path, packed: Read) -> OpenPage:
    """A page that has these bytes, and this path for people.

    Raises:
        PageError: it is empty, binary, or packed more than once.
    """
    stream = AsUtf8(_unpacked(path, packed))
    opening = _filled(stream.read, _SNIFFED)
    _check_opening(path, opening)
    joined = io.BufferedReader(_Rejoined(opening, stream.read), _BLOCK)
    return OpenPage(opening, cast("BinaryIO", joined))


def unpacked_member(path: Path, member: Read, size: int) -> Read:
    """A file of an archive that takes `size` bytes in there, guarded against bombs."""
    taken = _Counted(b"", member)
    taken.count = size
    return _Unpacked(path, taken, member).read


def _bytes_of(path: Path) -> AbstractContextManager[BinaryIO]:
    """The file as it is; standard input is not closed, for it is not ours."""
    if path == STDIN:
        if sys.stdin is None:
            raise PageError("There is no standard input. Name a file instead of “-”.")
        return nullcontext(sys.stdin.buffer)
    try:
        if path.is_dir():
            raise PageError(f"{path} is a folder without readable pages. Name one that holds some.")
        if path.exists() and not path.is_file():
            raise PageError(f"{path} is not an ordinary file. Name a page that is one.")
        return watched(path)
    except ValueError as error:
        raise PageError(f"{_shown(path)!r} is not a possible file name.") from error


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
        if self._count > max(_UNSUSPECTED, _MOST_RATIO * self._packed.count):
            raise PageError(
                f"{_shown(self._path)} unpacks to more than {_MOST_RATIO} times its size, as bombs "
                "do. Unpack it and look at it first."
            )
        return got


def _damaged(path: Path) -> str:
    return f"{_shown(path)} is damaged: it cannot be unpacked to its end. Get it anew."


def _unpacked(path: Path, packed: Read) -> Read:
    first = _filled(packed, len(_ZSTD))
    counted = _Counted(first, packed)
    if first.startswith(_GZIP):
        import gzip  # noqa: PLC0415  # only where it is needed, as the module for Zstandard

        unpacking = gzip.GzipFile(fileobj=cast("BinaryIO", counted))
        return _Unpacked(path, counted, unpacking.read).read
    if first == _ZSTD:
        return _Unpacked(path, counted, _zstd_file(path, counted)).read
    return counted.read


def _zstd_file(path: Path, packed: _Counted) -> Read:
    name = "compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd"
    try:
        module = import_module(name)
    except ImportError:
        raise PageError(
            f"{_shown(path)} is packed with Zstandard, which this Python cannot unpack. "
            "Install backports.zstd, or unpack it first."
        ) from None
    return cast("Read", module.ZstdFile(packed).read)


def _filled(read: Read, size: int) -> bytes:
    """`size` bytes, or all there are: a pipe gives them bit by bit."""
    parts: list[bytes] = []
    while size and (got := read(size)):
        parts.append(got)
        size -= len(got)
    return b"".join(parts)


class _Rejoined(io.RawIOBase):
    """A stream from its beginning, although its first bytes were read already."""

    def __init__(self, first: bytes, rest: Read) -> None:
        self._first = memoryview(first)
        self._rest = rest

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: "memoryview[int]") -> int:  # type: ignore[override]
        """Fill a buffer as far as there are bytes at hand."""
        got: bytes | memoryview[int] = self._first[: len(buffer)]
        self._first = self._first[len(got) :]
        got = got or self._rest(len(buffer))
        buffer[: len(got)] = got
        return len(got)


def _check_opening(path: Path, opening: bytes) -> None:
    shown = _shown(path)
    if not opening.removeprefix(BYTE_ORDER_MARK).strip():
        raise PageError(EmptyPage(shown))
    if opening.lstrip().startswith(_PDF):
        raise PageError(PagePdf(shown))
    if opening.startswith((_ZIP, _OLE)):
        packed = "a ZIP archive or an Office file" if path == STDIN else "an Office file, or packed"
        raise PageError(f"{shown} is {packed}, which cannot be read here. {_ASK_FOR_AN_EXPORT}")
    if opening.startswith((_GZIP, _ZSTD)):
        raise PageError(f"{shown} is compressed twice. Unpack it once and try again.")
    if b"\0" in opening[:8192]:
        raise PageError(PageBinary(shown))


def _shown(path: Path) -> str:
    """The path as a person named it, on one line."""
    if path == STDIN:
        return "Standard input"
    text = os.fspath(path).encode("utf-8", "backslashreplace").decode()
    return text.replace("\0", "\\0").replace("\n", "\\n")


def _said_plainly(path: Path, error: OSError) -> str:
    """What a system error about a page means, in a sentence."""
    shown = _shown(path)
    if error.errno in {errno.ENOENT, errno.ENOTDIR}:
        return f"There is no file {shown}. Check the path."
    if error.errno in {errno.EACCES, errno.EPERM}:
        return f"{shown} may not be read. Check its permissions."
    return f"{shown} cannot be read: {error.strerror or error}."
