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
        _upgrade(connection, version)


def _upgrade(connection: sa.Connection, version: int) -> None:
    from alembic import command  # noqa: PLC0415  # it costs every start 100 ms
    from alembic.config import Config  # noqa: PLC0415  # likewise

    if not sa.inspect(connection).has_table(schema.version.name):
        schema.version.create(connection)
        now = {"version_num": schema.revision(version)}
        connection.execute(schema.version.insert(), now)
    config = Config()
    config.set_main_option("script_location", str(_STEPS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
