"""Glued lines as listings write them; `papers.tsv` holds the table.

Titles and authors are mostly those of well-known papers; some are shortened, or made up to have a
certain shape. The abstracts are written for these tests; like real ones, they keep the capitals of
systems' names.
"""

from pathlib import Path
from typing import NamedTuple


class Paper(NamedTuple):
    """A paper as a listing shows it; `tail` is what stands after the names."""

    title: str
    authors: tuple[str, ...]
    tail: str
    abstract: str

    @property
    def line(self) -> str:
        """The glued line."""
        return f"{self.title}{', '.join(self.authors)} {self.tail}".rstrip()


def _paper(row: str) -> Paper:
    title, authors, tail, abstract = row.split("\t")
    return Paper(title, tuple(authors.split("; ")), tail, abstract)


_ROWS = Path(__file__).with_name("papers.tsv").read_text(encoding="utf-8").splitlines()
PAPERS = tuple(_paper(row) for row in _ROWS if not row.startswith("# "))
