"""How far an ingest has come, on a terminal."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from bot.rendering.escaping import visible

Progress = Callable[[Path, int], None]
_EVERY = 50


@contextmanager
def shown_progress(stream: TextIO) -> Iterator[Progress | None]:
    """A bar on `stream` while records are read; None, and nothing shown, where it is no terminal.

    How many records there will be is not known before they are read: the bar moves, and counts.
    """
    if not stream.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    columns = (
        BarColumn(),
        TextColumn("{task.completed} records"),
        TimeElapsedColumn(),
        TextColumn("{task.description}", markup=False),
    )
    with Bar(*columns, console=Console(file=stream), transient=True) as bar:
        task = bar.add_task("reading", total=None)

        def advance(page: Path, records: int) -> None:
            if records % _EVERY == 1:
                bar.update(task, completed=records, description=visible(page.name))

        yield advance
