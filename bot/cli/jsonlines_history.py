"""What `history`, `undo`, `remove` and `diff` print with `--json`, as stable as in `contract`."""

from typing import TypedDict

from bot.cli.jsonlines import PaperShape, paper_shape
from knowledge.model import Abstract
from knowledge.store import Difference, Entry


class EntryShape(TypedDict):
    """A line of `footnote history --json`, and the one of `undo` and `remove`.

    `kind` is ingest, remove, undo or restore; `at` is ISO 8601, in UTC.
    """

    id: int
    collection: str
    kind: str
    at: str
    who: str
    what: list[str]
    counts: dict[str, int]
    undoes: int | None
    undone_by: int | None
    version_before: str
    version_after: str


class DifferenceShape(TypedDict):
    """A line of `footnote diff --json`; `fate` is came, went or changed."""

    fate: str
    abstract_id: str
    before: PaperShape | None
    after: PaperShape | None


def entry_shape(entry: Entry) -> EntryShape:
    """The line that describes one entry."""
    return {
        "id": entry.id,
        "collection": entry.collection,
        "kind": entry.kind,
        "at": entry.at.isoformat(),
        "who": entry.who,
        "what": list(entry.what),
        "counts": entry.counts,
        "undoes": entry.undoes,
        "undone_by": entry.undone_by,
        "version_before": entry.version_before,
        "version_after": entry.version_after,
    }


def difference_shape(difference: Difference) -> DifferenceShape:
    """The line that describes what became of one abstract."""
    return {
        "fate": difference.fate.value,
        "abstract_id": difference.abstract.id,
        "before": _paper(difference.before),
        "after": _paper(difference.after),
    }


def _paper(abstract: Abstract | None) -> PaperShape | None:
    return paper_shape(abstract) if abstract else None
