"""The command line: `footnote ask`, `check`, `papers`, `ingest`, `add`, `chat`, `run` and `eval`.

A command opens the knowledge base, calls it and shows what it says. stdout carries answers, and
with `--json` JSON Lines alone; everything else goes to stderr. Exit codes: 0 done, 1 an error, told
in one line, 2 bad usage, 130 stopped by Ctrl-C. What costs start-up time is imported where used.
"""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from bot import __version__
from bot.cli.batch import answer_each, check_each, converse
from bot.cli.console import DONE, MISUSED, failed
from bot.cli.lines import read_lines, well_formed
from bot.cli.main import console
from bot.cli.main import demo_command as cli_showing
from bot.cli.main import store_commands as cli_keeping
from bot.cli.options import BASE, DATA, AsJson, Collection, Directory
from bot.cli.phrases import nothing_fits
from knowledge.errors import FootnoteError

if TYPE_CHECKING:
    from knowledge.base import KnowledgeBase

DATASETS = Path("../shared/eval")
MOST_ASKED = 1000

app = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Strictness = Literal["strict", "normal", "lenient"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out a command line (None: the process's) and return its exit code."""
    console.show_any_character()
    try:
        command = typer.main.get_command(app)
        code = command.main(arguments, prog_name="footnote", standalone_mode=False)
    except typer.TyperException as error:
        return failed(f"{error.format_message()} See footnote --help.", error.exit_code)
    except FootnoteError as error:
        return failed(str(error))
    except OSError as error:
        return failed(": ".join(filter(None, (error.filename, error.strerror or str(error)))))
    except Exception as error:
        if sys.flags.dev_mode:
            raise
        fault = f"{type(error).__name__}: {error}"
        return failed(f"This is a fault in Footnote ({fault}). PYTHONDEVMODE=1 shows where.")
    return code or DONE


@app.callback(invoke_without_command=True)
def footnote(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    """Answer questions from paper abstracts, quoted to the character and cited."""
    if version:
        print(f"footnote {__version__}")
    elif context.invoked_subcommand is None:
        print(context.get_help(), file=sys.stderr)
        raise typer.Exit(MISUSED)


@app.command()
def ask(  # noqa: PLR0917  # options are parameters, and nobody passes them by place
    questions: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="QUESTION", help="Each in quotes. Without any: one a line on stdin."
        ),
    ] = None,
    as_json: AsJson = False,
    conversation: Annotated[
        bool,
        typer.Option(
            "--conversation",
            help="The lines of stdin are turns of a conversation; an empty line begins the next.",
        ),
    ] = False,
    strictness: Annotated[
        Strictness | None,
        typer.Option(help="How sure an answer must be; without it, as many as may help."),
    ] = None,
    collection: Collection = BASE,
    data: Directory = DATA,
) -> int:
    """Answer questions, with sources."""
    given = [well_formed(question) for question in questions or ()]
    lines = given or console.piped_lines("question", blank=conversation)
    with _opened(data, collection, strictness=strictness) as base:
        if conversation:
            all_asked = converse(base, lines, as_json=as_json)
        else:
            all_asked = answer_each(base, lines, as_json=as_json, one=len(given) == 1)
    return DONE if all_asked or not given else MISUSED


@app.command()
def check(
    claims: Annotated[
        list[str] | None,
        typer.Argument(metavar="CLAIM", help="Each in quotes. Without any: one a line on stdin."),
    ] = None,
    as_json: AsJson = False,
    collection: Collection = BASE,
    data: Directory = DATA,
) -> int:
    """Check claims against the abstracts, with sources for and against."""
    given = [well_formed(claim) for claim in claims or ()]
    lines = given or console.piped_lines("claim")
    with _opened(data, collection) as base:
        all_checked = check_each(base, lines, as_json=as_json, one=len(given) == 1)
    return DONE if all_checked or not given else MISUSED


@app.command()
def papers(
    query: Annotated[
        list[str] | None,
        typer.Argument(metavar="QUERY", help="What to look for. Without: all papers."),
    ] = None,
    as_json: AsJson = False,
    collection: Collection = BASE,
    data: Directory = DATA,
) -> None:
    """List the papers, or those that fit a query, best first."""
    wanted = well_formed(" ".join(query or ())).strip()
    with _opened(data, collection) as base:
        found = base.papers(wanted or None)
    if not found:
        print(nothing_fits(wanted), file=sys.stderr)
    elif as_json:
        from bot.cli.jsonlines import json_line, paper_shape

        for paper in found:
            print(json_line(paper_shape(paper)), flush=True)
    else:
        from bot.cli.main import terminal

        console.screen().show(terminal.papers(found))


@app.command()
def chat(collection: Collection = BASE, data: Directory = DATA) -> None:
    """Ask in the terminal, with the commands of the bot; needs no token."""
    from bot.cli.main import chat as talk
    from bot.cli.terminal import plain

    screen = console.screen()
    with _opened(data, collection) as base:
        if not console.typed():
            talk.chat(base, read_lines(sys.stdin.buffer) if sys.stdin else (), screen)
            return
        screen.show(talk.opening(base))
        talk.chat(base, talk.typed_lines(), screen)
        screen.show(plain(talk.FAREWELL))


@app.command()
def run(collection: Collection = BASE, data: Directory = DATA) -> int:
    """Run the Discord bot; its token comes from DISCORD_TOKEN."""
    from bot.app import run as run_bot

    return run_bot(data, collection)


@app.command()
def ingest(
    paths: Annotated[
        list[Path], typer.Argument(metavar="PATH", help="Files, or folders; - is stdin.")
    ],
    as_json: AsJson = False,
    collection: Collection = BASE,
    data: Directory = DATA,
) -> int:
    """Read files of abstracts into the knowledge base."""
    from bot.cli.progress_bar import shown_progress

    opened = _opened(data, collection, seed=False)
    with opened as base, shown_progress(sys.stderr, paths) as progress:
        report = base.ingest(paths, progress)
    return console.report(report, as_json=as_json)


@app.command()
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
    with _opened(data, collection, seed=False) as base:
        # All are fetched before the first is stored: a base is not held up by a slow service.
        report = base.ingest_records(list(fetch(given, contact=contact)), given)
    return console.report(report, as_json=as_json)


cli_keeping.register(app)
cli_showing.register(app)


@app.command("eval")
def evaluate(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME",
            help="seeds, scifact, cran, med, pubmedqa, clapnq, or all that are there.",
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
    from bot.cli.main import evaluation as evaluating

    done = evaluating.run(name, path, DATASETS, most, sys.stderr)
    if report is not None:
        evaluating.write_page(done, report)
    if as_json:
        for line in evaluating.json_lines(done):
            print(line, flush=True)
    else:
        evaluating.show_table(done, sys.stdout)


@app.command()
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
    from bot.cli.main import benchmark as benching

    costs = list(benching.run(benching.sizes(sizes), queries, sys.stderr))
    if plot is not None:
        benching.draw(costs, plot)
    if as_json:
        for line in benching.json_lines(costs):
            print(line, flush=True)
    else:
        benching.show_table(costs, sys.stdout)


@app.command()
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
    from bot.cli.main import calibration as calibrating

    print(calibrating.run(own, DATASETS, out, sys.stderr))


def _opened(
    data: Path, collection: str, *, seed: bool = True, strictness: str | None = None
) -> "KnowledgeBase":
    from knowledge.base import KnowledgeBase
    from knowledge.memory import settle

    base = KnowledgeBase.open(
        data,
        collection=collection,
        seed=seed,
        strictness=strictness,
        engine=console.engine(),
        reader=console.reader(),
    )
    settle()
    return base
