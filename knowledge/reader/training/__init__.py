"""How the reader's weights are made: the items that were written for it, and the recipe.

Nothing here is needed to run Footnote. A wheel holds this module alone, for the evaluation.
"""

import hashlib
from pathlib import Path

ITEMS = Path(__file__).parent / "items"
"""A file of JSON Lines for each field; README.md beside them describes the form."""
REPORTED_FIELDS = frozenset({"economics", "physics", "virology"})
TUNED_FIELDS = frozenset({"policy"})
"""Fields that are never trained on: figures are reported on some, confidence is fitted on one."""
TRAINED_HALF, REPORTED_HALF = 0, 1
"""Halves of SciFact's claims: one is trained on, figures are reported on the other."""


def half_of(claim: int) -> int:
    """In which half of SciFact's claims one is, by its number there."""
    return int(hashlib.sha256(str(claim).encode()).hexdigest(), 16) % 2
