"""Which statements are of the same work, and the one abstract that they make.

Every statement is kept under the numbers of its signature; those with a number in common are held
against each other (`dedup.same_work`): one is checked against millions without reading them.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import cast

import sqlalchemy as sa

from knowledge.dedup import canonical_of, same_work, stated_numbers
from knowledge.dedup import signatures as signatures_of
from knowledge.model import Abstract
from knowledge.store.documents import to_statement
from knowledge.store.rows import fetch, fetch_chosen, insertion, write_rows
from knowledge.store.schema import signatures, statements

__all__ = ["canonical_of", "keep", "keep_all", "near"]

_BATCH = 500
_OF_TEXT = sa.select(statements.c.key, statements.c.text_id).where(
    statements.c.text_id.in_(sa.bindparam("chosen", expanding=True))
)
_WITH_NUMBER = {
    "sqlite": "SELECT number, statement FROM signatures"
    " WHERE number IN (SELECT value FROM json_each(?)) AND statement NOT BETWEEN ? AND ?",
    "postgresql": "SELECT number, statement FROM signatures"
    " WHERE number = ANY(%s) AND statement NOT BETWEEN %s AND %s",
}
"""One question for thousands of numbers, which SQLAlchemy has no words for. It leaves out what has
just come, which is most of what there is."""
_ARE_CROWDED = {
    "sqlite": "SELECT number FROM signatures"
    " WHERE number IN (SELECT value FROM json_each(?)) AND statement = 0",
    "postgresql": "SELECT number FROM signatures WHERE number = ANY(%s) AND statement = 0",
}
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

MOST_ALIKE = 32
"""So many texts may have one number."""
FEW = 2
"""Of more, those are held against each other that have another number in common, or state this."""
_CROWDED = 0
"""Stands in place of a statement under a number that more have."""
_OF_KEYS = sa.select(statements.c.key, statements.c.text_id).where(
    statements.c.key.in_(sa.bindparam("chosen", expanding=True))
)
_EMPTY = signatures.delete().where(signatures.c.number == sa.bindparam("of"))
Name = tuple[str, tuple[str, ...], str | None, tuple[str, ...]]
"""A text's id with identifiers, title and authors: all that the same work is told by."""
Pairs = dict[int, set[int]]
_worked_out: dict[Name, tuple[int, ...]] = {}
"""The signatures of what was worked out last: an ingest asks twice for each."""


def near(connection: sa.Connection, given: Mapping[int, Abstract]) -> Pairs:
    """For statements, by key, the keys of those of the same work, of every collection.

    The relation is symmetric; those that nobody brings are among them, and each statement itself.
    """
    of_text: defaultdict[str, set[int]] = defaultdict(set)
    for row in fetch_chosen(connection, _OF_TEXT, {each.id for each in given.values()}):
        of_text[row.text_id].add(row.key)
    # Statements of one text and the same identifiers have the same neighbours, and share a set.
    named = {_name(each): each for each in given.values()}
    meeting = _meeting(connection, named, given)
    wanted = {name: met - of_text[name[0]] for name, met in meeting.items()}
    stated = _stated(connection, given, set().union(*wanted.values()))
    judged: dict[frozenset[Name], bool] = {}
    found = {
        name: of_text[name[0]] | {o for o in others if _same(named[name], stated[o], judged)}
        for name, others in wanted.items()
    }
    return {key: found[_name(each)] for key, each in given.items()}


def _name(statement: Abstract) -> Name:
    stated = statement.bibliography
    return statement.id, stated.identifiers, stated.title, stated.authors


def _same(first: Abstract, second: Abstract, judged: dict[frozenset[Name], bool]) -> bool:
    """Whether two statements are of one work; the same are held against each other once."""
    pair = frozenset((_name(first), _name(second)))
    if pair not in judged:
        judged[pair] = same_work(first, second)
    return judged[pair]


