"""The commands that bring papers into a base: from files, and from services by identifiers."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from bot.cli import console
from bot.cli.console import well_formed
from bot.cli.options import BASE, DATA, AsJson, Collection, Directory


def register(app: typer.Typer) -> None:
    """Add the commands to a command line."""
    for command in (ingest, add):
        app.command()(command)


def ingest(
    paths: Annotated[
        list[Path], typer.Argument(metavar="PATH", help="Files, or folders; - is stdin.")
    ],
    as_json: AsJson = False,
    keep_untexted: Annotated[
        bool,
        typer.Option(
            "--keep-untexted", help="Keep what has a title and no abstract: listed, never quoted."
        ),
    ] = False,
    collection: Collection = BASE,
    data: Directory = DATA,
) -> int:
    """Read files of abstracts into the knowledge base."""
    from bot.cli.progress_bar import shown_progress

    opened = console.opened(data, collection, seed=False)
    with opened as base, shown_progress(sys.stderr, paths) as progress:
        report = base.ingest(paths, progress, untexted=keep_untexted)
    return console.report(report, as_json=as_json)


def add(
    identifiers: Annotated[
        list[str],
        typer.Argument(metavar="IDENTIFIER", help="arxiv:2211.05100, doi:10.…, pmid:… or so."),
    ],
    as_json: AsJson = False,
    contact: Annotated[
        str | None,
        typer.Option(
            metavar="EMAIL",
            envvar="FOOTNOTE_CONTACT",
            help="An address that the services may write to.",
        ),
    ] = None,
    collection: Collection = BASE,
    data: Directory = DATA,
) -> int:
    """Fetch papers from arXiv, Crossref and PubMed into the knowledge base."""
    from knowledge.fetching import fetch

    given = [well_formed(identifier) for identifier in identifiers]
    with console.opened(data, collection, seed=False) as base:
        # All are fetched before the first is stored: a base is not held up by a slow service.
        report = base.ingest_records(list(fetch(given, contact=contact)), given)
    return console.report(report, as_json=as_json)
