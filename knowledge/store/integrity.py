"""Whether a base is sound: the database's own check, and what follows from what."""

from collections.abc import Iterator

import sqlalchemy as sa

from knowledge.store import queries, version
from knowledge.store.queries import Holdings
from knowledge.store.schema import abstracts, brings, shadows, statements

_BATCH = 1000
_STANDS = sa.exists().where(brings.c.statement == statements.c.key, brings.c.hidden == 0)
_LOOSE = (
    "{} statements are part of an abstract that is not there",
    sa.select(sa.func.count())
    .select_from(statements.outerjoin(abstracts, statements.c.abstract == abstracts.c.position))
    .where(statements.c.abstract.is_not(None), abstracts.c.position.is_(None)),
)
_WRONG = (
    "{} statements count although nothing brings them, or do not although something does",
    sa.select(sa.func.count())
    .select_from(statements)
    .where(statements.c.abstract.is_not(None) != _STANDS),
)
_EMPTY = (
    "{} abstracts have no first statement",
    sa.select(sa.func.count())
    .select_from(abstracts.outerjoin(statements, statements.c.key == abstracts.c.position))
    .where(sa.func.coalesce(statements.c.abstract, -1) != abstracts.c.position),
)
_SHADOWS = (
    "{} abstracts are shadowed by none",
    sa.select(sa.func.count())
    .select_from(shadows.outerjoin(abstracts, shadows.c.over == abstracts.c.position))
    .where(abstracts.c.position.is_(None)),
)


def flaws(connection: sa.Connection) -> Iterator[str]:
    """What is wrong with a base, a sentence each; nothing: it is sound."""
    loose = [
        f"{wording.format(count)}."
        for wording, counting in (_LOOSE, _WRONG, _EMPTY, _SHADOWS)
        if (count := connection.scalar(counting))
    ]
    yield from loose
    if loose:  # what does not hang together cannot be counted
        return
    for name, held in queries.holdings(connection).items():
        yield from _miscounted(connection, name, held)


def _miscounted(connection: sa.Connection, name: str, held: Holdings) -> Iterator[str]:
    """Compare the account of a collection with what it holds."""
    count = sources = total = 0
    for batch in queries.in_batches(connection, held.view, _BATCH, "stored"):
        count += len(batch)
        sources += sum(len(abstract.sources) for abstract in batch)
        total = version.added(total, sum(map(version.digest, batch)))
    if (count, sources) != (held.abstracts, held.sources):
        yield (
            f"“{name}” holds {count} abstracts with {sources} sources, "
            f"not {held.abstracts} with {held.sources}."
        )
    if version.version(total, count) != held.knowledge_version:
        yield f"What “{name}” holds is not of its knowledge version {held.knowledge_version}."
