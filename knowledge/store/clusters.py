"""The clusters of one collection: which of its statements are one abstract, kept up to date.

Statements of the same work (`sameness.near`) make one abstract, and so do those that others join:
clusters are the connected components. What comes is joined to what it is near to. A cluster that
loses a statement is taken apart and put together anew, because what held it together may be gone.

A server's collection sees `base` below its own. Its clusters hold own statements only, and take in
whole clusters of `base` that an own statement is near to: those are shadowed.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

import sqlalchemy as sa

from knowledge.model import Abstract
from knowledge.store import queries, sameness
from knowledge.store.queries import View
from knowledge.store.rows import fetch_chosen
from knowledge.store.schema import shadows, statements
from knowledge.store.union_find import Joined

_PLACES = sa.select(
    statements.c.key, statements.c.collection, statements.c.abstract, statements.c.text_id
).where(
    statements.c.key.in_(sa.bindparam("chosen", expanding=True)),
    statements.c.abstract.is_not(None),
)
_OWNERS = sa.select(shadows.c.collection, shadows.c.under, shadows.c.over).where(
    shadows.c.under.in_(sa.bindparam("chosen", expanding=True))
)


@dataclass(frozen=True, slots=True)
class Cluster:
    """An abstract, its own statements by key, and the positions in `base` that it shadows."""

    position: int
    abstract: Abstract
    own: Mapping[int, Abstract]
    unders: Collection[int] = ()


_NONE: Mapping[int, Cluster] = {}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a statement that counts stands, and the id of its text."""

    collection: int
    abstract: int
    text_id: str


@dataclass(slots=True)
class Plan:
    """What is to change: clusters that go, by position, and statements to be put together.

    `groups` are the parts of new clusters: keys of loose statements, positions of whole clusters.
    `near` are the neighbours of what came, `places` those of all neighbours, and `stirred` the
    positions of other collections' abstracts that have a neighbour among what came.
    """

    gone: AbstractSet[int]
    old: dict[int, Cluster]
    loose: dict[int, Abstract]
    groups: list[list[int]] = field(default_factory=list)
    near: dict[int, set[int]] = field(default_factory=dict)
    places: dict[int, Place] = field(default_factory=dict)
    stirred: defaultdict[int, set[int]] = field(default_factory=lambda: defaultdict(set))


def capture(
    connection: sa.Connection,
    view: View,
    positions: Collection[int],
    known: Mapping[int, Cluster] = _NONE,
) -> dict[int, Cluster]:
    """The clusters at these positions, as they are now; those that are known are not read."""
    found = {position: known[position] for position in positions if position in known}
    wanted = [position for position in positions if position not in known]
    made = queries.at(connection, view, wanted)
    own = queries.members(connection, wanted)
    unders = queries.taken_in(connection, view.own, wanted) if view.under is not None else {}
    return found | {
        position: Cluster(position, abstract, own[position], unders.get(position, ()))
        for position, abstract in made.items()
    }


def plan(
    connection: sa.Connection,
    view: View,
    come: Mapping[int, Abstract],
    gone: AbstractSet[int],
    broken: Mapping[int, Cluster],
    *,
    known: Mapping[int, Cluster] = _NONE,
) -> Plan:
    """What is to change when statements come (by key, as abstracts of their own now) and go.

    Args:
        connection: within a transaction that writes.
        view: the collection's.
        come: new statements, or such as count again.
        gone: keys of those that count no more, all of them in clusters of `broken`.
        broken: clusters to take apart, as they are, or were before `base` changed.
        known: clusters that need not be read, as they are now.
    """
    kept = {k: s for c in broken.values() for k, s in c.own.items() if k not in gone}
    planned = Plan(gone, dict(broken), {**kept, **come})
    planned.near = sameness.near(connection, planned.loose)
    outside = set().union(*planned.near.values()) - planned.loose.keys() - gone
    planned.places = places(connection, outside)
    joined = Joined()
    _join_neighbours(planned, view, joined)
    _join_whole(connection, planned, view, joined, known)
    planned.groups = [g for g in joined.groups() if not planned.loose.keys().isdisjoint(g)]
    return planned


def places(connection: sa.Connection, keys: Iterable[int]) -> dict[int, Place]:
    """Where those of these statements stand that count."""
    return {
        row.key: Place(row.collection, row.abstract, row.text_id)
        for row in fetch_chosen(connection, _PLACES, keys)
    }


def owners(connection: sa.Connection, unders: Iterable[int]) -> dict[int, set[int]]:
    """The positions of abstracts that shadow one of `unders`, by collection."""
    found: defaultdict[int, set[int]] = defaultdict(set)
    for row in fetch_chosen(connection, _OWNERS, unders):
        found[row.collection].add(row.over)
    return found


def _join_neighbours(planned: Plan, view: View, joined: Joined) -> None:
    first_of: dict[int, int] = {}  # statements that share a set are joined to its first alone
    for key, near in planned.near.items():
        joined.root(key)
        first = first_of.setdefault(id(near), key)
        if first != key and key in near:
            joined.join(first, key)
            continue
        for other in near:
            if other in planned.loose:
                joined.join(key, other)
            elif place := planned.places.get(other):
                if place.collection in view.scope:
                    joined.join(key, place.abstract)
                else:
                    planned.stirred[place.collection].add(place.abstract)


def _join_whole(
    connection: sa.Connection,
    planned: Plan,
    view: View,
    joined: Joined,
    known: Mapping[int, Cluster],
) -> None:
    """Join whole clusters that are met to what they shadow, and what shadows them."""
    met = {p.abstract: p.collection for p in planned.places.values() if p.collection in view.scope}
    own = {position for position, collection in met.items() if collection == view.own}
    if view.under is not None:
        unders = [position for position in met if position not in own]
        for row in fetch_chosen(connection, _OWNERS, unders):
            if row.collection == view.own and row.over not in planned.old:
                joined.join(row.under, row.over)
                own.add(row.over)
    whole = capture(connection, view, own, known)
    planned.old |= whole
    for position, cluster in whole.items():
        for under in cluster.unders:
            joined.join(position, under)


def put_together(connection: sa.Connection, planned: Plan) -> Iterator[Cluster]:
    """The new clusters of a plan, once `base` is as it will be."""
    parts = [_parts(planned, group) for group in planned.groups]
    unders = [under for _, each in parts for under in each]
    below = queries.members(connection, unders)
    for own, taken_in in parts:
        stated = [*own.values(), *(s for under in taken_in for s in below[under].values())]
        abstract = sameness.canonical_of(stated) if len(stated) > 1 else stated[0]
        yield Cluster(min(own), abstract, own, taken_in)


def _parts(planned: Plan, group: list[int]) -> tuple[dict[int, Abstract], list[int]]:
    """The own statements of a group, and the positions in `base` that it takes in."""
    own: dict[int, Abstract] = {}
    unders = []
    for node in group:
        if node in planned.loose:
            own[node] = planned.loose[node]
        elif node in planned.old:
            own |= planned.old[node].own
        else:
            unders.append(node)
    return own, unders
