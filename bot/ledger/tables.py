"""The tables of an opened ledger: made, or brought up to date by Alembic's steps."""

from pathlib import Path

import sqlalchemy as sa

from bot.ledger import schema

_STEPS = Path(__file__).with_name("migrations")


def bring_up(connection: sa.Connection, version: int) -> None:
    """Make the tables of a ledger what they are now, within the caller's transaction.

    Args:
        connection: to its database.
        version: of the schema that is there; 0: nothing is.
    """
    if not version:
        schema.create(connection)
    elif version < schema.VERSION:
        from knowledge.store.upgrade import take_steps  # noqa: PLC0415  # Alembic costs 100 ms

        take_steps(connection, _STEPS, schema.version, schema.revision(version))
