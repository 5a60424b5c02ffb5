"""A page as numbered lines: opened, decoded and bounded, with what is wrong said line by line."""

import errno
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from knowledge.errors import PageError

MAX_ABSTRACT = 100 * 1024
"""Bytes of UTF-8 that an abstract may have."""

_MAX_LINE = MAX_ABSTRACT + 4096
_SNIFFED = 8192
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line of a page, stripped, numbered from 1; `problem` tells why it cannot be used."""

    number: int
    text: str
    problem: str | None = None


def page_lines(path: Path) -> Iterator[PageLine]:
    """The lines of a page; memory stays bounded however long a line or the page is.

    Raises:
        PageError: The page is missing, no file, unreadable, empty or binary.
    """
    try:
        if path.is_dir():
            raise PageError(f"{path} is a folder without readable pages. Name one that holds some.")
        if path.exists() and not path.is_file():
            raise PageError(f"{path} is not an ordinary file. Name a page that is one.")
        with path.open("rb") as stream:
            _check_opening(path, stream.read(_SNIFFED))
            stream.seek(0)
            yield from _numbered(stream)
    except (OSError, ValueError) as error:
        raise PageError(_said_plainly(path, error)) from error


def _said_plainly(path: Path, error: OSError | ValueError) -> str:
    shown = (
        str(path)
        .encode("utf-8", "backslashreplace")
        .decode()
        .replace("\0", "\\0")
        .replace("\n", "\\n")
    )
    if isinstance(error, ValueError):
        return f"{shown!r} is not a possible file name."
    if error.errno in {errno.ENOENT, errno.ENOTDIR}:
        return f"There is no file {shown}. Check the path."
    if error.errno in {errno.EACCES, errno.EPERM}:
        return f"{shown} may not be read. Check its permissions."
    return f"{shown} cannot be read: {error.strerror or error}."


def _check_opening(path: Path, opening: bytes) -> None:
    if not opening.removeprefix(_BYTE_ORDER_MARK).strip():
        raise PageError(f"{path} is empty. A page holds abstracts.")
    if opening.startswith(_WIDE_MARKS):
        raise PageError(f"{path} is UTF-16 text. Save it as UTF-8 and try again.")
    if b"\0" in opening:
        raise PageError(f"{path} is binary, not text. A page is a UTF-8 text file.")


def _numbered(stream: BinaryIO) -> Iterator[PageLine]:
    number = 0
    while raw := stream.readline(_MAX_LINE):
        overlong = len(raw) == _MAX_LINE and not raw.endswith(b"\n")
        if number == 0:
            raw = raw.removeprefix(_BYTE_ORDER_MARK)
        for piece in raw.rstrip(b"\r\n").split(b"\r"):
            number += 1
            yield _decoded(number, piece, overlong=overlong)
        if overlong:
            _skip_line(stream)


def _skip_line(stream: BinaryIO) -> None:
    while (rest := stream.readline(_MAX_LINE)) and not rest.endswith(b"\n"):
        pass


def _decoded(number: int, raw: bytes, *, overlong: bool) -> PageLine:
    if overlong:
        return PageLine(
            number, raw[:_SNIFFED].decode("utf-8", "replace").strip(), "is longer than 100 kB"
        )
    if b"\0" in raw:
        return PageLine(
            number,
            raw.decode("utf-8", "replace").strip(),
            "holds NUL characters, as binary files do",
        )
    try:
        return PageLine(number, raw.decode("utf-8").strip())
    except UnicodeDecodeError as error:
        problem = f"is not UTF-8 text at byte {error.start + 1}"
        return PageLine(number, raw.decode("utf-8", "replace").strip(), problem)
