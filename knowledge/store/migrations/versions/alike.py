"""Works that are alike are told apart better: what was made one is made anew.

Nothing of what was given changes.
"""

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Nothing: what follows from the statements is made anew after every step."""
