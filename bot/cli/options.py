"""Options that many commands take."""

from pathlib import Path
from typing import Annotated

import typer

BASE = "base"
DATA = Path("data")

Collection = Annotated[
    str,
    typer.Option(
        "--collection",
        metavar="NAME",
        envvar="FOOTNOTE_COLLECTION",
        help="The collection to use.",
    ),
]
Directory = Annotated[
    Path,
    typer.Option(
        "--data",
        metavar="DIR",
        envvar=["FOOTNOTE_DATABASE_URL", "FOOTNOTE_DATA_DIR"],
        help="Where the database is kept, or the URL of a PostgreSQL database.",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON Lines.")]
