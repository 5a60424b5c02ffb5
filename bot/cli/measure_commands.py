"""The commands that measure: `footnote eval`, `bench` and `calibrate`."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.options import AsJson

DATASETS = Path("../shared/eval")
MOST_ASKED = 1000


def register(app: typer.Typer) -> None:
    """Add the commands to a command line."""
    app.command("eval")(evaluate)
    for command in (bench, calibrate):
        app.command()(command)


def evaluate(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME",
            help="A data set, such as seeds or scifact; or all that are there.",
        ),
    ],
    path: Annotated[
        Path | None,
        typer.Argument(metavar="PATH", help="The data set's folder; for all: of their folders."),
    ] = None,
    as_json: AsJson = False,
    report: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write a page of HTML with plots.")
    ] = None,
    most: Annotated[
        int, typer.Option(min=1, metavar="N", help="Ask at most so many questions of a part.")
    ] = MOST_ASKED,
) -> None:
    """Measure answers and retrieval on a data set, beside a baseline."""
    from bot.cli import evaluation

    done = evaluation.run(name, path, DATASETS, most, sys.stderr)
    if report is not None:
        evaluation.write_page(done, report)
    if as_json:
        for line in evaluation.json_lines(done):
            print(line, flush=True)
    else:
        evaluation.show_table(done, sys.stdout)


def bench(
    sizes: Annotated[
        str, typer.Option(metavar="N,…", help="With how many abstracts to measure.")
    ] = "1000,10000,100000",
    queries: Annotated[
        int, typer.Option(min=20, metavar="N", help="How many queries and questions to ask.")
    ] = 300,
    as_json: AsJson = False,
    plot: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Draw cost against size (.svg, .png).")
    ] = None,
) -> None:
    """Measure speed, memory and disk on made-up abstracts, beside other engines."""
    from bot.cli import benchmark

    costs = list(benchmark.run(benchmark.sizes(sizes), queries, sys.stderr))
    if plot is not None:
        benchmark.draw(costs, plot)
    if as_json:
        for line in benchmark.json_lines(costs):
            print(line, flush=True)
    else:
        benchmark.show_table(costs, sys.stdout)


def calibrate(
    own: Annotated[
        Path | None,
        typer.Argument(metavar="PATH", help="The folder of our own questions."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write here, not into config/.")
    ] = None,
) -> None:
    """Fit anew how sure Footnote is of its answers."""
    from bot.cli import evaluation

    print(evaluation.calibrate(own, DATASETS, out, sys.stderr))
