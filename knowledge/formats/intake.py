"""What pages hold, on its way into the store: pages read, and what cannot be read put aside."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from knowledge.errors import PageError
from knowledge.model import Doubt, Record, Rejection
from knowledge.reasons.why_unusable import NoPaperFound

Progress = Callable[[Path, int], None]
NOTHING_FOUND = NoPaperFound()
"""Why a page without anything in it is rejected, so that nobody waits for its papers."""


def sorted_out(
    entries: Iterable[tuple[str, Record | Rejection]],
    rejected: list[Rejection],
    doubts: list[Doubt],
) -> Iterator[Record]:
    """The records, each given beside its page; rejections and doubts go into the two lists."""
    for page, entry in entries:
        if isinstance(entry, Rejection):
            rejected.append(entry)
            continue
        if entry.doubt:
            doubts.append(Doubt(page, entry.source.line, entry.doubt))
        yield entry


def read_pages(
    paths: Sequence[Path], progress: Progress | None = None, *, untexted: bool = False
) -> Iterator[tuple[str, Record | Rejection]]:
    """What pages hold, each beside its page; a page that cannot be read is one rejection.

    With `untexted` a record with a title and no abstract is kept.
    """
    from knowledge.formats.streams.paths import expand  # noqa: PLC0415  # only where something is read

    count = 0
    for path, file in expand(paths):
        met = False
        for entry in _items(path, file, untexted=untexted):
            met = True
            if isinstance(entry, Record):
                count += 1
                if progress:
                    progress(path, count)
            yield str(path), entry
        if not met:
            yield str(path), Rejection(str(path), 1, NOTHING_FOUND)


def page_of(entry: Record | Rejection) -> str:
    """What people call the page of an entry."""
    return entry.file if isinstance(entry, Rejection) else entry.source.file


def _items(path: Path, file: str, *, untexted: bool) -> Iterator[Record | Rejection]:
    from knowledge.formats import pages  # noqa: PLC0415  # only where something is read

    try:
        yield from pages.read(path, file, untexted=untexted)
    except PageError as error:
        yield Rejection(str(path), 1, error.reason)
