"""A page as numbered lines: decoded and bounded, with what is wrong said line by line."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from knowledge.formats.streams.open_page import BYTE_ORDER_MARK
from knowledge.settings import tuned

MAX_ABSTRACT = tuned().limits.abstract_kb * 1024

_MAX_LINE = MAX_ABSTRACT + 4096
_SNIFFED = 8192


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line of a page, stripped, numbered from 1; `problem` tells why it cannot be used."""

    number: int
    text: str
    problem: str | None = None


def page_lines(stream: BinaryIO) -> Iterator[PageLine]:
    """The lines of a page; memory stays bounded however long a line or the page is."""
    number = 0
    while raw := stream.readline(_MAX_LINE):
        overlong = len(raw) == _MAX_LINE and not raw.endswith(b"\n")
        if number == 0:
            raw = raw.removeprefix(BYTE_ORDER_MARK)
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
