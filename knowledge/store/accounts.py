"""Writing down what a plan changes: abstracts, names, shadows, and the account of the collection.

The account of a server's collection is what it adds to `base`: its own abstracts, less those of
`base` that they shadow.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from knowledge.model import Abstract
from knowledge.store import lookup, queries, sameness, statistics, version
from knowledge.store.backend import Watcher
from knowledge.store.clusters import Cluster, Plan, put_together
from knowledge.store.lookup import Names
from knowledge.store.queries import View
from knowledge.store.rows import fetch, fetch_chosen, insertion, write_rows
from knowledge.store.schema import abstracts, collections, shadows, statements, touched

_ACCOUNT = sa.select(collections).where(collections.c.key == sa.bindparam("of"))
_KEEP_ACCOUNT = collections.update().where(collections.c.key == sa.bindparam("of"))
_JOIN = statements.update().where(statements.c.key == sa.bindparam("of"))
_INSERT = insertion(abstracts, "position", "collection", "id")
_FORGET = abstracts.delete().where(abstracts.c.position == sa.bindparam("at"))
_SHADOWS = sa.select(shadows).where(
    shadows.c.collection == sa.bindparam("own"),
    shadows.c.over.in_(sa.bindparam("chosen", expanding=True)),
)
_LIGHT = shadows.delete().where(
    shadows.c.collection == sa.bindparam("of"), shadows.c.under == sa.bindparam("at")
)


@dataclass(slots=True)
class Account:
    """What a collection holds, as it changes."""

    abstracts: int
    sources: int
    hash_sum: int

    def add(self, sign: int, sources: int, digest: int) -> None:
        """An abstract comes (1) or goes (-1)."""
        self.abstracts += sign
        self.sources += sign * sources
        self.hash_sum = version.added(self.hash_sum, sign * digest)


class Ledger:
    """The derived tables of one collection within a transaction that writes.

    `old_until` is the greatest key of a statement before the transaction: an abstract beyond it is
    new, and found as such by its position; every other change is noted in `touched`. `watcher` is
    told of all of them.
    """

    def __init__(
        self,
        connection: sa.Connection,
        view: View,
        names: Names,
        generation: int,
        *,
        old_until: int,
        watcher: Watcher | None = None,
    ) -> None:
        self.view = view
        self._connection = connection
        self._names = names
        self._generation = generation
        self._old_until = old_until
        self._watcher = watcher
        self._touched: set[str] = set()
        self._tallies: statistics.Tallies | None = None
        if statistics.kept(connection):
            self._tallies = statistics.Tallies(connection, view.own, generation)
        (row,) = fetch(connection, _ACCOUNT, {"of": view.own})
        self._account = Account(row.abstracts, row.sources, int(row.hash_sum, 16))

    def apply(self, planned: Plan) -> Iterable[Cluster]:
        """Carry out a plan; the clusters that it makes."""
        self._part(planned.gone)
        new = {cluster.position: cluster for cluster in put_together(self._connection, planned)}
        old = planned.old
        self._shadow(old, new.values())
        same = {p for p in old.keys() & new.keys() if old[p].abstract == new[p].abstract}
        self._take_away({p: c.abstract for p, c in old.items() if p not in same})
        self._put([cluster for p, cluster in new.items() if p not in same])
        self._join(planned, new.values())
        return new.values()

    def finish(self) -> None:
        """Write the account and what was touched."""
        self._connection.execute(
            _KEEP_ACCOUNT,
            {
                "of": self.view.own,
                "abstracts": self._account.abstracts,
                "sources": self._account.sources,
                "hash_sum": version.to_text(self._account.hash_sum),
                "generation": self._generation,
            },
        )
        place = {"collection": self.view.own, "generation": self._generation}
        if self._touched:
            rows = [place | {"id": each} for each in sorted(self._touched)]
            self._connection.execute(touched.insert(), rows)
        if self._tallies:
            self._tallies.finish()

    def _part(self, gone: Iterable[int]) -> None:
        rows = [{"of": key, "abstract": None} for key in gone]
        if rows:
            self._connection.execute(_JOIN, rows)

    def _join(self, planned: Plan, new: Iterable[Cluster]) -> None:
        """Let statements point to the abstract that they are part of."""
        now = {key: c.position for c in planned.old.values() for key in c.own}
        rows = [
            {"of": key, "abstract": cluster.position}
            for cluster in new
            for key in cluster.own
            if now.get(key, key) != cluster.position
        ]
        if rows:
            self._connection.execute(_JOIN, rows)

    def _take_away(self, gone: Mapping[int, Abstract]) -> None:
        if not gone:
            return
        own = self.view.own
        self._connection.execute(_FORGET, [{"at": position} for position in gone])
        words = [(p, lookup.indexed_words(own, abstract)) for p, abstract in gone.items()]
        self._names.drop(self._connection, words)
        if self._watcher:
            self._watcher([abstract.id for abstract in gone.values()], [])
        if self._tallies:
            self._tallies.count(-1, list(gone.values()))
        for abstract in gone.values():
            self._account.add(-1, len(abstract.sources), version.digest(abstract))
            self._touched.add(abstract.id)

    def _put(self, new: list[Cluster]) -> None:
        if not new:
            return
        own = self.view.own
        rows = [(cluster.position, own, cluster.abstract.id) for cluster in new]
        write_rows(self._connection, _INSERT, rows)
        words = [(c.position, lookup.indexed_words(own, c.abstract)) for c in new]
        self._names.add(self._connection, words)
        if self._watcher:
            self._watcher([], [cluster.abstract for cluster in new])
        if self._tallies:
            self._tallies.count(1, [cluster.abstract for cluster in new])
        for cluster in new:
            abstract = cluster.abstract
            self._account.add(1, len(abstract.sources), version.digest(abstract))
            if cluster.position <= self._old_until:
                self._touched.add(abstract.id)

    def _shadow(self, old: Mapping[int, Cluster], new: Iterable[Cluster]) -> None:
        """Take abstracts of `base` out of sight, or let them be seen again."""
        if self.view.under is None:
            return
        lit = [*fetch_chosen(self._connection, _SHADOWS, old, own=self.view.own)]
        if lit:
            own = self.view.own
            self._connection.execute(_LIGHT, [{"of": own, "at": row.under} for row in lit])
            if self._tallies:
                self._tallies.show([row.under for row in lit])
        for row in lit:
            self._account.add(1, row.sources, int(row.hash, 16))
            self._touched.add(row.id)
        rows = [row for cluster in new for row in self._shadow_rows(cluster)]
        if rows:
            self._connection.execute(shadows.insert(), rows)

    def _shadow_rows(self, cluster: Cluster) -> Iterable[dict[str, object]]:
        below = queries.members(self._connection, cluster.unders)
        for under in cluster.unders:
            abstract = sameness.canonical_of(below[under].values())
            digest = version.digest(abstract)
            if self._tallies:
                self._tallies.hide(under, abstract)
            self._account.add(-1, len(abstract.sources), digest)
            self._touched.add(abstract.id)
            yield {
                "collection": self.view.own,
                "under": under,
                "over": cluster.position,
                "id": abstract.id,
                "sources": len(abstract.sources),
                "hash": version.to_text(digest),
            }
