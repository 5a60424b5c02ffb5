"""One work, once: which statements are of the same work, and the one abstract that they make."""

from knowledge.dedup.choosing import canonical_of
from knowledge.dedup.merging import abstract_id, abstract_of, deduplicate, merge
from knowledge.dedup.signatures import signature, signatures
from knowledge.dedup.verifying import same_work

__all__ = [
    "abstract_id",
    "abstract_of",
    "canonical_of",
    "deduplicate",
    "merge",
    "same_work",
    "signature",
    "signatures",
]
