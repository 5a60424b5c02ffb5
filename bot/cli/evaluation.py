"""`footnote eval` and `footnote calibrate`: figures as a table, JSON Lines, a page; a new fit."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar
from rich.table import Table

from bot.cli.jsonlines import json_line
from knowledge.errors import InputError

if TYPE_CHECKING:
    from knowledge.evaluation.figures import Figure, Progress
    from knowledge.evaluation.runs import Evaluation
import datetime as dt

from knowledge.settings import resource

EVERY = "all"
PACKAGES = ("ir_measures", "matplotlib", "sklearn")
"""What the extra `eval` installs."""


def run(
    name: str,
    path: Path | None,
    shared: Path,
    most: int | None,
    stderr: TextIO,
) -> "list[Evaluation]":
    """Run one evaluation, or with `all` those whose data sets are there.

    Args:
        name: a name of `knowledge.evaluation.runs.NAMES`, or `all`.
        path: the folder of the data set, or with `all` the one that holds the folders.
        shared: the folder that holds the folders where no path is given.
        most: so many questions of a part at most; None: all.
        stderr: where progress is shown.

    Raises:
        InputError: the extra `eval` is not installed, there is no such evaluation, or its data
            set is not there.
    """
    require("eval")
    from knowledge.evaluation.bases import Bases
    from knowledge.evaluation.runs import Setting, evaluate

    with Bases() as bases, bar(stderr) as progress:
        setting = Setting(bases, most, progress)
        return [evaluate(each, folder, setting) for each, folder in _chosen(name, path, shared)]


def require(command: str) -> None:
    """See that the extra `eval` is installed.

    Raises:
        InputError: it is not.
    """
    if not all(find_spec(package) for package in PACKAGES):
        raise InputError(
            f"footnote {command} needs more packages: install them with"
            " pip install 'footnote-bot[eval]'."
        )


def _chosen(name: str, path: Path | None, shared: Path) -> list[tuple[str, Path]]:
    from knowledge.evaluation.runs import NAMES, default_folder

    if name == EVERY:
        folders = {each: default_folder(each, path or shared) for each in NAMES}
        return [(each, folder) for each, folder in folders.items() if folder.is_dir()]
    if name not in NAMES:
        known = ", ".join([*NAMES, EVERY])
        raise InputError(f"There is no evaluation “{name}”: name one of {known}.")
    return [(name, path or default_folder(name, shared))]


def show_table(evaluations: "Sequence[Evaluation]", stdout: TextIO) -> None:
    """The figures as a table."""
    from knowledge.evaluation.report import BASELINE, COLUMNS, cells

    console = Console(file=stdout, highlight=False)
    table = Table(*COLUMNS, caption=BASELINE, caption_justify="left", box=None)
    for column in table.columns[3:]:
        column.justify = "right"
    for figure in _figures(evaluations):
        table.add_row(*cells(figure))
    console.print(table)


def json_lines(evaluations: "Sequence[Evaluation]") -> Iterator[str]:
    """A line of JSON for every figure."""
    for figure in _figures(evaluations):
        yield json_line(
            {
                "dataset": figure.dataset,
                "part": figure.part,
                "figure": figure.name,
                "value": round(figure.value, 6),
                "baseline": None if figure.baseline is None else round(figure.baseline, 6),
                "ratio": None if figure.ratio is None else round(figure.ratio, 4),
                "unit": figure.unit,
                "lower_is_better": figure.lower,
            }
        )


def write_page(evaluations: "Sequence[Evaluation]", path: Path) -> None:
    """Write the figures and their plots as one page of HTML."""
    from knowledge.evaluation.report import page

    path.write_text(page(evaluations), encoding="utf-8")


def _figures(evaluations: "Sequence[Evaluation]") -> "Iterable[Figure]":
    return (figure for evaluation in evaluations for figure in evaluation.figures)


@contextmanager
def bar(stream: TextIO) -> "Iterator[Progress | None]":
    """A bar on a terminal; None, and nothing shown, where it is no terminal."""
    if not stream.isatty():
        yield None
        return
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Bar(*columns, console=Console(file=stream), transient=True) as bar:
        task = bar.add_task("", total=None)

        def advance(what: str, done: int, total: int) -> None:
            bar.update(task, description=what, completed=done, total=total)

        yield advance


def calibrate(own: Path | None, shared: Path, out: Path | None, stderr: TextIO) -> str:
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
    from knowledge.evaluation import calibration

    folder = own or resource("seeds").parent / "tests" / "evaluation"
    if not folder.is_dir():
        raise InputError(f"There are no questions in {folder}: name their folder.")
    with bar(stderr) as progress:
        found = calibration.calibrate(calibration.gather(folder, shared, progress))
    path = out or resource("config") / "confidence.toml"
    today = dt.datetime.now(dt.UTC).date().isoformat()
    path.write_text(calibration.as_toml(found, today), encoding="utf-8")
    return f"{path} is written, from {found.count:,} examples. Threshold: {found.threshold:.3f}."
