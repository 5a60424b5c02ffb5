"""Papers that somebody wants to add: from identifiers and from an uploaded file to records."""

import re
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from queue import Empty, SimpleQueue
from tempfile import TemporaryDirectory
from threading import Event, Thread

from bot.language import say
from bot.service.library import Fetch
from knowledge.errors import InputError
from knowledge.formats.intake import read_pages
from knowledge.model import Record, Rejection
from knowledge.settings import tuned

MOST_IDENTIFIERS = tuned().limits.fetched_papers
MOST_RECORDS = tuned().limits.upload_papers
FETCH_SECONDS = tuned().limits.fetched_seconds
MOST_UPLOAD_BYTES = tuned().limits.upload_mb * 1024 * 1024
Entry = Record | Rejection
_UPLOADS = "uploads"
_UNSAFE = re.compile(r"[^\w.() -]+")
_LONGEST_NAME = 100


def identifiers_in(typed: str) -> list[str]:
    """The identifiers in what somebody typed, each once, in order.

    Raises:
        InputError: there are more than are fetched at a time.
    """
    found = list(dict.fromkeys(filter(None, re.split(r"[\s,;]+", typed))))
    if len(found) > MOST_IDENTIFIERS:
        raise InputError(
            say(
                "These are {number} identifiers: give at most {most} at a time.",
                number=len(found),
                most=MOST_IDENTIFIERS,
            )
        )
    return found


def fetched(
    named: list[str], fetch: Fetch, step: Callable[[int], None], seconds: float = FETCH_SECONDS
) -> list[Entry]:
    """The papers with these identifiers; `step` is called with how many have come.

    Args:
        named: the identifiers.
        fetch: gets them, from services that may be slow, or not there at all.
        step: as above.
        seconds: so long it may take in all.

    Raises:
        InputError: it takes longer.
        FootnoteError: what `fetch` raises.
    """
    came: SimpleQueue[Entry | Exception | None] = SimpleQueue()
    given_up, until = Event(), time.monotonic() + seconds
    # A thread of its own, which nobody waits for when it hangs, not even the end of the process.
    Thread(target=_fetch, args=(named, fetch, came, given_up), daemon=True).start()
    entries: list[Entry] = []
    try:
        while (entry := came.get(timeout=max(0.0, until - time.monotonic()))) is not None:
            if isinstance(entry, Exception):
                raise entry
            entries.append(entry)
            step(len(entries))
    except Empty:
        raise InputError(
            say(
                "The services that know these papers take too long. Nothing was added: give fewer "
                "identifiers, or try again later."
            )
        ) from None
    finally:
        given_up.set()
    return entries


def _fetch(
    named: list[str],
    fetch: Fetch,
    came: "SimpleQueue[Entry | Exception | None]",
    given_up: Event,
) -> None:
    """Hand on what comes, and None in the end, until nobody waits any more."""
    try:
        for entry in fetch(named):
            if given_up.is_set():
                return
            came.put(entry)
    except Exception as error:  # noqa: BLE001  # raised again where it is waited for
        came.put(error)
    came.put(None)


def read_upload(name: str, content: bytes, step: Callable[[int], None]) -> list[Entry]:
    """The papers in an uploaded file; `step` is called with how many have been read.

    Raises:
        InputError: it holds more than are added at a time.
    """
    with TemporaryDirectory(prefix="footnote-upload-") as folder:
        page = Path(folder) / _UPLOADS / safe_name(name)
        page.parent.mkdir()
        page.write_bytes(content)
        read = read_pages([page], lambda _, count: step(count))
        entries = [_unplaced(entry, page) for _, entry in islice(read, MOST_RECORDS + 1)]
    if len(entries) > MOST_RECORDS:
        raise InputError(
            say(
                "This file holds more than {most} papers: whoever runs me can add it with "
                "`footnote ingest`.",
                most=MOST_RECORDS,
            )
        )
    return entries


def safe_name(name: str) -> str:
    """A file's name that is one, and no way out of its folder."""
    kept = _UNSAFE.sub("_", name).strip(" .")[-_LONGEST_NAME:]
    return kept.lstrip(".") or "upload"


def _unplaced(entry: Entry, page: Path) -> Entry:
    """An entry that names the file as it was uploaded, and not where it was put."""
    if isinstance(entry, Record):
        return entry
    where, reason = str(page), entry.reason
    if isinstance(reason, str):
        return Rejection(page.name, entry.line, reason.replace(where, page.name))
    return Rejection(page.name, entry.line, reason.naming(where, page.name))
