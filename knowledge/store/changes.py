"""What has changed since a generation, for those who keep something derived from a collection."""

from dataclasses import dataclass

import sqlalchemy as sa

from knowledge.store import queries
from knowledge.store.history import RESTORE
from knowledge.store.queries import Holdings, View
from knowledge.store.rows import fetch, fetch_chosen
from knowledge.store.schema import abstracts, entries, shadows, touched, versions
from knowledge.store.version import version as version_of

_ENTRY = sa.select(entries.c.last_statement).where(entries.c.key == sa.bindparam("generation"))
_RESTORED = sa.select(sa.func.max(entries.c.key)).where(entries.c.kind == RESTORE)
_VERSION = (
    sa.select(versions.c.after)
    .where(
        versions.c.collection == sa.bindparam("own"),
        versions.c.entry <= sa.bindparam("generation"),
    )
    .order_by(versions.c.entry.desc())
    .limit(1)
)
_NEW = (
    sa.select(abstracts.c.id)
    .where(
        abstracts.c.position > sa.bindparam("after"),
        abstracts.c.collection.in_(sa.bindparam("scope", expanding=True)),
    )
    .order_by(abstracts.c.position)
)
_TOUCHED = (
    sa.select(touched.c.id)
    .where(
        touched.c.generation > sa.bindparam("generation"),
        touched.c.collection.in_(sa.bindparam("scope", expanding=True)),
    )
    .order_by(touched.c.id)
)
_OWN = sa.select(abstracts.c.id).where(abstracts.c.collection == sa.bindparam("own"))
_UNDER = (
    sa.select(abstracts.c.id)
    .join(shadows, shadows.c.under == abstracts.c.position)
    .where(shadows.c.collection == sa.bindparam("own"))
)
_PLACES = sa.select(abstracts.c.position, abstracts.c.id).where(
    abstracts.c.collection.in_(sa.bindparam("scope", expanding=True)),
    abstracts.c.id.in_(sa.bindparam("chosen", expanding=True)),
)


@dataclass(frozen=True, slots=True)
class Changes:
    """What to do to something that holds a collection as it was, to make it hold what is there now.

    Ids of abstracts: those to put in, in place of what is held under the id, and those to take out.
    An id to take out need not be held. `generation` and `knowledge_version` are of the state that
    this leads to.
    """

    put: tuple[str, ...]
    gone: tuple[str, ...]
    generation: int
    knowledge_version: str


def changes(
    connection: sa.Connection, held: Holdings, generation: int, version: str | None
) -> Changes | None:
    """What has changed since `generation`; None where that cannot be told.

    It cannot where the generation is none of this base's: it was restored from a backup since, or
    another file was put in its place. A generation of 0 is the empty base.
    """
    after = _last_statement(connection, held, generation)
    if after is None or (version and version != version_at(connection, held, generation)):
        return None
    scope = held.view.scope
    new = [row.id for row in fetch(connection, _NEW, {"after": after, "scope": scope})]
    known = {"generation": generation, "scope": scope}
    ids = {row.id for row in fetch(connection, _TOUCHED, known)}.union(new)
    return _leading_to(connection, held, ids)


def changes_from_base(
    connection: sa.Connection, base: Holdings, held: Holdings, generation: int, version: str
) -> Changes | None:
    """What makes of something that holds `base`, as it was, one that holds a server's collection.

    None where what has changed in `base` since cannot be told.
    """
    since = changes(connection, base, generation, version)
    if since is None:
        return None
    own = {"own": held.view.own}
    ids = {*since.put, *since.gone}
    ids.update(connection.scalars(_OWN, own), connection.scalars(_UNDER, own))
    return _leading_to(connection, held, ids)


def _leading_to(connection: sa.Connection, held: Holdings, ids: set[str]) -> Changes:
    """What to do about abstracts that may have come or gone, as the view holds them now."""
    there = _there(connection, held.view, ids)
    return Changes(
        tuple(sorted(there)),
        tuple(sorted(ids - there)),
        held.generation,
        held.knowledge_version,
    )


def _last_statement(connection: sa.Connection, held: Holdings, generation: int) -> int | None:
    if generation > held.generation or generation < (connection.scalar(_RESTORED) or 0):
        return None
    if generation == 0:
        return 0
    last: int | None = connection.scalar(_ENTRY, {"generation": generation})
    return last


def version_at(connection: sa.Connection, held: Holdings, generation: int) -> str | None:
    """The knowledge version that a collection had after an entry."""
    if generation == 0:
        return version_of(0, 0)
    if generation == held.generation:
        return held.knowledge_version
    before = {"own": held.view.own, "generation": generation}
    found: str | None = connection.scalar(_VERSION, before)
    return found


def _there(connection: sa.Connection, view: View, ids: set[str]) -> set[str]:
    """Those of these ids that the view holds."""
    rows = list(fetch_chosen(connection, _PLACES, ids, scope=view.scope))
    hidden = queries.shadowed(connection, view, [row.position for row in rows])
    return {row.id for row in rows if row.position not in hidden}
