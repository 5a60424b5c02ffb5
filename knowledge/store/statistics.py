"""What is counted of collections, for an engine that is far away and shared by many processes.

Kept in PostgreSQL alone, in the transaction that changes a collection. Rows are only ever added,
each with the generation of its change: what a collection held at a generation is the sum of its
rows up to that, so that whoever still answers from an older index is told what was true then.
`fold` makes one row of those that nobody needs apart any more. A server's collection has rows for
what it adds to `base`, and takes off what it hides of it.
"""

import hashlib
import uuid
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

import sqlalchemy as sa

from knowledge.dedup.titles import plain_title
from knowledge.model import Abstract
from knowledge.store.documents import to_document, to_statement
from knowledge.text.indexing.batch import Gatherer
from knowledge.text.indexing.totals import Totals

TERM, WORD, TITLE = 1, 2, 3
"""What a row counts: abstracts that hold a term, how often a word is met, papers with a title."""
DIALECT = "postgresql"
metadata = sa.MetaData()
_Key = sa.Text(collation="C")

counts = sa.Table(
    "counts",
    metadata,
    sa.Column("collection", sa.Integer, nullable=False),
    sa.Column("kind", sa.SmallInteger, nullable=False),
    sa.Column("key", _Key, nullable=False),
    sa.Column("generation", sa.Integer, nullable=False),
    sa.Column("held", sa.Integer, nullable=False),
    sa.Column("capital", sa.Integer, nullable=False),
    sa.Column("lower", sa.Integer, nullable=False),
)
sa.Index("counts_by_key", counts.c.key, counts.c.kind, counts.c.collection)
sa.Index("counts_by_generation", counts.c.generation)
# Words by their first letter and their last three, for those that are misspelt in the middle.
ENDS = "(left(key, 1) || right(key, 3))"
sa.Index(
    "counts_by_ends", sa.text(ENDS), postgresql_where=sa.text(f"kind = {WORD} AND length(key) > 3")
)
lengths = sa.Table(
    "lengths",
    metadata,
    sa.Column("collection", sa.Integer, nullable=False, index=True),
    sa.Column("generation", sa.Integer, nullable=False),
    sa.Column("abstracts", sa.BigInteger, nullable=False),
    sa.Column("length", sa.BigInteger, nullable=False),
)
# What a server's collection hides of `base`, as it was counted.
hidden = sa.Table(
    "hidden",
    metadata,
    sa.Column("collection", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("under", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("document", sa.Text, nullable=False),
)
# One row: by which name the indexes of this base know it, and up to where rows are folded.
counted = sa.Table(
    "counted",
    metadata,
    sa.Column("base", sa.Text, nullable=False),
    sa.Column("folded", sa.Integer, nullable=False),
)
TABLES = (counts, lengths, hidden)
_COPY = "COPY counts (collection, kind, key, generation, held, capital, lower) FROM STDIN"
_LIGHT = (
    hidden.delete()
    .where(
        hidden.c.collection == sa.bindparam("own"),
        hidden.c.under.in_(sa.bindparam("chosen", expanding=True)),
    )
    .returning(hidden.c.document)
)
# What has come since the last time is put to what there was of the same keys; the rest stays.
_FOLD = """
WITH gone AS (
    DELETE FROM counts WHERE generation > :folded AND generation <= :until
    RETURNING collection, kind, key, generation, held, capital, lower),
  taken AS (
    DELETE FROM counts c USING (SELECT DISTINCT collection, kind, key FROM gone) g
    WHERE c.generation <= :folded
        AND c.key = g.key AND c.kind = g.kind AND c.collection = g.collection
    RETURNING c.collection, c.kind, c.key, c.generation, c.held, c.capital, c.lower),
  all_of AS (SELECT * FROM gone UNION ALL SELECT * FROM taken)
INSERT INTO counts (collection, kind, key, generation, held, capital, lower)
SELECT collection, kind, key, max(generation), sum(held), sum(capital), sum(lower) FROM all_of
GROUP BY collection, kind, key HAVING sum(held) <> 0 OR sum(capital) <> 0 OR sum(lower) <> 0
"""
_FOLD_LENGTHS = """
WITH gone AS (DELETE FROM lengths WHERE generation <= :until RETURNING *)
INSERT INTO lengths (collection, generation, abstracts, length)
SELECT collection, max(generation), sum(abstracts), sum(length) FROM gone GROUP BY collection
"""


class Sums(NamedTuple):
    """How many abstracts a collection holds, and how long they are together."""

    abstracts: int
    length: int


def create(connection: sa.Connection) -> None:
    """Make the tables, and give the base a name of its own."""
    metadata.create_all(connection, checkfirst=False)
    connection.execute(counted.insert(), {"base": uuid.uuid4().hex, "folded": 0})


def clear(connection: sa.Connection) -> None:
    """Forget all that was counted; whoever keeps something derived from it is to begin anew."""
    for table in TABLES:
        connection.execute(table.delete())
    connection.execute(counted.update().values(base=uuid.uuid4().hex, folded=0))


def kept(connection: sa.Connection) -> bool:
    """Whether anything is counted in this database."""
    return connection.dialect.name == DIALECT


def title_key(title: str) -> str:
    """Under which a title is counted, which is `plain_title`'s; however long it is."""
    return hashlib.blake2b(title.encode("utf-8", "replace"), digest_size=12).hexdigest()


class Tallies:
    """What one change adds to the counts of one collection, written at its end.

    Use nothing of it where `kept` says that nothing is.
    """

    def __init__(self, connection: sa.Connection, collection: int, generation: int) -> None:
        self._connection = connection
        self._collection = collection
        self._generation = generation
        self._sides = {1: _Side(), -1: _Side()}

    def count(self, sign: int, abstracts: Sequence[Abstract]) -> None:
        """Abstracts come (1) or go (-1)."""
        if not abstracts:
            return
        side = self._sides[sign]
        side.take(abstracts)
        if side.gatherer.is_full:
            self._write(sign, side.gatherer.forget()[0], ())

    def hide(self, under: int, abstract: Abstract) -> None:
        """An abstract of `base` is out of sight."""
        document = to_document(replace(abstract, sources=abstract.sources[:1]))
        row = {"collection": self._collection, "under": under, "document": document}
        self._connection.execute(hidden.insert(), row)
        self.count(-1, [abstract])

    def show(self, unders: Collection[int]) -> None:
        """What was out of sight is seen again."""
        values = {"own": self._collection, "chosen": list(unders)}
        documents = self._connection.scalars(_LIGHT, values).all()
        self.count(1, [to_statement("", document) for document in documents])

    def finish(self) -> None:
        """Write what was counted."""
        for sign, side in self._sides.items():
            if not side.abstracts:
                continue
            self._write(sign, side.gatherer.totals(), side.titles)
            row = {
                "collection": self._collection,
                "generation": self._generation,
                "abstracts": sign * side.abstracts,
                "length": sign * side.length,
            }
            self._connection.execute(lengths.insert(), row)
        self._sides = {1: _Side(), -1: _Side()}

    def _write(self, sign: int, totals: Totals, titles: Iterable[str]) -> None:
        driver = self._connection.connection.driver_connection
        if driver is None:
            return
        with driver.cursor() as cursor, cursor.copy(_COPY) as copying:
            for kind, key, *counted_of in _rows(totals, titles):
                signed = (sign * number for number in counted_of)
                copying.write_row((self._collection, kind, key, self._generation, *signed))


class _Side:
    """What comes, or what goes."""

    def __init__(self) -> None:
        self.gatherer = Gatherer()
        self.titles: list[str] = []
        self.abstracts = self.length = 0

    def take(self, abstracts: Sequence[Abstract]) -> None:
        self.length += int(self.gatherer.gather(abstracts).lengths.sum())
        self.abstracts += len(abstracts)
        titles = (plain_title(abstract.title or "") for abstract in abstracts)
        self.titles += [title_key(title) for title in titles if title]


def _rows(totals: Totals, titles: Iterable[str]) -> Iterator[tuple[int, str, int, int, int]]:
    for term, (_, held, capital, lower) in totals.terms:
        yield TERM, _plain(term), held, capital, lower
    for word, met in totals.words:
        yield WORD, _plain(word), met, 0, 0
    for title in titles:
        yield TITLE, title, 1, 0, 0


def _plain(text: str) -> str:
    """Text as PostgreSQL can hold it."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


def fold(connection: sa.Connection, until: int) -> None:
    """Make one row of those up to a generation, which nobody asks for apart any more.

    The first time nothing is moved: what a base begins with is mostly one large ingest.
    """
    before = folded(connection)
    if until <= before:
        return
    connection.execute(counted.update().values(folded=until))
    if before:
        connection.execute(sa.text(_FOLD), {"folded": before, "until": until})
        connection.execute(sa.text(_FOLD_LENGTHS), {"until": until})


def folded(connection: sa.Connection) -> int:
    """Up to which generation rows are folded; 0: none are."""
    return int(connection.scalars(sa.select(counted.c.folded)).one())
