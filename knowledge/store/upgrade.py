"""An older base brought up to date: Alembic's steps, then all that follows made anew."""

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from knowledge.store import derivation, schema, statistics
from knowledge.store.lookup import Names

_STEPS = Path(__file__).with_name("migrations")
_DERIVED_ALIKE = 3
"""From this version on, what follows from the statements is the same, but for what is counted."""


def take_steps(connection: sa.Connection, steps: Path, reached: sa.Table, revision: str) -> None:
    """Take Alembic's steps to the last, within the caller's transaction.

    Args:
        connection: to the database.
        steps: the folder of the steps.
        reached: Alembic's table of the step that was taken last, made where it is missing.
        revision: the step that stands in it then.
    """
    if not sa.inspect(connection).has_table(reached.name):
        reached.create(connection)
        connection.execute(reached.insert(), {"version_num": revision})
    config = Config()
    config.set_main_option("script_location", str(steps).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def upgrade(connection: sa.Connection, names: Names, version: int) -> None:
    """Bring a base of schema `version` up to date, within the caller's transaction."""
    take_steps(connection, _STEPS, schema.alembic_version, schema.revision(version))
    if version < _DERIVED_ALIKE or statistics.kept(connection):
        derivation.rederive(connection, names)
