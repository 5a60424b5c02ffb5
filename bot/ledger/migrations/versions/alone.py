"""The first schema: a file of its own beside the knowledge base.

Ledgers that have it were made whole, before there were steps.
"""

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Nothing: this is where the steps begin."""
