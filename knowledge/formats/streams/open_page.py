"""A page opened: a file or standard input, unpacked, decoded to UTF-8, and looked at first.

What is packed is unpacked by `compression`, encodings are told by `encodings`; nothing here needs
more memory than a few blocks (Zstandard: its window, at most 128 MB).
"""

import errno
import io
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from knowledge.errors import PageError
from knowledge.formats.streams.compression import GZIP, ZSTD, filled, unpacked
from knowledge.formats.streams.encodings import AsUtf8, Read
from knowledge.formats.streams.paths import STDIN, shown
from knowledge.formats.streams.position import watched
from knowledge.reasons.why_unusable import EmptyPage, PageBinary, PagePdf

_BLOCK = 64 * 1024
_SNIFFED = 64 * 1024
_PDF, _ZIP, _OLE = b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_ASK_FOR_AN_EXPORT = (
    "Footnote reads what reference managers and indices export: export the papers as BibTeX, RIS "
    "or CSV, or fetch them with `footnote add doi:…`."
)
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


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
    stream = AsUtf8(unpacked(path, packed))
    opening = filled(stream.read, _SNIFFED)
    _check_opening(path, opening)
    joined = io.BufferedReader(_Rejoined(opening, stream.read), _BLOCK)
    return OpenPage(opening, cast("BinaryIO", joined))


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
        raise PageError(f"{shown(path)!r} is not a possible file name.") from error


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
    named = shown(path)
    if not opening.removeprefix(BYTE_ORDER_MARK).strip():
        raise PageError(EmptyPage(named))
    if opening.lstrip().startswith(_PDF):
        raise PageError(PagePdf(named))
    if opening.startswith((_ZIP, _OLE)):
        packed = "a ZIP archive or an Office file" if path == STDIN else "an Office file, or packed"
        raise PageError(f"{named} is {packed}, which cannot be read here. {_ASK_FOR_AN_EXPORT}")
    if opening.startswith((GZIP, ZSTD)):
        raise PageError(f"{named} is compressed twice. Unpack it once and try again.")
    if b"\0" in opening[:8192]:
        raise PageError(PageBinary(named))


def _said_plainly(path: Path, error: OSError) -> str:
    """What a system error about a page means, in a sentence."""
    named = shown(path)
    if error.errno in {errno.ENOENT, errno.ENOTDIR}:
        return f"There is no file {named}. Check the path."
    if error.errno in {errno.EACCES, errno.EPERM}:
        return f"{named} may not be read. Check its permissions."
    return f"{named} cannot be read: {error.strerror or error}."
