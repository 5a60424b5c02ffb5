"""One ingest: records into a collection, within a change."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

import sqlalchemy as sa

from knowledge.dedup import abstract_of
from knowledge.model import Abstract, Record
from knowledge.store import sameness
from knowledge.store.change import Change
from knowledge.store.clusters import Plan
from knowledge.store.documents import to_document
from knowledge.store.rows import Row, fetch_chosen, insertion, write_rows
from knowledge.store.schema import statements

# Records at a time: as many as one query looks up.
_BATCH = 500
_COUNTS = ("records", "abstracts_added", "exact_duplicates", "near_duplicates")
_KNOWN = sa.select(statements.c.key, statements.c.abstract, statements.c.document).where(
    statements.c.collection == sa.bindparam("own"),
    statements.c.text_id.in_(sa.bindparam("chosen", expanding=True)),
)
_INSERT = insertion(statements, "key", "collection", "abstract", "text_id", "document")
_AGAIN = statements.update().where(statements.c.key == sa.bindparam("of"))
_BRING = sa.text(
    "INSERT INTO brings (entry, statement, hidden) VALUES (:entry, :statement, 0) "
    "ON CONFLICT DO NOTHING"
)


@dataclass(frozen=True, slots=True)
class Added:
    """What an ingest did: the records that it met, and how many of them were new abstracts.

    Every other record is a duplicate of an abstract that the collection saw before, or of an
    earlier record of the same ingest: an exact one where the texts are the same, else a near one.
    `knowledge_version` is the collection's afterwards, `entry` the ingest's number in its history.
    """

    records: int
    abstracts_added: int
    exact_duplicates: int
    near_duplicates: int
    knowledge_version: str
    entry: int


def ingest(change: Change, records: Iterable[Record]) -> None:
    """Store records as statements, and count them."""
    for name in _COUNTS:
        change.tally.add(name, 0)
    remaining = iter(records)
    while batch := [abstract_of(record) for record in islice(remaining, _BATCH)]:
        _take(change, batch)


def added(change: Change, knowledge_version: str) -> Added:
    """What an ingest did, once its change is finished."""
    counts = {name: change.tally.counts[name] for name in _COUNTS}
    return Added(**counts, knowledge_version=knowledge_version, entry=change.entry)


def _take(change: Change, batch: list[Abstract]) -> None:
    documents = [to_document(statement) for statement in batch]
    known = _known(change, batch)
    come: dict[int, Abstract] = {}
    rows: dict[int, Row] = {}
    again, repeated = [], 0
    for statement, document in zip(batch, documents, strict=True):
        key, counts = known.get(document, (0, False))
        if counts:
            repeated += 1
            continue
        if not key:
            change.last_statement = key = change.last_statement + 1
            rows[key] = key, change.view.own, key, statement.id, document
        else:
            again.append({"of": key, "abstract": key})
        come[key] = statement
        known[document] = key, True
    brought = sorted({known[document][0] for document in documents})
    _write(change, list(rows.values()), again, brought)
    sameness.keep(change.connection, {key: come[key] for key in rows})
    planned = change.plan(come)
    _count(change, planned, come, repeated)
    change.apply(planned)


def _known(change: Change, batch: list[Abstract]) -> dict[str, tuple[int, bool]]:
    """The stored statements with the batch's texts, by document: their keys, whether they count."""
    ids = {statement.id for statement in batch}
    return {
        row.document: (row.key, row.abstract is not None)
        for row in fetch_chosen(change.connection, _KNOWN, ids, own=change.view.own)
    }


def _write(
    change: Change, rows: list[Row], again: list[dict[str, int]], keys: Iterable[int]
) -> None:
    write_rows(change.connection, _INSERT, rows)
    if again:
        change.connection.execute(_AGAIN, again)
    write_rows(change.connection, _BRING, [(change.entry, key) for key in keys])


def _count(change: Change, planned: Plan, come: dict[int, Abstract], repeated: int) -> None:
    """Count each record: new, or a duplicate of something seen before or come before it."""
    exact, near = repeated, 0
    earlier: set[int] = set()
    met: dict[int, set[str]] = {}  # by set of neighbours: the texts of those that came before
    within: dict[int, list[int]] = {}  # and those of them that come now
    sharing: dict[int, set[int]] = {}  # and the sets of neighbours that these have
    for key, statement in come.items():
        neighbours = planned.near[key]
        each = id(neighbours)
        if each not in met:
            within[each] = list(come.keys() & neighbours)
            sharing[each] = {id(planned.near[other]) for other in within[each]}
            met[each] = _standing(change, planned, neighbours)
            met[each].update(come[other].id for other in within[each] if other in earlier)
        exact += statement.id in met[each]
        near += bool(met[each]) and statement.id not in met[each]
        earlier.add(key)
        for other in sharing[each] & met.keys():
            met[other].add(statement.id)
    change.tally.add("records", len(come) + repeated)
    change.tally.add("exact_duplicates", exact)
    change.tally.add("near_duplicates", near)
    change.tally.add("abstracts_added", len(come) + repeated - exact - near)


def _standing(change: Change, planned: Plan, neighbours: set[int]) -> set[str]:
    """The texts of the neighbours that the collection saw before."""
    places = (planned.places.get(other) for other in neighbours)
    return {p.text_id for p in places if p is not None and p.collection in change.view.scope}
