"""Titles and authors by the beginnings of their words, whatever their case and accents."""

import re
import unicodedata
from collections.abc import Sequence

import sqlalchemy as sa

from knowledge.model import LABEL_WORDS, Abstract
from knowledge.store.rows import fetch
from knowledge.store.schema import abstracts, names

# So many of the first matches in stored order are looked at to put the best of them first.
_CANDIDATES = 250
# More words than a title is typed with; a query has a limit.
_MOST_WORDS = 16
_WORD = re.compile(r"[^\W_]+")
# Marks the word that stands for the collection: no letter or digit, so no title can hold it.
_COLLECTION_MARK = "\ue000"
_MATCHES = (
    sa.select(names.c.rowid)
    .where(sa.text("names MATCH :words"))
    .order_by(names.c.rowid)
    .limit(_CANDIDATES)
)
_TITLES = (
    sa.select(abstracts.c.position, abstracts.c.title)
    .where(abstracts.c.position.in_(sa.bindparam("positions", expanding=True)))
    .order_by(abstracts.c.position)
)


def plain_words(text: str) -> list[str]:
    """The words of a text in lower case without accents."""
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text)
        text = "".join(c for c in decomposed if not unicodedata.combining(c))
    return _WORD.findall(text.casefold())


def indexed_words(collection: int, abstract: Abstract) -> str:
    """What the index holds for an abstract: its title, or its opening words, and its authors."""
    opening = abstract.title or " ".join(abstract.text.split(maxsplit=LABEL_WORDS)[:LABEL_WORDS])
    words = plain_words(" ".join((opening, *abstract.bibliography.authors)))
    return " ".join((_mark(collection), *words))


def positions_of(
    connection: sa.Connection, collection: int, prefix: str, limit: int
) -> Sequence[int]:
    """Where the abstracts are that have, for every word of `prefix`, a word that begins with it.

    Those whose title begins with `prefix` come first, then those in stored order.
    """
    words = plain_words(prefix)[:_MOST_WORDS]
    matching = " AND ".join([f'"{_mark(collection)}"', *(f'"{word}"*' for word in words)])
    found = connection.scalars(_MATCHES, {"words": matching}).all()
    if not found:
        return []
    rows = fetch(connection, _TITLES, {"positions": found})
    titles = {row.position: " ".join(plain_words(row.title or "")) for row in rows}
    typed = " ".join(words)
    return sorted(titles, key=lambda position: not titles[position].startswith(typed))[:limit]


def _mark(collection: int) -> str:
    return f"{_COLLECTION_MARK}{collection}"
