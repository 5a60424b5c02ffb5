"""How the reader's weights are made: the items that were written for it, and the recipe.

Nothing here is needed to run Footnote. A wheel holds this module alone, for the evaluation.
"""

from pathlib import Path

ITEMS = Path(__file__).parent / "items"
"""A file of JSON Lines for each field; README.md beside them describes the form."""
REPORTED_FIELDS = frozenset({"economics", "physics", "virology"})
TUNED_FIELDS = frozenset({"policy"})
"""Fields that are never trained on: figures are reported on some, confidence is fitted on one."""
