"""What a collection sees, statement by statement: to be stored elsewhere."""

from collections.abc import Iterator

import sqlalchemy as sa

from knowledge.store.documents import to_line
from knowledge.store.queries import View
from knowledge.store.rows import fetch
from knowledge.store.schema import statements

_BATCH = 1000
_NEXT = (
    sa.select(statements.c.key, statements.c.text_id, statements.c.document)
    .where(
        statements.c.key > sa.bindparam("after"),
        statements.c.abstract.is_not(None),
        statements.c.collection.in_(sa.bindparam("scope", expanding=True)),
    )
    .order_by(statements.c.key)
    .limit(_BATCH)
)


def exported(connection: sa.Connection, view: View) -> Iterator[str]:
    """A line of JSON for each statement that counts, in the order in which they were stored."""
    after = 0
    while rows := fetch(connection, _NEXT, {"after": after, "scope": view.scope}):
        yield from (to_line(row.text_id, row.document) for row in rows)
        after = rows[-1].key
