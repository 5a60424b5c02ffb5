"""A page read, whatever format it is in: its records, and a rejection for what is none."""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from knowledge.errors import PageError
from knowledge.formats.fields.facts import Place
from knowledge.formats.fields.markup import is_labelled
from knowledge.formats.listing.abstract_page import read_abstract_page
from knowledge.formats.listing.header import parse_header
from knowledge.formats.listing.listing_page import read_listing_page
from knowledge.formats.recognition import recognised
from knowledge.formats.streams import archives
from knowledge.formats.streams.open_page import OpenPage, opened
from knowledge.formats.streams.page_lines import page_lines
from knowledge.formats.streams.paths import STDIN
from knowledge.model import Record, Rejection


def read(
    path: Path, file: str, known_names: Iterable[str] = (), *, untexted: bool = False
) -> Iterator[Record | Rejection]:
    """The records of a page, in order, with a rejection for each that cannot be read.

    Args:
        path: The page, as a person named it; rejections carry it. `STDIN` is standard input.
        file: The name to put in each source, as `expand` gives it.
        known_names: Names of authors that other pages hold: evidence for where titles end.
        untexted: Whether records with a title and no abstract are kept, with an empty text.

    Raises:
        PageError: The page is missing, unreadable, binary or of no known format; or, once some of
            it has been read, damaged.
    """
    place = Place(str(path), file, untexted)
    if path == STDIN:
        return _read_once(opened(path), place, known_names)
    match archives.kind_of(path):
        case "zip":
            return _read_archive(path, place, known_names)
        case "sheet":
            from knowledge.formats.spreadsheets import read_spreadsheet  # noqa: PLC0415  # as below

            return read_spreadsheet(path, place)
    with opened(path) as page:
        form = recognised(page.opening, path.name)
    if form is None:
        return _read_page(path, place, known_names)
    return _read_once(opened(path), place, known_names)


def _read_archive(
    path: Path, place: Place, known_names: Iterable[str]
) -> Iterator[Record | Rejection]:
    """What the pages within an archive hold; one that cannot be read is one rejection."""
    for name, page in archives.pages_in(path):
        within = replace(place, path=f"{place.path}/{name}", file=f"{place.file}/{name}")
        try:
            if isinstance(page, PageError):
                raise page
            yield from _read_once(nullcontext(page), within, known_names)
        except PageError as error:
            yield Rejection(within.path, 1, error.reason)


def _read_once(
    opening: AbstractContextManager[OpenPage], place: Place, known_names: Iterable[str]
) -> Iterator[Record | Rejection]:
    with opening as page:
        form = recognised(page.opening, Path(place.path).name)
        if form is not None:
            yield from form.read(page.stream, place)
            return
        with _put_aside(page.stream) as kept:
            listing = _is_listing(kept, place.path)
            kept.seek(0)
            yield from _of_page(kept, place, known_names, listing=listing)


@contextmanager
def _put_aside(stream: BinaryIO) -> Iterator[BinaryIO]:
    """What can be read only once in a file of its own: the page formats are read twice."""
    import shutil  # noqa: PLC0415  # these two only where standard input is such a page
    import tempfile  # noqa: PLC0415

    with tempfile.TemporaryFile() as kept:
        shutil.copyfileobj(stream, kept)
        kept.seek(0)
        yield kept


def _read_page(
    path: Path, place: Place, known_names: Iterable[str]
) -> Iterator[Record | Rejection]:
    with opened(path) as page:
        listing = _is_listing(page.stream, place.path)
    with opened(path) as page:
        yield from _of_page(page.stream, place, known_names, listing=listing)


def _of_page(
    stream: BinaryIO, place: Place, known_names: Iterable[str], *, listing: bool
) -> Iterator[Record | Rejection]:
    lines = page_lines(stream)
    if listing:
        return read_listing_page(lines, place.path, place.file, known_names)
    return read_abstract_page(lines, place.path, place.file)


def _is_listing(stream: BinaryIO, path: str) -> bool:
    labelled = False
    for line in page_lines(stream):
        header = parse_header(line.text)
        if header and header.categories:
            return True
        labelled = labelled or is_labelled(line.text)
    if not labelled:
        raise PageError(
            f"{path} holds no abstracts: it is of no format that Footnote reads, no line begins "
            "with “Abstract:”, and none is a header such as “CLOct 27, 2022”."
        )
    return False
