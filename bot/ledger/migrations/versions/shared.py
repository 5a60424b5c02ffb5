"""A ledger that stands in one database with a base, and that several processes share."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_TABLES = (
    "changes",
    "claims",
    "feedback",
    "golden_runs",
    "goldens",
    "humans_asked",
    "outbox",
    "questions",
    "seen",
    "served",
    "servers",
    "tallies",
    "wishes",
)


def upgrade() -> None:
    """Give the tables names that are nobody else's, and add what several processes need."""
    for name in _TABLES:
        op.rename_table(name, f"ledger_{name}")
    op.add_column(
        "ledger_outbox", sa.Column("keeper", sa.BigInteger, nullable=False, server_default="0")
    )
    op.create_table(
        "ledger_proposals",
        sa.Column("token", sa.Text, primary_key=True),
        sa.Column("guild_id", sa.BigInteger, nullable=False),
        sa.Column("user_id", sa.BigInteger, nullable=False),
        sa.Column("document", sa.JSON, nullable=False),
        sa.Column("until", sa.BigInteger, nullable=False),
    )
    op.create_table("ledger_paces", _key("user_id"), _moment("rested_at"))
    op.create_table("ledger_departures", _key("guild_id"), _moment("at"))


def _key(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, primary_key=True, autoincrement=False)


def _moment(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, nullable=False)
