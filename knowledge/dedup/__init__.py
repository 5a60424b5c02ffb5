"""One work, once: which statements are of the same work, and the one abstract that they make."""

from knowledge.dedup.merge import abstract_id, abstract_of, deduplicate, merge
from knowledge.dedup.same_work import same_work
from knowledge.dedup.signatures import signature, signatures, stated_numbers
from knowledge.dedup.variants import canonical_of

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
