"""One work, once: which statements are of the same work, and the one abstract that they make.

Its numbers: `config/tuned/dedup.toml`.

signatures.py    which texts are held against each other at all: MinHash bands, stored
same_work.py     whether two abstracts are one work: shared words, numbers, titles
titles.py        whether two titles are one: case, accents, letters wrong
merge.py         the one abstract of several statements: whose title, authors, date; its id
best_variant.py  which text it has, where the statements differ
"""

from knowledge.dedup.best_variant import canonical_of
from knowledge.dedup.merge import abstract_id, abstract_of, deduplicate, merge
from knowledge.dedup.same_work import same_work
from knowledge.dedup.signatures import signature, signatures, stated_numbers

__all__ = [
    "abstract_id",
    "abstract_of",
    "canonical_of",
    "deduplicate",
    "merge",
    "same_work",
    "signature",
    "signatures",
    "stated_numbers",
]
