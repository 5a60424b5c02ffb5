"""Papers that wait for a decision, as the ledger keeps them: whole, and read again as they were."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from bot.service.golden_questions import Outlook
from bot.service.submissions import Entry
from knowledge.model import Record, Rejection
from knowledge.reasons import Reason, why_unusable


@cache
def _records() -> TypeAdapter[Record]:
    return TypeAdapter(Record)


@cache
def _outlooks() -> TypeAdapter[Outlook]:
    return TypeAdapter(Outlook)


@dataclass(frozen=True, slots=True)
class Waiting:
    """What is proposed.

    Attributes:
        entries: the papers, and what could not be read.
        what: what would be added, for the history.
        outlook: what that would bring.
    """

    entries: Sequence[Entry]
    what: Sequence[str]
    outlook: Outlook

    @property
    def count(self) -> int:
        """How many papers that is."""
        return sum(isinstance(entry, Record) for entry in self.entries)


def to_document(waiting: Waiting) -> dict[str, Any]:
    """As JSON holds it."""
    return {
        "entries": [_entry(each) for each in waiting.entries],
        "what": list(waiting.what),
        "outlook": _outlooks().dump_python(waiting.outlook, mode="json"),
    }


def of_document(document: Mapping[str, Any]) -> Waiting:
    """What a document holds.

    Raises:
        pydantic.ValidationError: it is none of `to_document`.
    """
    return Waiting(
        tuple(_read(each) for each in document["entries"]),
        tuple(document["what"]),
        _outlooks().validate_python(document["outlook"]),
    )


def _entry(entry: Entry) -> dict[str, Any]:
    if isinstance(entry, Record):
        return {"record": _records().dump_python(entry, mode="json")}
    reason, kind = entry.reason, type(entry.reason).__name__
    why: object = str(reason)
    if isinstance(reason, Reason) and hasattr(why_unusable, kind):
        why = {"kind": kind, "values": reason.placeholders}
    return {"file": entry.file, "line": entry.line, "why": why}


def _read(entry: Mapping[str, Any]) -> Entry:
    if "record" in entry:
        return _records().validate_python(entry["record"])
    why = entry["why"]
    if isinstance(why, Mapping):
        values = {k: tuple(v) if isinstance(v, list) else v for k, v in why["values"].items()}
        why = getattr(why_unusable, why["kind"])(**values)
    return Rejection(entry["file"], entry["line"], why)
