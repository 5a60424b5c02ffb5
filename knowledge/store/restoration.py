"""The entry that a restored base gets before it is put in place."""

from collections.abc import Mapping

import sqlalchemy as sa

from knowledge.store import queries, version
from knowledge.store.change import Deed, enter
from knowledge.store.queries import Holdings
from knowledge.store.schema import BASE, collections, entries, statements, versions

_LAST_ENTRY = sa.select(sa.func.coalesce(sa.func.max(entries.c.key), 0))
_LAST_STATEMENT = sa.select(sa.func.coalesce(sa.func.max(statements.c.key), 0))


def note(connection: sa.Connection, deed: Deed, before: Mapping[str, Holdings]) -> None:
    """Write down in a base that it takes the place of another, which held what `before` says.

    The entry's number is greater than any that either base has, so that nobody takes what they
    keep of the one for what the other had then.
    """
    held = queries.holdings(connection)
    last = max(connection.scalars(_LAST_ENTRY).one(), *(h.generation for h in before.values()))
    until = connection.scalars(_LAST_STATEMENT).one()
    entry = enter(connection, held[BASE].view.own, deed, until, key=last + 1)
    rows = [
        {
            "entry": entry,
            "collection": each.view.own,
            "before": before[name].knowledge_version if name in before else version.version(0, 0),
            "after": each.knowledge_version,
        }
        for name, each in held.items()
    ]
    connection.execute(versions.insert(), rows)
    connection.execute(collections.update().values(generation=entry))
