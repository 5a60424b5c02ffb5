"""`footnote bench`: what Footnote costs beside other engines, as a table, JSON Lines and a plot."""

from collections.abc import Generator, Iterable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from rich.console import Console
from rich.table import Table

from bot.cli.jsonlines import json_line
from knowledge.errors import InputError

if TYPE_CHECKING:
    from knowledge.evaluation.bench import Cost

SIZES = "1000,10000,100000"
LEAST = 100
_COLUMNS = ("Abstracts", "Engine", "What", "Value", "Unit", "Ratio")


def sizes(text: str) -> list[int]:
    """How many abstracts to measure with, one number after the other.

    Raises:
        InputError: one is no number, or too small.
    """
    given = text.replace("_", "").split(",")
    if not all(each.strip().isdigit() and int(each) >= LEAST for each in given):
        raise InputError(f"“{text}” are no sizes: give numbers from {LEAST}, such as {SIZES}.")
    return [int(each) for each in given]


def run(counts: Sequence[int], queries: int, stderr: TextIO) -> "Generator[Cost]":
    """Measure with so many abstracts, one figure after the other.

    Raises:
        InputError: the extra `bench` is not installed.
    """
    if not find_spec("matplotlib"):
        raise InputError(
            "footnote bench needs more packages: install them with"
            " pip install 'footnote-bot[bench]'."
        )
    from knowledge.evaluation.bench import measure

    def tell(what: str) -> None:
        stderr.write(f"{what} …\n")
        stderr.flush()

    for count in counts:
        yield from measure(count, tell, queries)


def json_lines(costs: "Iterable[Cost]") -> Iterator[str]:
    """A line of JSON for every figure."""
    for cost in costs:
        yield json_line(
            {
                "abstracts": cost.abstracts,
                "engine": cost.engine,
                "figure": cost.what,
                "value": round(cost.value, 6),
                "unit": cost.unit,
                "ratio": None if cost.ratio is None else round(cost.ratio, 4),
                "beside": cost.beside,
            }
        )


def show_table(costs: "Iterable[Cost]", stdout: TextIO) -> None:
    """The figures as a table."""
    table = Table(*_COLUMNS, box=None)
    for column in (0, 3, 5):
        table.columns[column].justify = "right"
    for cost in costs:
        beside = "" if cost.ratio is None else f"{cost.ratio:.3g} × {cost.beside}"
        table.add_row(
            f"{cost.abstracts:,}", cost.engine, cost.what, f"{cost.value:,.4g}", cost.unit, beside
        )
    Console(file=stdout, highlight=False).print(table)


def draw(costs: "Sequence[Cost]", path: Path) -> None:
    """Write a plot of cost against size; the ending says in which format.

    Raises:
        InputError: the file cannot be written so.
    """
    from knowledge.evaluation.plots import cost_curves

    try:
        cost_curves(costs, path)
    except ValueError as error:
        raise InputError(f"{path} cannot be drawn: name it .svg, .png or .pdf.") from error
