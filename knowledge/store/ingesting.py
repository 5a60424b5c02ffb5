"""One ingest: records into a collection, inside its caller's transaction."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

import sqlalchemy as sa

from knowledge.dedup import deduplicate, merge
from knowledge.model import Abstract, Record
from knowledge.store import lookup, reading, version
from knowledge.store.reading import Holdings
from knowledge.store.rows import to_row, to_source_rows
from knowledge.store.schema import abstracts, collections, names, sources

# Records at a time: as many as one query looks up.
_BATCH = 500
_LAST_POSITION = sa.select(sa.func.coalesce(sa.func.max(abstracts.c.position), 0))
_REPLACE = abstracts.update().where(abstracts.c.position == sa.bindparam("at"))
_ACCOUNT = collections.update().where(collections.c.key == sa.bindparam("of"))


@dataclass(frozen=True, slots=True)
class Added:
    """What an ingest did: the records that it met, and how many of them were new abstracts.

    Every other record is an exact duplicate: its abstract was there already, from before or from
    an earlier record of the same ingest. `knowledge_version` is the collection's afterwards.
    """

    records: int
    abstracts_added: int
    exact_duplicates: int
    knowledge_version: str


def ingest(connection: sa.Connection, before: Holdings, records: Iterable[Record]) -> Added:
    """Store records in the collection that `before` describes, and bring its account up to date."""
    ingesting = _Ingesting(connection, before)
    remaining = iter(records)
    while batch := list(islice(remaining, _BATCH)):
        ingesting.take(batch)
    return ingesting.finish()


class _Ingesting:
    """An ingest under way: the collection's account as it grows."""

    def __init__(self, connection: sa.Connection, before: Holdings) -> None:
        self._connection = connection
        self._before = before
        self._collection = before.key
        self._records = 0
        self._added = 0
        self._sources_added = 0
        self._hash_sum = before.hash_sum
        self._position: int = connection.scalars(_LAST_POSITION).one()

    def take(self, batch: list[Record]) -> None:
        """Store a batch of records."""
        met = deduplicate(batch)
        stored = reading.by_id(self._connection, self._collection, list(met))
        self._insert([abstract for key, abstract in met.items() if key not in stored])
        for key, (position, old) in stored.items():
            new = merge(old, met[key])
            if new != old:
                self._replace(position, old, new)
        self._records += len(batch)

    def finish(self) -> Added:
        """Write the account, and report."""
        held = self._before.abstracts + self._added
        account = {
            "of": self._collection,
            "abstracts": held,
            "sources": self._before.sources + self._sources_added,
            "hash_sum": version.to_text(self._hash_sum),
        }
        self._connection.execute(_ACCOUNT, account)
        return Added(
            records=self._records,
            abstracts_added=self._added,
            exact_duplicates=self._records - self._added,
            knowledge_version=version.version(self._hash_sum, held),
        )

    def _insert(self, new: list[Abstract]) -> None:
        if not new:
            return
        rows, source_rows, name_rows = [], [], []
        for position, abstract in enumerate(new, self._position + 1):
            place = {"position": position, "collection": self._collection}
            rows.append(to_row(abstract) | place)
            source_rows += to_source_rows(position, abstract.sources)
            words = lookup.indexed_words(self._collection, abstract)
            name_rows.append({"rowid": position, "words": words})
            self._hash_sum = version.added(self._hash_sum, 0, version.digest(abstract))
        self._connection.execute(abstracts.insert(), rows)
        self._connection.execute(sources.insert(), source_rows)
        self._connection.execute(names.insert(), name_rows)
        self._position += len(new)
        self._added += len(new)
        self._sources_added += len(source_rows)

    def _replace(self, position: int, old: Abstract, new: Abstract) -> None:
        self._connection.execute(_REPLACE, to_row(new) | {"at": position})
        more = [source for source in new.sources if source not in old.sources]
        if more:
            self._connection.execute(sources.insert(), to_source_rows(position, more))
        self._rename(position, old, new)
        self._sources_added += len(more)
        gone, come = version.digest(old), version.digest(new)
        self._hash_sum = version.added(self._hash_sum, gone, come)

    def _rename(self, position: int, old: Abstract, new: Abstract) -> None:
        """Index the new words; an index without content must be told which words go."""
        gone = lookup.indexed_words(self._collection, old)
        come = lookup.indexed_words(self._collection, new)
        if gone == come:
            return
        gone_row = {"names": "delete", "rowid": position, "words": gone}
        self._connection.execute(names.insert(), gone_row)
        self._connection.execute(names.insert(), {"rowid": position, "words": come})
