"""Making anew what follows from the statements: abstracts, names, shadows and accounts."""

import sqlalchemy as sa

from knowledge.store import clusters, queries, sameness, statistics, version
from knowledge.store.accounts import Ledger
from knowledge.store.documents import to_statement
from knowledge.store.lookup import Names
from knowledge.store.queries import View
from knowledge.store.rows import fetch
from knowledge.store.schema import DERIVED, brings, collections, entries, statements, versions

_BATCH = 500
_NEXT = (
    sa.select(statements.c.key, statements.c.text_id, statements.c.document)
    .where(
        statements.c.key > sa.bindparam("after"),
        statements.c.collection == sa.bindparam("own"),
        sa.exists().where(brings.c.statement == statements.c.key, brings.c.hidden == 0),
    )
    .order_by(statements.c.key)
    .limit(_BATCH)
)
_STAND = (
    statements.update()
    .where(statements.c.key.in_(sa.bindparam("chosen", expanding=True)))
    .values(abstract=statements.c.key)
)
_WITHOUT_VERSION = sa.select(entries.c.key, entries.c.collection).where(
    ~sa.exists().where(versions.c.entry == entries.c.key)
)


def rederive(connection: sa.Connection, names: Names) -> None:
    """Derive everything anew, within the caller's transaction."""
    connection.execute(sa.text(names.clear))
    for table in DERIVED:
        connection.execute(table.delete())
    if statistics.kept(connection):
        statistics.clear(connection)
    connection.execute(statements.update().values(abstract=None))
    connection.execute(collections.update().values(abstracts=0, sources=0, hash_sum="0"))
    generation = connection.scalar(sa.select(sa.func.max(entries.c.key))) or 0
    sameness.keep_all(connection)
    for held in list(queries.holdings(connection).values()):
        _fill(connection, names, held.view, generation)
    _note_versions(connection)


def _fill(connection: sa.Connection, names: Names, view: View, generation: int) -> None:
    ledger = Ledger(connection, view, names, generation, old_until=0)
    after = 0
    while rows := fetch(connection, _NEXT, {"after": after, "own": view.own}):
        come = {row.key: to_statement(row.text_id, row.document) for row in rows}
        connection.execute(_STAND, {"chosen": list(come)})
        ledger.apply(clusters.plan(connection, view, come, frozenset(), {}))
        after = rows[-1].key
    ledger.finish()


def _note_versions(connection: sa.Connection) -> None:
    """Give entries that come from before the history the versions that they led to."""
    held = {each.view.own: each for each in queries.holdings(connection).values()}
    for entry, collection in connection.execute(_WITHOUT_VERSION).all():
        led_to = {
            "entry": entry,
            "collection": collection,
            "before": version.version(0, 0),
            "after": held[collection].knowledge_version,
        }
        connection.execute(versions.insert(), led_to)
