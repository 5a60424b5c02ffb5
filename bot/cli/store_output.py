"""The commands that keep a base: its history, undoing and removing, copies, and its soundness."""

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

from rich.text import Text

from bot.cli import console
from bot.cli.jsonlines import json_line
from bot.cli.jsonlines_history import difference_shape, entry_shape
from bot.cli.phrases import counted
from bot.cli.terminal import Line
from bot.visible import visible
from knowledge.store import Difference, Entry, Fate, Store
from knowledge.text.canonical import display

_STDOUT = Path("-")
_MARKS = {Fate.CAME: "+ ", Fate.WENT: "- ", Fate.CHANGED: "~ "}
_COLOURS = {Fate.CAME: "green", Fate.WENT: "red", Fate.CHANGED: "yellow"}
_COUNTED = {
    "records": "record",
    "abstracts_added": "new abstract",
    "exact_duplicates": "exact duplicate",
    "near_duplicates": "near-duplicate",
    "statements_gone": "removed statement",
    "statements_back": "restored statement",
}


def history(store: Store, collection: str, *, as_json: bool) -> None:
    """Tell what has changed a collection, the oldest first."""
    entries = store.history(collection)
    if as_json:
        _print(json_line(entry_shape(entry)) for entry in entries)
    else:
        console.screen().show(line for entry in entries for line in _lines(entry))


def done(entry: Entry, *, as_json: bool) -> None:
    """Tell what an undoing or a removal did."""
    if as_json:
        _print([json_line(entry_shape(entry))])
    else:
        console.screen().show(_lines(entry))


def diff(store: Store, collection: str, first: str, second: str, *, as_json: bool) -> None:
    """Tell what came, went and changed between two knowledge versions."""
    found = store.diff(collection, first, second)
    if as_json:
        _print(json_line(difference_shape(each)) for each in found)
    else:
        console.screen().show(_compared(found))


def export(store: Store, collection: str, file: Path) -> None:
    """Write what a collection sees to a file, whole or not at all, or to stdout."""
    lines = store.export(collection)
    if file == _STDOUT:
        _print(lines)
        return
    with _whole(file) as stream:
        for line in lines:
            stream.write(f"{line}\n")


def verified(flaws: Sequence[str]) -> int:
    """Tell what is wrong with a base and its ledger; the exit code."""
    for flaw in flaws:
        console.tell(flaw)
    if flaws:
        return console.failed("Put a good copy in its place: footnote restore FILE.")
    console.screen().show([Line(Text("The knowledge base is sound."))])
    return console.DONE


def _lines(entry: Entry) -> Iterator[Line]:
    """An entry: its number, what was done, when and by whom; then what came of it."""
    mark = f"{entry.id}. "
    undone = f", undone by {entry.undone_by}" if entry.undone_by else ""
    by = f" by {entry.who}" if entry.who else ""
    when = entry.at.astimezone().strftime("%Y-%m-%d %H:%M")
    head = f"{_deed(entry)} ({when}{by}, {entry.collection}{undone})"
    yield Line(Text(visible(head), "dim" if undone else "bold"), len(mark), mark)
    counts = [
        counted(entry.counts[key], name) for key, name in _COUNTED.items() if key in entry.counts
    ]
    if "rejected" in entry.counts:
        counts.append(f"{entry.counts['rejected']:,} rejected")
    if counts:
        yield Line(Text(", ".join(counts), "dim"), len(mark))
    versions = f"Knowledge version {entry.version_before} → {entry.version_after}"
    yield Line(Text(versions, "dim"), len(mark))


def _deed(entry: Entry) -> str:
    if entry.undoes:
        return f"{entry.kind} {entry.undoes}"
    return " ".join((entry.kind, *(display(each) for each in entry.what)))


def _compared(found: Iterable[Difference]) -> Iterator[Line]:
    """Each abstract with what became of it, then how many came, went and changed."""
    counts = dict.fromkeys(Fate, 0)
    for each in found:
        counts[each.fate] += 1
        label = visible(display(each.abstract.label))
        yield Line(Text(f"{label} ({each.abstract.id})", _COLOURS[each.fate]), 2, _MARKS[each.fate])
    yield Line(Text(", ".join(f"{count} {fate}" for fate, count in counts.items()) + "."))


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


@contextmanager
def _whole(file: Path) -> Iterator[IO[str]]:
    """A stream to a file that gets its name once all is written."""
    with NamedTemporaryFile(
        "w", encoding="utf-8", dir=file.absolute().parent, prefix=".footnote-", delete=False
    ) as stream:
        try:
            yield stream.file
            stream.flush()
            os.fsync(stream.fileno())
            Path(stream.name).replace(file)
        except BaseException:
            Path(stream.name).unlink()
            raise
