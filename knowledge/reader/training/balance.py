"""Claims weighed so that words in common with a sentence tell nothing of what it says of them.

Writers refute a claim most easily by changing a word of the sentence, and support one by saying it
in others: a network then takes words in common for a sign against a claim. Weighed as here, claims
that share alike much with the sentence that decides are as often supported as refuted.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from knowledge.reader.training.corpora import NEITHER, REFUTES, SUPPORTS, Example
from knowledge.reader.training.neighbours import words

SHARES = 8
"""The share of a claim's words that are in common is told apart in so many steps."""
BRIEF = (5, 8, 12)
"""Claims of at most so many words, and longer ones, are balanced apart."""
LEAST, MOST = 0.3, 2.5
"""No claim weighs less or more than this."""


def balanced(examples: Sequence[Example]) -> list[Example]:
    """The examples, claims that are supported or refuted weighed; the others as they are."""
    kinds = [_kind(e) if _decided(e) else None for e in examples]
    counts = Counter((k, e.stance) for e, k in _told(examples, kinds))
    found: list[Example] = []
    for example, kind in zip(examples, kinds, strict=True):
        if kind is None:
            found.append(example)
            continue
        both = counts[kind, SUPPORTS] + counts[kind, REFUTES]
        weight = both / 2 / counts[kind, example.stance]
        found.append(replace(example, weight=example.weight * min(max(weight, LEAST), MOST)))
    return found


def _told(
    examples: Sequence[Example], kinds: Sequence[tuple[int, int] | None]
) -> Iterable[tuple[Example, tuple[int, int]]]:
    return ((e, k) for e, k in zip(examples, kinds, strict=True) if k is not None)


def _decided(example: Example) -> bool:
    """Whether it is a claim, and known which of the sentences decide it."""
    return example.answerable is None and example.stance != NEITHER and bool(example.rationale)


def _kind(example: Example) -> tuple[int, int]:
    """How brief a claim is, and how much of it stands in the sentence that is most like it."""
    claimed = words(example.text)
    shared = max(len(claimed & words(example.sentences[n])) for n in example.rationale)
    brief = sum(len(claimed) > most for most in BRIEF)
    return brief, int(shared / max(1, len(claimed)) * (SHARES - 1))
