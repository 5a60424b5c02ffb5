"""What came, went and changed between two knowledge versions of a collection's history.

Nothing that was ever brought is thrown away, so the state after any entry can be made again: a
statement counted then if an entry that stood then had brought it, and no removal that stood then
covered that. Only statements whose standing differs are looked at, and those of the same works.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

import sqlalchemy as sa

from knowledge.errors import HistoryError
from knowledge.model import Abstract
from knowledge.store import sameness
from knowledge.store.documents import to_statement
from knowledge.store.history import RESTORE, UNDO
from knowledge.store.queries import View
from knowledge.store.rows import CHUNK, fetch, fetch_chosen
from knowledge.store.schema import brings, covers, entries, statements, versions
from knowledge.store.union_find import Joined

SHORTEST_VERSION = 4
"""Digits of a knowledge version that are enough to name it, where no other begins like it."""

_ENTRIES = sa.select(entries.c.key, entries.c.kind, entries.c.undoes, entries.c.collection)
_VERSIONS = (
    sa.select(versions.c.entry, versions.c.before, versions.c.after, entries.c.kind)
    .join(entries, entries.c.key == versions.c.entry)
    .where(versions.c.collection == sa.bindparam("own"))
    .order_by(versions.c.entry)
)
_SPOKEN_OF = (
    sa.select(brings.c.statement)
    .where(brings.c.entry.in_(sa.bindparam("of", expanding=True)))
    .union(
        sa.select(covers.c.statement).where(covers.c.entry.in_(sa.bindparam("of", expanding=True)))
    )
    .subquery()
)
_NEXT = (
    sa.select(_SPOKEN_OF.c.statement)
    .where(_SPOKEN_OF.c.statement > sa.bindparam("after"))
    .order_by(_SPOKEN_OF.c.statement)
    .limit(CHUNK)
)
_BROUGHT = sa.select(brings.c.entry, brings.c.statement).where(
    brings.c.statement.in_(sa.bindparam("chosen", expanding=True))
)
_COVERED = sa.select(covers.c.entry, covers.c.statement, covers.c.brought).where(
    covers.c.statement.in_(sa.bindparam("chosen", expanding=True))
)
_STATED = sa.select(statements.c.key, statements.c.text_id, statements.c.document).where(
    statements.c.key.in_(sa.bindparam("chosen", expanding=True)),
    statements.c.collection.in_(sa.bindparam("scope", expanding=True)),
)


class Fate(StrEnum):
    """What became of an abstract."""

    CAME = "came"
    WENT = "went"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Difference:
    """An abstract that came, went or changed.

    `abstract` is what it is now or, where it went, what it was; `before` is None where it came, and
    `after` where it went.
    """

    fate: Fate
    abstract: Abstract
    before: Abstract | None
    after: Abstract | None


def differences(
    connection: sa.Connection, view: View, current: str, first: str, second: str
) -> Iterator[Difference]:
    """What came, went and changed from one knowledge version to another.

    Args:
        connection: one that reads.
        view: the collection's.
        current: the knowledge version that it has now.
        first: a knowledge version of its history, or how it begins.
        second: likewise.

    Raises:
        HistoryError: if the history has no such version, or several that begin so.
    """
    moments = _moments(connection, view, current)
    times = [_named(moments, each) for each in (first, second)]
    standing = [_standing(connection, view, time) for time in times]
    return _compared(_Comparison(connection, view, *standing))


def _moments(connection: sa.Connection, view: View, current: str) -> dict[str, int]:
    """The versions of a collection, each with the last entry before or after which it had it."""
    found: dict[str, int] = {}
    last = 0
    for row in fetch(connection, _VERSIONS, {"own": view.own}):
        if row.kind != RESTORE:  # what was there before is not of this history
            found[row.before] = row.entry - 1
        found[row.after] = last = row.entry
    found.setdefault(current, last)
    return found


def _named(moments: Mapping[str, int], version: str) -> int:
    found = [each for each in moments if each.startswith(version)]
    if len(found) == 1 and len(version) >= SHORTEST_VERSION:
        return moments[found[0]]
    shown = version if version.isprintable() else "of that name"
    several = "Several versions begin so" if found else "The history has no such version"
    raise HistoryError(
        f"Which knowledge version is {shown or 'meant'}? {several}: "
        "`footnote history` lists them, and four digits or more name one."
    )


def _standing(connection: sa.Connection, view: View, time: int) -> set[int]:
    """The entries that a collection sees which stood right after the entry `time`."""
    rows = fetch(connection, _ENTRIES.where(entries.c.key <= time).order_by(entries.c.key), {})
    undoes = {row.key: row.undoes for row in rows if row.kind == UNDO}
    stands = {row.key: True for row in rows}
    for target in undoes.values():
        now = False
        while target in undoes:  # undoing an undoing lets its target stand again, and so on
            stands[target] = now
            target, now = undoes[target], not now  # noqa: PLW2901  # down the chain of undoings
        stands[target] = now
    return {row.key for row in rows if stands[row.key] and row.collection in view.scope}


class _Comparison:
    """Two states of a collection, by the entries that stood."""

    def __init__(
        self, connection: sa.Connection, view: View, first: set[int], second: set[int]
    ) -> None:
        self._connection = connection
        self._view = view
        self._standing = (first, second)

    def spoken_of(self) -> Iterator[list[int]]:
        """Keys of the statements that the entries speak of which stood in one state only."""
        first, second = self._standing
        differing = sorted(first ^ second)
        after = 0
        while differing and (
            keys := self._connection.scalars(_NEXT, {"of": differing, "after": after}).all()
        ):
            yield list(keys)
            after = keys[-1]

    def counting(self, keys: Collection[int]) -> tuple[set[int], set[int]]:
        """Those of these statements that counted in each state."""
        brought = list(fetch_chosen(self._connection, _BROUGHT, keys))
        covered = list(fetch_chosen(self._connection, _COVERED, keys))
        first, second = (
            {row.statement for row in brought if row.entry in standing}
            - _wholly_covered(brought, covered, standing)
            for standing in self._standing
        )
        return first, second

    def together_with(self, keys: set[int]) -> tuple[dict[int, Abstract], dict[int, set[int]]]:
        """These statements and all that are of the same works in either state, and who is near."""
        found: dict[int, Abstract] = {}
        near: dict[int, set[int]] = {}
        while keys:
            rows = fetch_chosen(self._connection, _STATED, keys, scope=self._view.scope)
            new = {row.key: to_statement(row.text_id, row.document) for row in rows}
            found |= new
            links = sameness.near(self._connection, new)
            near |= links
            first, second = self.counting(set().union(*links.values()) - found.keys())
            keys = first | second
        return found, near


def _wholly_covered(
    brought: Iterable[sa.Row[tuple[int, int]]],
    covered: Iterable[sa.Row[tuple[int, int, int]]],
    standing: set[int],
) -> set[int]:
    """The statements of which a standing removal covers every standing bringing."""
    hidden = {(row.brought, row.statement) for row in covered if row.entry in standing}
    left: defaultdict[int, int] = defaultdict(int)
    for row in brought:
        if row.entry in standing:
            left[row.statement] += (row.entry, row.statement) not in hidden
    return {statement for statement, count in left.items() if not count}


def _compared(states: _Comparison) -> Iterator[Difference]:
    seen: set[int] = set()
    for keys in states.spoken_of():
        first, second = states.counting(keys)
        found, near = states.together_with((first ^ second) - seen)
        seen |= found.keys()
        before, after = (_made(found, near, counted) for counted in states.counting(found))
        yield from _differing(before, after)


def _made(
    found: Mapping[int, Abstract], near: Mapping[int, set[int]], counted: set[int]
) -> dict[str, Abstract]:
    """The abstracts that the statements make which counted, by id."""
    joined = Joined()
    for key in sorted(counted):
        joined.root(key)
        for other in near[key] & counted:
            joined.join(key, other)
    made = [sameness.canonical_of([found[key] for key in group]) for group in joined.groups()]
    return {abstract.id: abstract for abstract in made}


def _differing(
    before: Mapping[str, Abstract], after: Mapping[str, Abstract]
) -> Iterator[Difference]:
    for each, old in before.items():
        new = after.get(each)
        if new is None:
            yield Difference(Fate.WENT, old, old, None)
        elif old != new:
            yield Difference(Fate.CHANGED, new, old, new)
    for each, new in after.items():
        if each not in before:
            yield Difference(Fate.CAME, new, None, new)
