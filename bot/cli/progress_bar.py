"""How far an ingest has come, on a terminal."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from bot.visible import visible

Progress = Callable[[Path, int], None]
_EVERY = 50


@contextmanager
def shown_progress(stream: TextIO, paths: Sequence[Path] = ()) -> Iterator[Progress | None]:
    """A bar on `stream` while pages are read; None, and nothing shown, where it is no terminal.

    Args:
        stream: where it is drawn.
        paths: what is read. Where all of it are files, the bar says what share of their bytes was
            read and how long the rest will take; where it is not, it moves, and counts records.
    """
    if not stream.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        TaskProgressColumn,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )
    from rich.progress import Progress as Bar

    sizes = _sizes(paths)
    known = (TaskProgressColumn(), TimeRemainingColumn()) if sizes else (TimeElapsedColumn(),)
    columns = (
        BarColumn(),
        *known,
        TextColumn("{task.fields[records]} records"),
        TextColumn("{task.description}", markup=False),
    )
    with Bar(*columns, console=Console(file=stream), transient=True) as bar:
        task = bar.add_task("reading", total=sum(sizes.values()) or None, records=0)
        before = _Before(sizes)

        def advance(page: Path, records: int) -> None:
            if records % _EVERY == 1:
                done, shown = before.read(page), visible(page.name)
                bar.update(task, completed=done, records=records, description=shown)

        yield advance


class _Before:
    """How many bytes were read of pages that are read one after the other."""

    def __init__(self, sizes: Mapping[Path, int]) -> None:
        self._sizes = sizes
        self._page: Path | None = None
        self._done = 0

    def read(self, page: Path) -> int:
        """All of the pages before this one, and what was read of this."""
        from knowledge.formats.streams.position import position

        if page != self._page:
            self._done += self._sizes.get(self._page, 0) if self._page else 0
            self._page = page
        return self._done + min(position(page), self._sizes.get(page, 0))


def _sizes(paths: Sequence[Path]) -> dict[Path, int]:
    """The sizes of pages; none where one of them is no file."""
    from knowledge.formats.streams.paths import expand

    pages = [path for path, _ in expand(paths)]
    if not all(page.is_file() for page in pages):
        return {}
    return {page: page.stat().st_size for page in pages}
