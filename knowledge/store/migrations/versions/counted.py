"""What is counted of collections, for an engine that many processes share: in PostgreSQL alone.

It is counted anew after the step, with all else that follows from the statements.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the tables."""
    if op.get_bind().dialect.name != "postgresql":
        return
    op.create_table(
        "counts",
        *_numbers("collection"),
        sa.Column("kind", sa.SmallInteger, nullable=False),
        sa.Column("key", sa.Text(collation="C"), nullable=False),
        *_numbers("generation", "held", "capital", "lower"),
    )
    op.create_index("counts_by_key", "counts", ["key", "kind", "collection"])
    op.create_index("counts_by_generation", "counts", ["generation"])
    op.create_index(
        "counts_by_ends",
        "counts",
        [sa.text("(left(key, 1) || right(key, 3))")],
        postgresql_where=sa.text("kind = 2 AND length(key) > 3"),
    )
    op.create_table(
        "lengths",
        *_numbers("collection", "generation"),
        sa.Column("abstracts", sa.BigInteger, nullable=False),
        sa.Column("length", sa.BigInteger, nullable=False),
    )
    op.create_index("ix_lengths_collection", "lengths", ["collection"])
    op.create_table(
        "hidden",
        sa.Column("collection", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("under", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("document", sa.Text, nullable=False),
    )
    op.create_table("counted", sa.Column("base", sa.Text, nullable=False), *_numbers("folded"))
    op.execute("INSERT INTO counted VALUES (md5(random()::text || clock_timestamp()), 0)")


def _numbers(*names: str) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.Integer, nullable=False) for name in names]
