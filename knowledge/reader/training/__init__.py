"""How the reader's weights are made: the items that were written for it, and the recipe.

Nothing here is needed to run Footnote. A wheel holds this module alone, for the evaluation.

trainer.py      the training loop: optimiser, warm-up, checkpoints, the command line
recipe.py       what is trained in which order: data sets, epochs, learning rates, batch sizes
corpora.py      the sets that it is trained on, in one form
epoch.py        windows, negatives, cut passages: what an epoch is made of
contrasts.py    sentences turned: negation, numbers, swapped names
neighbours.py   passages near a question, for negatives
batches.py      batches made, and their order
network.py      the network: encoder and heads
losses.py       losses and their weights
outliers.py     channels evened before 8 bits
onnx_export.py  ONNX files with 8-bit weights
onnx_start.py   an encoder out of an ONNX file, to start from
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
