"""The commands that keep a base: its history, undoing, removing, copies, soundness, moving."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli import console
from bot.cli.console import well_formed
from bot.cli.options import BASE, DATA, AsJson, Collection, Directory

if TYPE_CHECKING:
    from knowledge.store import Store

STDOUT = Path("-")


def register(app: typer.Typer) -> None:
    """Add the commands to a command line."""
    for command in (history, undo, remove, diff, export, backup, restore, verify, move):
        app.command()(command)


def history(as_json: AsJson = False, collection: Collection = BASE, data: Directory = DATA) -> None:
    """Tell what was ingested, removed and undone: when, by whom, and what came of it."""
    from bot.cli import store_output

    with _store(data) as store:
        store_output.history(store, collection, as_json=as_json)


def undo(
    entry: Annotated[int, typer.Argument(metavar="ID", help="Its number in footnote history.")],
    as_json: AsJson = False,
    collection: Collection = BASE,
    data: Directory = DATA,
) -> None:
    """Undo an ingest, a removal or an undoing."""
    from bot.cli import store_output

    with _store(data) as store:
        store_output.done(store.undo(collection, entry), as_json=as_json)


def remove(
    abstract: Annotated[
        str, typer.Argument(metavar="ABSTRACT", help="Its id, as papers --json gives it.")
    ],
    as_json: AsJson = False,
    collection: Collection = BASE,
    data: Directory = DATA,
) -> None:
    """Take an abstract out of the knowledge base; undo brings it back."""
    from bot.cli import store_output

    with _store(data) as store:
        store_output.done(store.remove(collection, well_formed(abstract)), as_json=as_json)


def diff(
    first: Annotated[str, typer.Argument(metavar="VERSION", help="A knowledge version.")],
    second: Annotated[str, typer.Argument(metavar="VERSION", help="A later one, or an earlier.")],
    as_json: AsJson = False,
    collection: Collection = BASE,
    data: Directory = DATA,
) -> None:
    """Tell which abstracts came, went and changed between two knowledge versions."""
    from bot.cli import store_output

    with _store(data) as store:
        versions = well_formed(first), well_formed(second)
        store_output.diff(store, collection, *versions, as_json=as_json)


def export(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="Where to write; without it: stdout.")
    ] = STDOUT,
    collection: Collection = BASE,
    data: Directory = DATA,
) -> None:
    """Write everything as JSON Lines, which footnote ingest reads."""
    from bot.cli import store_output

    with _store(data) as store:
        store_output.export(store, collection, file)


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The copy to write.")],
    data: Directory = DATA,
) -> None:
    """Copy papers and ledger to a file, also while the bot runs."""
    from bot.service import backup as copies

    copies.backup(data, file)


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A copy that backup wrote.")],
    papers: Annotated[
        bool, typer.Option("--papers", help="The papers alone, also while the bot runs.")
    ] = False,
    data: Directory = DATA,
) -> None:
    """Put a copy in the place of papers and ledger, while the bot is stopped."""
    from bot.service import backup as copies

    if not copies.restore(data, file, papers_only=papers) and not papers:
        console.tell("There is no ledger in this copy: the one that is there stays as it is.")


def verify(data: Directory = DATA) -> int:
    """Check that papers and ledger are sound; reads all of them."""
    from bot.cli import store_output
    from bot.service import backup as copies

    return store_output.verified(copies.flaws(data))


def move(
    url: Annotated[
        str,
        typer.Argument(
            metavar="URL", help="postgresql://USER:PASSWORD@HOST/DATABASE, an empty one."
        ),
    ],
    data: Directory = DATA,
) -> None:
    """Copy papers, history and ledger into a PostgreSQL database, while the bot is stopped."""
    from bot.service import backup as copies

    copies.move(data, url)


def _store(data: Path) -> "Store":
    from knowledge.store import Store

    return Store.open(data)
