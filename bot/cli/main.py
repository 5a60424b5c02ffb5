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
from bot.cli import console, ingest_commands, measure_commands, store_commands
from bot.cli.console import DONE, MISUSED, failed, read_lines, well_formed
from bot.cli.line_by_line import answer_each, check_each, converse
from bot.cli.options import BASE, DATA, AsJson, Collection, Directory
from bot.cli.phrases import nothing_fits
from knowledge.errors import FootnoteError

if TYPE_CHECKING:
    pass

app = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Strictness = Literal["strict", "normal", "lenient"]
Spoken = Literal["en", "de", "fr", "es", "ja"]


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
    with console.opened(data, collection, strictness=strictness) as base:
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
    with console.opened(data, collection) as base:
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
    """List the papers, those that fit a query, best first, or those of a time (`2019`)."""
    wanted = well_formed(" ".join(query or ())).strip()
    with console.opened(data, collection) as base:
        found = base.papers(wanted or None)
    if not found:
        print(nothing_fits(wanted), file=sys.stderr)
    elif as_json:
        from bot.cli.jsonlines import json_line, paper_shape

        for paper in found:
            print(json_line(paper_shape(paper)), flush=True)
    else:
        from bot.cli import terminal

        console.screen().show(terminal.papers(found))


@app.command()
def chat(collection: Collection = BASE, data: Directory = DATA) -> None:
    """Ask in the terminal, with the commands of the bot; needs no token."""
    from bot.cli import chat as terminal_chat
    from bot.cli.terminal import plain

    screen = console.screen()
    with console.opened(data, collection) as base:
        if not console.typed():
            terminal_chat.chat(base, read_lines(sys.stdin.buffer) if sys.stdin else (), screen)
            return
        screen.show(terminal_chat.opening(base))
        terminal_chat.chat(base, terminal_chat.typed_lines(), screen)
        screen.show(plain(terminal_chat.FAREWELL))


@app.command()
def run(collection: Collection = BASE, data: Directory = DATA) -> int:
    """Run the Discord bot; its token comes from DISCORD_TOKEN."""
    from bot.app import run as run_bot

    return run_bot(data, collection)


ingest_commands.register(app)
store_commands.register(app)


@app.command()
def demo(
    screenshots: Annotated[
        Path, typer.Option(metavar="FOLDER", help="Draw what the bot shows, as PNG, into it.")
    ],
    language: Annotated[Spoken, typer.Option(help="What it speaks.")] = "en",
) -> None:
    """Show what the bot looks like, in a made-up server; needs Chromium."""
    from bot.cli.demo.browser import NO_EMOJI, lacks_emoji
    from bot.cli.demo.film import film

    if lacks_emoji():
        print(NO_EMOJI, file=sys.stderr)
    for picture in film(screenshots, language):
        print(picture, flush=True)


measure_commands.register(app)
