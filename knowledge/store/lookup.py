"""Titles and authors by the beginnings of their words, whatever their case and accents.

Each database has a full-text index of its own for it, one row an abstract: its collection's mark
and its words.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from knowledge.model import LABEL_WORDS, Abstract
from knowledge.store.rows import write_rows

CANDIDATES = 250
"""So many of the first matches in stored order are looked at to put the best of them first."""
# More words than a title is typed with; a query has a limit.
_MOST_WORDS = 16
_LONGEST_WORD = 100
_WORD = re.compile(r"[^\W_]+")
# Marks the word that stands for the collection: no letter or digit, so no title can hold it.
_COLLECTION_MARK = "\ue000"


@dataclass(frozen=True, slots=True)
class Names:
    """The index of names in the words of one database: its statements, and how it writes a query.

    `whole` and `begun` are patterns for a word that is met whole, or that begins one.
    """

    create: tuple[str, ...]
    insert: sa.TextClause
    delete: sa.TextClause
    match: sa.TextClause
    clear: str
    both: str
    either: str
    whole: str
    begun: str

    def add(self, connection: sa.Connection, rows: Sequence[tuple[int, str]]) -> None:
        """Index the words of abstracts, given by position."""
        write_rows(connection, self.insert, rows)

    def drop(self, connection: sa.Connection, rows: Sequence[tuple[int, str]]) -> None:
        """Take abstracts out of the index; `rows` are those that were added."""
        write_rows(connection, self.delete, rows)

    def positions(
        self, connection: sa.Connection, scope: Iterable[int], words: Sequence[str]
    ) -> Sequence[int]:
        """The first abstracts of the collections of `scope` with words that begin like `words`."""
        marks = self.either.join(self.whole.format(_mark(each)) for each in scope)
        wanted = [f"({marks})", *(self.begun.format(word) for word in words)]
        found = {"words": self.both.join(wanted), "most": CANDIDATES}
        return connection.scalars(self.match, found).all()


_CREATE_FTS5 = (
    "CREATE VIRTUAL TABLE names USING fts5(words, content='', detail=none, columnsize=0, "
    "prefix='1 2', tokenize='unicode61 remove_diacritics 0')"
)
SQLITE = Names(
    create=(_CREATE_FTS5,),
    insert=sa.text("INSERT INTO names (rowid, words) VALUES (:position, :words)"),
    # An index without content must be told which words go.
    delete=sa.text("INSERT INTO names (names, rowid, words) VALUES ('delete', :position, :words)"),
    match=sa.text("SELECT rowid FROM names WHERE names MATCH :words ORDER BY rowid LIMIT :most"),
    clear="INSERT INTO names (names) VALUES ('delete-all')",
    both=" AND ",
    either=" OR ",
    whole='"{}"',
    begun='"{}"*',
)
POSTGRESQL = Names(
    create=(
        "CREATE TABLE names (position bigint PRIMARY KEY, words tsvector NOT NULL)",
        "CREATE INDEX names_words ON names USING gin (words)",
    ),
    insert=sa.text(
        "INSERT INTO names (position, words) "
        "VALUES (:position, array_to_tsvector(string_to_array(:words, ' ')))"
    ),
    delete=sa.text(
        "DELETE FROM names WHERE position = :position AND CAST(:words AS text) IS NOT NULL"
    ),
    match=sa.text(
        "SELECT position FROM names WHERE words @@ CAST(:words AS tsquery) "
        "ORDER BY position LIMIT :most"
    ),
    clear="DELETE FROM names",
    both=" & ",
    either=" | ",
    whole="'{}'",
    begun="'{}':*",
)


def plain_words(text: str) -> list[str]:
    """The words of a text in lower case without accents."""
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text)
        text = "".join(c for c in decomposed if not unicodedata.combining(c))
    return [word[:_LONGEST_WORD] for word in _WORD.findall(text.casefold())]


def typed_words(prefix: str) -> list[str]:
    """The words that somebody has typed so far, as many as are looked up."""
    return plain_words(prefix)[:_MOST_WORDS]


def indexed_words(collection: int, abstract: Abstract) -> str:
    """What the index holds for an abstract: its title, or its opening words, and its authors."""
    opening = abstract.title or " ".join(abstract.text.split(maxsplit=LABEL_WORDS)[:LABEL_WORDS])
    words = plain_words(" ".join((opening, *abstract.bibliography.authors)))
    return " ".join((_mark(collection), *words))


def best_first(found: Iterable[Abstract], words: Sequence[str]) -> list[Abstract]:
    """Those whose title begins with the words, then the others, each in the order given."""
    typed = " ".join(words)
    return sorted(found, key=lambda a: not " ".join(plain_words(a.title or "")).startswith(typed))


def _mark(collection: int) -> str:
    return f"{_COLLECTION_MARK}{collection}"
