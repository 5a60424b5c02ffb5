"""JSON Lines: an object a line."""

import json
from collections.abc import Iterator
from typing import BinaryIO

from knowledge.formats.fields.facts import Place
from knowledge.formats.json_fields import entries
from knowledge.formats.streams.lines import TOO_LONG, raw_lines
from knowledge.model import Record, Rejection
from knowledge.reasons.why_unusable import NoJsonObject, NotJson


def read_json_lines(stream: BinaryIO, place: Place) -> Iterator[Record | Rejection]:
    """The records of JSON Lines, in order; a line that is broken costs no other."""
    for number, raw, overlong in raw_lines(stream):
        if overlong:
            yield place.rejection(number, TOO_LONG)
        elif raw.strip():
            yield from read_object(raw, place, number)


def read_object(raw: bytes, place: Place, line: int) -> Iterator[Record | Rejection]:
    """What one JSON value holds."""
    try:
        value = json.loads(raw)
    except RecursionError:
        yield place.rejection(line, "This JSON is nested too deeply.")
    except ValueError as error:
        yield place.rejection(line, NotJson(_said(error)))
    else:
        if isinstance(value, dict):
            yield from entries(value, place, line)
        else:
            yield place.rejection(line, NoJsonObject())


def _said(error: ValueError) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg.lower()} at character {error.pos + 1}"
    if isinstance(error, UnicodeDecodeError):
        return f"not UTF-8 text at byte {error.start + 1}"
    return "a number has too many digits"
