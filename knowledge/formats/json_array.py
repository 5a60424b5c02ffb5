"""A JSON document with an array of objects, such as a service's answer: object by object.

The objects that stand directly in an array are cut out by their brackets alone and read one at a
time, so that a document of any size needs memory for one of them, and a broken one costs no other.
A document that is itself a paper is read as one.
"""

import json
import re
from collections.abc import Iterator
from typing import BinaryIO

from knowledge.errors import PageError
from knowledge.formats.fields.facts import NO_ABSTRACT, Place
from knowledge.formats.json_fields import entries, facts
from knowledge.formats.json_lines import read_object
from knowledge.formats.streams.lines import MAX_RECORD, TOO_LONG
from knowledge.model import Record, Rejection

_BLOCK = 64 * 1024
# A whole string, a bracket that stands in none, or the quote of a string that is not seen whole.
# Strings of many escapes are looked through by hand, as the pattern would need memory for each.
_TOKEN = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*){0,999}"|["{}\[\]]', re.DOTALL)
_DEEPEST = 100


def read_json_array(stream: BinaryIO, place: Place) -> Iterator[Record | Rejection]:
    """The records of a JSON document, in order.

    Raises:
        PageError: there is no object in any array, and the document is no paper either.
    """
    first = stream.read(MAX_RECORD)
    if len(first) < MAX_RECORD and (paper := _paper(first)):
        yield from entries(paper, place, 1)
        return
    found = False
    others: list[Rejection] = []
    for line, raw in _objects(first, stream):
        for each in (
            [place.rejection(line, TOO_LONG)] if raw is None else read_object(raw, place, line)
        ):
            if isinstance(each, Rejection) and each.reason == NO_ABSTRACT and not _is_paper(raw):
                others = others or [each]
                continue
            found = True
            yield each
    if not found and not others:
        raise PageError(f"{place.path} is JSON without an array of papers. Give one paper a line.")
    if not found:
        yield from others


def _is_paper(raw: bytes | None) -> bool:
    """Whether an object tells of a paper at all: services put others beside them."""
    value = json.loads(raw or b"{}")
    stated = facts(value) if isinstance(value, dict) else None
    return stated is not None and bool(
        stated.title or stated.people.names or any(stated.identifiers)
    )


def _paper(document: bytes) -> dict[str, object] | None:
    try:
        value = json.loads(document)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) and facts(value).abstract else None


def _objects(first: bytes, stream: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    cutting = _Cutting()
    for start in range(0, len(first), _BLOCK):
        yield from cutting.cut(first[start : start + _BLOCK])
    while block := stream.read(_BLOCK):
        yield from cutting.cut(block)
    yield from cutting.rest()


class _Cutting:
    """A document as far as it has been read: which brackets are open, and where an object began.

    `_buffer` begins where the object that is being cut does; `_outer` are the brackets around it.
    """

    def __init__(self) -> None:
        self._buffer = b""
        self._at = 0
        self._line = 1  # of the buffer's beginning
        self._in_string = False
        self._outer: list[bytes] = []
        self._depth = 0  # brackets that are open within the object; 0 outside of objects
        self._began = 1  # the object's line
        self._overlong = False

    def cut(self, block: bytes) -> Iterator[tuple[int, bytes | None]]:
        """The objects that end within a block, with their lines; None for one that is too long.

        Raises:
            PageError: arrays stand in arrays too deeply.
        """
        self._buffer += block
        while self._next_token():
            bracket = self._buffer[self._at - 1 : self._at]
            if not self._depth:
                self._step_outside(bracket)
                continue
            self._depth += 1 if bracket in b"{[" else -1
            if not self._depth:
                yield self._began, None if self._overlong else self._buffer[: self._at]
                self._drop(self._at)
        self._overlong = self._overlong or len(self._buffer) > MAX_RECORD
        if self._overlong or not self._depth:
            self._drop(self._at)

    def rest(self) -> Iterator[tuple[int, bytes | None]]:
        """What is left of an object that does not end."""
        if self._depth:
            yield self._began, None if self._overlong else self._buffer

    def _step_outside(self, bracket: bytes) -> None:
        if bracket == b"{" and self._outer and self._outer[-1] == b"[":
            self._drop(self._at - 1)
            self._at, self._depth, self._began, self._overlong = 1, 1, self._line, False
        elif bracket in b"{[":
            self._outer.append(bracket)
            if len(self._outer) > _DEEPEST:
                raise PageError("This JSON is nested too deeply. Give one paper a line.")
        elif self._outer:
            self._outer.pop()

    def _next_token(self) -> bool:
        """Move behind the next bracket that stands in no string; whether there is one."""
        while not self._in_string or self._leave_string():
            found = _TOKEN.search(self._buffer, self._at)
            if found is None:
                self._at = len(self._buffer)
                return False
            self._at = found.end()
            self._in_string = found[0] == b'"'
            if not found[0].startswith(b'"'):
                return True
        return False

    def _leave_string(self) -> bool:
        """Move behind the end of the string, or as far as is sure; whether it ends."""
        while (quote := self._buffer.find(b'"', self._at)) >= 0:
            escaped = _escapes(self._buffer[self._at : quote])
            self._at = quote + 1
            if not escaped:
                self._in_string = False
                return True
        self._at = len(self._buffer) - _escapes(self._buffer[self._at :])
        return False

    def _drop(self, length: int) -> None:
        self._line += self._buffer.count(b"\n", 0, length)
        self._buffer = self._buffer[length:]
        self._at -= length


def _escapes(raw: bytes) -> bool:
    """Whether what stands behind is escaped: an odd number of backslashes ends this."""
    return (len(raw) - len(raw.rstrip(b"\\"))) % 2 == 1
