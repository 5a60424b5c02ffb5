"""Readers: from a raw page to records, each with its file and line.

The format is found out from what a page holds, never from its name:

- `abstract_page`: lines that begin with `Abstract:`;
- `listing_page`: groups of header, title with authors, and abstract.

`paths` finds the pages, `page` opens and decodes them, `header` and `byline` read a listing's first
and second line, `boundary` finds where a title ends, by the evidence of `names` and `vocabulary`.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from knowledge.errors import PageError
from knowledge.model import Record, Rejection
from knowledge.readers.abstract_page import is_labelled, read_abstract_page
from knowledge.readers.header import parse_header
from knowledge.readers.listing_page import read_listing_page
from knowledge.readers.page import page_lines
from knowledge.readers.paths import expand

__all__ = ["expand", "read"]


def read(path: Path, file: str, known_names: Iterable[str] = ()) -> Iterator[Record | Rejection]:
    """The records of a page, in order, with a rejection for each that cannot be read.

    Args:
        path: The page, as a person named it; rejections carry it.
        file: The name to put in each source, as `expand` gives it.
        known_names: Names of authors that other pages hold: evidence for where titles end.

    Raises:
        PageError: The page is missing, unreadable, binary or of no known format.
    """
    if _is_listing(path):
        return read_listing_page(page_lines(path), str(path), file, known_names)
    return read_abstract_page(page_lines(path), str(path), file)


def _is_listing(path: Path) -> bool:
    labelled = False
    for line in page_lines(path):
        header = parse_header(line.text)
        if header and header.categories:
            return True
        labelled = labelled or is_labelled(line.text)
    if not labelled:
        raise PageError(
            f"{path} holds no abstracts: no line begins with “Abstract:”, "
            "and none is a header such as “CLOct 27, 2022”."
        )
    return False
