"""The first schema: abstracts with their sources, each collection by itself.

Bases that have it were made whole, before there were steps.
"""

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Nothing: this is where the steps begin."""
