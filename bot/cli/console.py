"""The process's streams: lines that come in on stdin, what is shown on stdout, told on stderr."""

import logging
import os
import sys
from collections.abc import Iterator
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import typer

from bot.visible import visible

if TYPE_CHECKING:
    from bot.cli.terminal import Screen
    from knowledge.base import KnowledgeBase
    from knowledge.model import IngestReport
    from knowledge.reader import Reader
    from knowledge.search.cluster.connection import Address

_BYTE_ORDER_MARK = "\ufeff"
DONE, FAILED, MISUSED = 0, 1, 2
ENGINE = "FOOTNOTE_RETRIEVAL__ENGINE"
CLUSTER = "FOOTNOTE_SEARCH__URLS"
ENDPOINT = "FOOTNOTE_READER__URL"


def read_lines(stream: BinaryIO, *, blank: bool = False) -> Iterator[str]:
    """The lines of `stream`, each as soon as it has come in, without its end.

    Those that are blank only where `blank`. Bytes that are not UTF-8 become U+FFFD.
    """
    for raw in stream:
        line = raw.decode("utf-8", errors="replace").lstrip(_BYTE_ORDER_MARK).rstrip("\r\n")
        if blank or line.strip():
            yield line


def well_formed(text: str) -> str:
    """`text` with a question mark for every character that is not Unicode.

    Python passes undecodable bytes of arguments and file names on as lone surrogates, which can be
    neither stored nor printed.
    """
    return text.encode("utf-8", errors="replace").decode("utf-8")


class MisuseError(typer.TyperException):
    """The command line asks for something that cannot be done."""

    exit_code = MISUSED


def piped_lines(what: str, *, blank: bool = False) -> Iterator[str]:
    """The lines of stdin, blank ones only where `blank`; `what` each of them should be.

    Raises:
        MisuseError: a person sits at the keyboard, or there is no stdin.
    """
    if sys.stdin is None or sys.stdin.isatty():
        raise MisuseError(f"Give a {what} in quotes, or one a line on stdin.")
    return read_lines(sys.stdin.buffer, blank=blank)


def typed() -> bool:
    """Whether a person sits at both ends."""
    return sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()


def engine() -> "str | Address | None":
    """The engine that the environment names, or the cluster; None: the settings decide.

    Raises:
        SettingsError: what is set cannot be used.
    """
    if not os.environ.get(CLUSTER):
        return os.environ.get(ENGINE) or None
    from bot.settings import load_settings

    return load_settings().engine()


def reader() -> "Reader | None":
    """The reader behind the endpoint that the environment names; None: the built-in reader.

    Raises:
        SettingsError: what is set cannot be used.
    """
    if not os.environ.get(ENDPOINT):
        return None
    from bot.settings import load_settings
    from knowledge.reader.endpoint import EndpointReader

    endpoint = load_settings().endpoint()
    logging.basicConfig(format="footnote: %(message)s")
    return EndpointReader(endpoint) if endpoint else None


def screen() -> "Screen":
    """Stdout, for people."""
    from bot.cli.terminal import Screen

    return Screen(sys.stdout)


def show_any_character() -> None:
    """Let no locale make printing, or reading a typed line, fail."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def report(done: "IngestReport", *, as_json: bool) -> int:
    """Show what an ingest did; the exit code for it."""
    if as_json:
        from bot.cli.jsonlines import ingest_shape, json_line

        print(json_line(ingest_shape(done)), flush=True)
    else:
        from bot.cli import terminal

        screen().show(terminal.ingested(done))
        for remark in terminal.remarks(done):
            tell(remark)
    return FAILED if done.rejected and not done.records else DONE


def failed(message: str, code: int = FAILED) -> int:
    """Tell what failed; the exit code for it."""
    tell(message)
    return code


def tell(message: str) -> None:
    """One line on stderr."""
    print(f"footnote: {visible(message)}", file=sys.stderr, flush=True)


def opened(
    data: Path, collection: str, *, seed: bool = True, strictness: str | None = None
) -> "KnowledgeBase":
    """A base opened for a command, with the engine and the reader that the environment names."""
    from knowledge.base import KnowledgeBase
    from knowledge.garbage_collection import settle

    base = KnowledgeBase.open(
        data,
        collection=collection,
        seed=seed,
        strictness=strictness,
        engine=engine(),
        reader=reader(),
    )
    settle()
    return base
