"""A change of the base: one entry of the history, made within one transaction."""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

import sqlalchemy as sa

from knowledge.errors import StoreError
from knowledge.model import Abstract
from knowledge.store import clusters, queries, schema
from knowledge.store.accounts import Ledger
from knowledge.store.backend import Watcher
from knowledge.store.clusters import Plan
from knowledge.store.lookup import Names
from knowledge.store.queries import Holdings
from knowledge.store.schema import entries, statements, versions

_LAST_STATEMENT = sa.select(sa.func.coalesce(sa.func.max(statements.c.key), 0))
_LARGE = 50
_MOST_LARGE = 100
"""Clusters of so many statements, and so many of these, are remembered while a change goes on."""
_FINISH = entries.update().where(entries.c.key == sa.bindparam("of"))


@dataclass(frozen=True, slots=True)
class Deed:
    """What somebody does to a collection: when, who, and to what in their own words."""

    kind: str
    at: dt.datetime
    who: str
    what: Sequence[str] = ()
    undoes: int | None = None


@dataclass(slots=True)
class Tally:
    """What a change has done, in numbers."""

    counts: dict[str, int] = field(default_factory=dict)

    def add(self, name: str, number: int = 1) -> None:
        """Count more of something."""
        self.counts[name] = self.counts.get(name, 0) + number

    def settle(self, gained: int) -> None:
        """Count as added what the collection has gained: a record may make two abstracts one."""
        if "abstracts_added" not in self.counts:
            return
        too_many = self.counts["abstracts_added"] - max(0, gained)
        self.add("abstracts_added", -too_many)
        self.add("near_duplicates", too_many)


class Change:
    """A change under way: an entry, and what it does to its collection and those above it."""

    def __init__(
        self,
        connection: sa.Connection,
        names: Names,
        collection: str,
        deed: Deed,
        watcher: Watcher | None = None,
    ) -> None:
        self.connection = connection
        self.collection = collection
        self.tally = Tally()
        self.last_statement: int = connection.scalars(_LAST_STATEMENT).one()
        self._names = names
        self._before = queries.holdings(connection)
        self.view = self._before[collection].view
        self.entry = enter(connection, self.view.own, deed, self.last_statement)
        self._old_until = self.last_statement
        self._ledgers: dict[int, Ledger] = {}
        self._large: dict[int, clusters.Cluster] = {}  # which are likely to be met again
        # Of what a server's collection sees, some is hidden and seen again: that is not told.
        self._watcher = watcher if self.view.under is None else None
        self._ledger(self.view)

    @property
    def before(self) -> Holdings:
        """What the collection saw before."""
        return self._before[self.collection]

    def plan(self, come: Mapping[int, Abstract], gone: AbstractSet[int] = frozenset()) -> Plan:
        """What is to change where statements come and go; see `clusters.plan`."""
        places = clusters.places(self.connection, gone)
        broken = clusters.capture(
            self.connection, self.view, {place.abstract for place in places.values()}
        )
        return clusters.plan(self.connection, self.view, come, gone, broken, known=self._large)

    def apply(self, planned: Plan) -> None:
        """Carry out a plan, and bring the collections above up to date."""
        above = self._above(planned)
        made = self._ledger(self.view).apply(planned)
        for position in planned.old:
            self._large.pop(position, None)
        self._large.update((c.position, c) for c in made if len(c.own) >= _LARGE)
        if len(self._large) > _MOST_LARGE:
            self._large.clear()
        for view, broken in above:
            again = clusters.plan(self.connection, view, {}, frozenset(), broken)
            self._ledger(view).apply(again)

    def finish(self) -> Holdings:
        """Write the entry; what the collection sees now."""
        for ledger in self._ledgers.values():
            ledger.finish()
        now = queries.holdings(self.connection)
        self.tally.settle(now[self.collection].abstracts - self.before.abstracts)
        self.connection.execute(
            _FINISH,
            {
                "of": self.entry,
                "counts": json.dumps(self.tally.counts),
                "last_statement": self.last_statement,
            },
        )
        changed = now if self.view.under is None else [self.collection]
        rows = [
            {
                "entry": self.entry,
                "collection": now[name].view.own,
                "before": self._before[name].knowledge_version,
                "after": now[name].knowledge_version,
            }
            for name in changed
        ]
        self.connection.execute(versions.insert(), rows)
        return now[self.collection]

    def _above(self, planned: Plan) -> list[tuple[queries.View, dict[int, clusters.Cluster]]]:
        """The clusters of other collections that a plan for `base` touches, as they are."""
        if self.view.under is not None:
            return []
        touched = clusters.owners(self.connection, planned.old)
        for collection, positions in planned.stirred.items():
            touched.setdefault(collection, set()).update(positions)
        views = [queries.View(collection, self.view.own) for collection in sorted(touched)]
        return [
            (view, clusters.capture(self.connection, view, touched[view.own])) for view in views
        ]

    def _ledger(self, view: queries.View) -> Ledger:
        if view.own not in self._ledgers:
            watcher = self._watcher if view == self.view else None
            self._ledgers[view.own] = Ledger(
                self.connection,
                view,
                self._names,
                self.entry,
                old_until=self._old_until,
                watcher=watcher,
            )
        return self._ledgers[view.own]


def enter(
    connection: sa.Connection, collection: int, deed: Deed, until: int, key: int | None = None
) -> int:
    """Begin an entry of the history; its number."""
    row = {
        "collection": collection,
        "kind": deed.kind,
        "at": deed.at.astimezone(dt.UTC).isoformat(),
        "who": deed.who,
        "what": json.dumps(list(deed.what), ensure_ascii=False),
        "counts": "{}",
        "undoes": deed.undoes,
        "active": True,
        "last_statement": until,
    }
    if key is not None:
        row["key"] = key
    made: int = connection.execute(entries.insert().returning(entries.c.key), row).scalar_one()
    return made


def ensure(connection: sa.Connection, name: str) -> None:
    """Make a collection where it is missing.

    Raises:
        StoreError: if the name is empty or not made of printable characters.
    """
    check_name(name)
    if name not in queries.holdings(connection):
        schema.add_collection(connection, name)


def check_name(name: str) -> None:
    """Refuse what cannot be the name of a collection.

    Raises:
        StoreError: if it is empty or not made of printable characters.
    """
    if not name or not name.isprintable():
        raise StoreError("A collection needs a name of printable characters.")
