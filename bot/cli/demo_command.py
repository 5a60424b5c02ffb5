"""The command that shows what the bot looks like in Discord, without Discord."""

import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

Spoken = Literal["en", "de", "fr", "es", "ja"]


def register(app: typer.Typer) -> None:
    """Add the command to a command line."""
    app.command()(demo)


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
