"""From a claim to a Verdict.

Its numbers: `config/tuned/claims.toml`.

What a sentence says of a claim is read by the reader. That a negation, another number, an opposite
or swapped names make another claim of nearly the same words is no rule here: the reader has learned
it, from the sentences that `knowledge/reader/training/contrasts.py` turns.

detection.py    which sentences of a message are claims
checker.py      a claim held against the best abstracts: how their votes make a verdict
explanation.py  why a verdict is as it is
"""
