"""Which statements are of the same work, and the one abstract that they make.

Every statement is kept under the numbers of its signature; those with a number in common are held
against each other (`dedup.same_work`): one is checked against millions without reading them.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

import sqlalchemy as sa

from knowledge.dedup import canonical_of, same_work
from knowledge.dedup import signatures as signatures_of
from knowledge.model import Abstract
from knowledge.store.bulk import insertion, write_rows
from knowledge.store.documents import to_statement
from knowledge.store.fetching import fetch, fetch_chosen
from knowledge.store.schema import signatures, statements

__all__ = ["canonical_of", "keep", "keep_all", "near"]

_BATCH = 500
_OF_TEXT = sa.select(statements.c.key, statements.c.text_id).where(
    statements.c.text_id.in_(sa.bindparam("chosen", expanding=True))
)
_WITH_NUMBER = {
    "sqlite": "SELECT number, statement FROM signatures"
    " WHERE number IN (SELECT value FROM json_each(?))",
    "postgresql": "SELECT number, statement FROM signatures WHERE number = ANY(%s)",
}
"""One question for thousands of numbers, which SQLAlchemy has no words for."""
_STATED = sa.select(statements.c.key, statements.c.text_id, statements.c.document).where(
    statements.c.key.in_(sa.bindparam("chosen", expanding=True))
)
_NEXT = (
    sa.select(statements.c.key, statements.c.text_id, statements.c.document)
    .where(statements.c.key > sa.bindparam("after"))
    .order_by(statements.c.key)
    .limit(_BATCH)
)
_KEEP = insertion(signatures, "number", "statement")

_MOST_KEPT = 4 * _BATCH
_worked_out: dict[tuple[str, tuple[str, ...]], tuple[int, ...]] = {}
"""Signatures by text and identifiers: an ingest asks twice for each."""
Pairs = dict[int, set[int]]


def near(connection: sa.Connection, given: Mapping[int, Abstract]) -> Pairs:
    """For statements, by key, the keys of those of the same work, of every collection.

    The relation is symmetric; those that nobody brings are among them, and each statement itself.
    """
    of_text: defaultdict[str, set[int]] = defaultdict(set)
    for row in fetch_chosen(connection, _OF_TEXT, {each.id for each in given.values()}):
        of_text[row.text_id].add(row.key)
    found = {key: set(of_text[statement.id]) for key, statement in given.items()}
    wanted = {key: others - found[key] for key, others in _meeting(connection, given).items()}
    stated = _stated(connection, given, {other for others in wanted.values() for other in others})
    judged: dict[tuple[str, str, bool], bool] = {}
    for key, others in wanted.items():
        found[key].update(o for o in others if _same(given[key], stated[o], judged))
    return found


def _same(first: Abstract, second: Abstract, judged: dict[tuple[str, str, bool], bool]) -> bool:
    """Whether two statements are of one work; texts are held against each other once."""
    shared = not set(first.bibliography.identifiers).isdisjoint(second.bibliography.identifiers)
    pair = first.id, second.id, shared
    if pair not in judged:
        judged[pair] = same_work(first, second)
    return judged[pair]


def _meeting(connection: sa.Connection, given: Mapping[int, Abstract]) -> Pairs:
    """For each statement the keys of those that share a number with it."""
    under: defaultdict[int, list[int]] = defaultdict(list)
    for key, numbers in _numbers(given).items():
        for number in numbers:
            under[number].append(key)
    met: Pairs = {key: set() for key in given}
    for number, other in _holders(connection, sorted(under)):
        for key in under[number]:
            met[key].add(other)
    return met


def _holders(connection: sa.Connection, numbers: list[int]) -> Iterable[tuple[int, int]]:
    """Each of these numbers with a statement that has it."""
    dialect = connection.dialect.name
    chosen = json.dumps(numbers) if dialect == "sqlite" else numbers
    found = connection.exec_driver_sql(_WITH_NUMBER[dialect], (chosen,))
    return ((number, statement) for number, statement in found)


def _numbers(given: Mapping[int, Abstract]) -> dict[int, tuple[int, ...]]:
    """The signatures of statements, by key; those just worked out are not worked out again."""
    if len(_worked_out) > _MOST_KEPT:
        _worked_out.clear()
    named = {key: (each.id, each.bibliography.identifiers) for key, each in given.items()}
    found = {n: done for n in named.values() if (done := _worked_out.get(n)) is not None}
    new = {named[key]: each for key, each in given.items() if named[key] not in found}
    made = dict(zip(new, signatures_of(list(new.values())), strict=True))
    _worked_out.update(made)
    found |= made
    return {key: found[name] for key, name in named.items()}


def _stated(
    connection: sa.Connection, given: Mapping[int, Abstract], keys: set[int]
) -> dict[int, Abstract]:
    found = {key: given[key] for key in keys & given.keys()}
    for row in fetch_chosen(connection, _STATED, sorted(keys - given.keys())):
        found[row.key] = to_statement(row.text_id, row.document)
    return found


def keep(connection: sa.Connection, given: Mapping[int, Abstract]) -> None:
    """Remember new statements, by key, for `near`."""
    rows = sorted((number, key) for key, each in _numbers(given).items() for number in each)
    write_rows(connection, _KEEP, rows)


def keep_all(connection: sa.Connection) -> None:
    """Remember every statement anew, within the caller's transaction."""
    connection.execute(signatures.delete())
    for batch in _all(connection):
        keep(connection, batch)


def _all(connection: sa.Connection) -> Iterator[dict[int, Abstract]]:
    after = 0
    while rows := fetch(connection, _NEXT, {"after": after}):
        yield {row.key: to_statement(row.text_id, row.document) for row in rows}
        after = rows[-1].key