def _meeting(
    connection: sa.Connection, named: Mapping[Name, Abstract], given: Mapping[int, Abstract]
) -> dict[Name, set[int]]:
    """For each statement the keys of those that share a number with it."""
    first: dict[int, Name] = {}
    several: defaultdict[int, list[Name]] = defaultdict(list)  # beside the first
    for name, numbers in _numbers(named).items():
        for number in numbers:
            if first.setdefault(number, name) is not name:
                several[number].append(name)
    held: defaultdict[int, set[int]] = defaultdict(set)
    for number, other in _holders(connection, sorted(first), _latest(given)):
        held[number].add(other)
    met_again = sorted(several.keys() | held.keys())
    shared = {number: [first[number], *several.get(number, ())] for number in met_again}
    busy = _busy(connection, shared, held)
    keys: defaultdict[Name, list[int]] = defaultdict(list)
    for key, each in given.items():
        keys[_name(each)].append(key)
    met: dict[Name, set[int]] = {name: set() for name in named}
    once: defaultdict[Name, set[int]] = defaultdict(set)  # met under a busy number
    for number, names in shared.items():
        together = held.get(number, set())
        if len(names) > 1:
            together = together.union(*(keys[name] for name in names))
        for name in names:
            if number in busy and number not in stated_numbers(named[name]):
                met[name] |= together & once[name]
                once[name] |= together
            else:
                met[name] |= together
    return met


def _busy(
    connection: sa.Connection,
    under: dict[int, list[Name]],
    held: Mapping[int, set[int]],
) -> set[int]:
    """The numbers that more than a few texts have.

    Those that too many have are taken out of `under`, and marked as such.
    """
    marked = [number for number, others in held.items() if _CROWDED in others]
    for number in marked:
        del under[number]
    many = [n for n, names in under.items() if len(names) + len(held.get(n, ())) > FEW]
    keys = set().union(*(held.get(number, set()) for number in many))
    texts = {row.key: row.text_id for row in fetch_chosen(connection, _OF_KEYS, keys)}
    alike = {
        number: len({n[0] for n in under[number]} | {texts[k] for k in held.get(number, ())})
        for number in many
    }
    if crowded := [number for number, count in alike.items() if count > MOST_ALIKE]:
        for number in crowded:
            del under[number]
        connection.execute(_EMPTY, [{"of": number} for number in crowded])
        write_rows(connection, _KEEP, [(number, _CROWDED) for number in crowded])
    return {number for number, count in alike.items() if count > FEW}


def _latest(given: Mapping[int, Abstract]) -> tuple[int, int]:
    """The first and the last of the latest keys that stand in a row."""
    last = first = max(given, default=0)
    while first - 1 in given:
        first -= 1
    return first, last


def _holders(
    connection: sa.Connection, numbers: list[int], without: tuple[int, int]
) -> Iterable[tuple[int, int]]:
    """Each of these numbers with a statement that has it, but for those from one key to another."""
    dialect = connection.dialect.name
    chosen = json.dumps(numbers) if dialect == "sqlite" else numbers
    found = connection.exec_driver_sql(_WITH_NUMBER[dialect], (chosen, *without))
    # The driver's own rows: a text with thousands of sources makes very many.
    return cast("list[tuple[int, int]]", found.cursor.fetchall())


def _numbers(named: Mapping[Name, Abstract]) -> dict[Name, tuple[int, ...]]:
    """The signatures of statements; those just worked out are not worked out again."""
    found = {n: done for n in named if (done := _worked_out.get(n)) is not None}
    new = {name: each for name, each in named.items() if name not in found}
    if new:
        made = dict(zip(new, signatures_of(list(new.values())), strict=True))
        _worked_out.clear()
        _worked_out.update(made)
        found |= made
    return found


def _stated(
    connection: sa.Connection, given: Mapping[int, Abstract], keys: set[int]
) -> dict[int, Abstract]:
    found = {key: given[key] for key in keys & given.keys()}
    for row in fetch_chosen(connection, _STATED, sorted(keys - given.keys())):
        found[row.key] = to_statement(row.text_id, row.document)
    return found


def keep(connection: sa.Connection, given: Mapping[int, Abstract]) -> None:
    """Remember new statements, by key, for `near`."""
    numbers = _numbers({_name(each): each for each in given.values()})
    rows = sorted((n, key) for key, each in given.items() for n in numbers[_name(each)])
    crowded = _crowded(connection, list(dict.fromkeys(number for number, _ in rows)))
    rows = [row for row in rows if row[0] not in crowded] if crowded else rows
    write_rows(connection, _KEEP, rows)


def _crowded(connection: sa.Connection, numbers: list[int]) -> set[int]:
    """Those of some numbers that too many texts have."""
    dialect = connection.dialect.name
    chosen = json.dumps(numbers) if dialect == "sqlite" else numbers
    found = connection.exec_driver_sql(_ARE_CROWDED[dialect], (chosen,))
    return {number for (number,) in found}


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
