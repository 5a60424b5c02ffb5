"""What was found in a sentence, and how near words stand to each other in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from knowledge.focusing import Focus
from knowledge.model import Span
from knowledge.text import Token, tokenise

REACH = 6
"""A number counts what stands at most so many words from it."""
BEFORE = 0.6
"""What is counted mostly stands behind its number; before it, it is worth so much."""


@dataclass(frozen=True, slots=True)
class Finding:
    """How surely the expected kind of thing stands in a sentence (0 to 1), and where it stands."""

    strength: float
    span: Span | None = None


NOTHING = Finding(0.0)


@lru_cache(maxsize=8192)
def tokens_of(text: str) -> tuple[Token, ...]:
    """The words of a sentence, kept for the next question."""
    return tuple(tokenise(text))


def nearness(focus: Focus, span: Span, tokens: Sequence[Token]) -> float:
    """How near to a span a focus stands: 1 right behind it, less farther off or before it."""
    weights = {a.term: a.weight for a in focus.concept.alternatives}
    inside = [i for i, t in enumerate(tokens) if t.start < span.end and t.end > span.start]
    if not inside:
        return 0.0
    best = 0.0
    first, last = inside[0], inside[-1]
    for position in range(max(0, first - REACH - 1), min(len(tokens), last + REACH + 2)):
        weight = max((weights.get(term, 0.0) for term in tokens[position].terms), default=0.0)
        if not weight:
            continue
        distance = max(position - last - 1, first - position - 1, 0)
        side = BEFORE if position < first else 1.0
        best = max(best, side * weight * (1 - distance / (REACH + 2)))
    return best
