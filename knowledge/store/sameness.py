"""Which statements are of the same work, and the one abstract that they make."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import reduce

import sqlalchemy as sa

from knowledge.dedup import merge
from knowledge.model import Abstract
from knowledge.store.fetching import fetch_chosen
from knowledge.store.schema import statements

_OF_TEXT = sa.select(statements.c.key, statements.c.text_id).where(
    statements.c.text_id.in_(sa.bindparam("chosen", expanding=True))
)


def near(connection: sa.Connection, given: Mapping[int, Abstract]) -> dict[int, set[int]]:
    """For statements, by key, the keys of those of the same work, of every collection.

    The relation is symmetric; those that nobody brings are among them, and each statement itself.
    """
    of_text: defaultdict[str, set[int]] = defaultdict(set)
    for row in fetch_chosen(connection, _OF_TEXT, {each.id for each in given.values()}):
        of_text[row.text_id].add(row.key)
    return {key: of_text[statement.id] for key, statement in given.items()}


def keep(connection: sa.Connection, given: Mapping[int, Abstract]) -> None:
    """Remember new statements, by key, for `near`."""


def canonical_of(stated: Iterable[Abstract]) -> Abstract:
    """The abstract that statements of one work make, whatever their order."""
    return reduce(merge, stated)
