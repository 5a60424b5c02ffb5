"""`footnote calibrate`: the confidence fitted anew, and written where answering reads it."""

import datetime as dt
from pathlib import Path
from typing import TextIO

from bot.cli.evaluation import bar, require
from knowledge.errors import InputError
from knowledge.resources import resource


def run(own: Path | None, shared: Path, out: Path | None, stderr: TextIO) -> str:
    """Fit the confidence and write it.

    Args:
        own: the folder of our own questions; None: the one of a checkout.
        shared: the folder that holds the public data sets' folders.
        out: the file to write; None: `config/confidence.toml`.
        stderr: where progress is shown.

    Returns:
        What was written, as a sentence.

    Raises:
        InputError: the extra `eval` is not installed, or a data set is not there.
    """
    require("calibrate")
    from knowledge.evaluation.calibrating import as_toml, calibrate, gather

    folder = own or resource("seeds").parent / "tests" / "evaluation"
    if not folder.is_dir():
        raise InputError(f"There are no questions in {folder}: name their folder.")
    with bar(stderr) as progress:
        found = calibrate(gather(folder, shared, progress))
    path = out or resource("config") / "confidence.toml"
    today = dt.datetime.now(dt.UTC).date().isoformat()
    path.write_text(as_toml(found, today), encoding="utf-8")
    return f"{path} is written, from {found.count:,} examples. Threshold: {found.threshold:.3f}."
