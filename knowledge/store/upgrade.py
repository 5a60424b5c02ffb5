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


def upgrade(connection: sa.Connection, names: Names, version: int) -> None:
    """Bring a base of schema `version` up to date, within the caller's transaction."""
    if not sa.inspect(connection).has_table(schema.alembic_version.name):
        schema.alembic_version.create(connection)
        now = {"version_num": schema.revision(version)}
        connection.execute(schema.alembic_version.insert(), now)
    config = Config()
    config.set_main_option("script_location", str(_STEPS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    if version < _DERIVED_ALIKE or statistics.kept(connection):
        derivation.rederive(connection, names)
