"""The physical lines of a stream, each with its number, in bounded memory however long one is."""

import re
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from knowledge.formats.streams.open_page import BYTE_ORDER_MARK
from knowledge.reasons import Reason
from knowledge.reasons.why_unusable import RecordTooLong
from knowledge.settings import tuned

MAX_RECORD = tuned().limits.record_mb * 1024 * 1024
TOO_LONG = RecordTooLong()


class RawLine(NamedTuple):
    """A line with its end, numbered from 1; `overlong`: only its beginning."""

    number: int
    raw: bytes
    overlong: bool


def raw_lines(stream: BinaryIO, most: int = MAX_RECORD) -> Iterator[RawLine]:
    """The lines of a stream; of one that is longer than `most` bytes the rest is passed over."""
    readline = stream.readline
    number = 0
    while raw := readline(most):
        number += 1
        if number == 1:
            raw = raw.removeprefix(BYTE_ORDER_MARK)
        overlong = len(raw) == most and not raw.endswith(b"\n")
        yield RawLine(number, raw, overlong)
        if overlong:
            _pass_over(stream)


def _pass_over(stream: BinaryIO) -> None:
    while (rest := stream.readline(MAX_RECORD)) and not rest.endswith(b"\n"):
        pass


class TextLine(NamedTuple):
    """A line as text without its end, numbered from 1; `problem` tells why it cannot be used."""

    number: int
    text: str
    problem: str | None


def text_lines(stream: BinaryIO) -> Iterator[TextLine]:
    """The lines of a stream as text; what is no UTF-8 is read as far as it can be.

    A carriage return alone ends a line too, as on old systems.
    """
    number = 0
    for _, raw, overlong in raw_lines(stream):
        for piece in raw.rstrip(b"\r\n").split(b"\r"):
            number += 1
            yield _decoded(number, piece, overlong=overlong)


def _decoded(number: int, raw: bytes, *, overlong: bool) -> TextLine:
    problem = "is longer than 2 MB" if overlong else None
    try:
        return TextLine(number, raw.decode("utf-8"), problem)
    except UnicodeDecodeError as error:
        problem = problem or f"is not UTF-8 text at byte {error.start + 1}"
        return TextLine(number, raw.decode("utf-8", "replace"), problem)


class Entry(NamedTuple):
    """Lines that belong together, with the first one's number; `problem` as in a line."""

    line: int
    text: str
    problem: Reason | str | None


def cut_entries(
    stream: BinaryIO, begins: re.Pattern[str], *, after_blank: bool = False
) -> Iterator[Entry]:
    """A stream cut before each line that begins an entry; what stands before the first is left out.

    With `after_blank` only the first line, and what stands behind a blank one, can begin an entry.
    Of an entry that is longer than a record may be, the beginning is kept, and the problem told.
    """
    first, size = 0, 0
    texts: list[str] = []
    problem: Reason | str | None = None
    blank = True
    for number, text, wrong in text_lines(stream):
        can_begin, blank = blank or not after_blank, not text.strip()
        if can_begin and begins.match(text):
            if first:
                yield Entry(first, "\n".join(texts), problem)
            first, size, texts, problem = number, 0, [], None
        size += len(text) + 1
        if size > MAX_RECORD:
            problem = TOO_LONG
        elif first:
            texts.append(text)
            problem = problem or (f"Line {number} {wrong}." if wrong else None)
    if first:
        yield Entry(first, "\n".join(texts), problem)
