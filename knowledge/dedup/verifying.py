"""Whether two abstracts are one work: what a common number of their signatures only suggests."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from rapidfuzz.distance import OSA

from knowledge.british import american
from knowledge.dedup.signatures import SHORTEST, words
from knowledge.model import Abstract

SHARED = 0.62
"""So many of the pairs of neighbouring words of the shorter text stand in the longer one at least.
An edit in every twentieth word leaves 0.9 of them; two texts that share two fifths, 0.4."""
SHORTER = 0.5
"""A text of less than this share of the other's words is an extract, and no copy."""
FIGURES = 3
SAME_FIGURES = 0.6
"""Where both have at least so many distinct numbers, this share of the fewer is in common."""
REPEATED = 3
ALIKE = 0.6
"""A word that only one text has, so often, against one that only the other has, names another
subject; unless they are spelt alike."""


def same_work(first: Abstract, second: Abstract) -> bool:
    """Whether two abstracts are of the same work. Symmetric.

    They are where they share an identifier, where their texts are the same but for how they are
    written, or where one is the other with few words edited, some cut off or put in front. They are
    not where figures or a repeated name differ throughout, as with two studies told in one form.
    """
    if not set(first.bibliography.identifiers).isdisjoint(second.bibliography.identifiers):
        return True
    if first.id == second.id:
        return True
    return _alike(_spelt(first), _spelt(second))


def _spelt(abstract: Abstract) -> list[str]:
    return [american(word) for word in words(abstract.text)]


def _alike(first: list[str], second: list[str]) -> bool:
    shorter, longer = sorted((first, second), key=lambda said: (len(said), said))
    if len(shorter) < max(SHORTEST, SHORTER * len(longer)):
        return False
    mine, theirs = _pairs(shorter), _pairs(longer)
    if (mine & theirs).total() < SHARED * mine.total():
        return False
    return _same_figures(shorter, longer) and not _other_subject(Counter(shorter), Counter(longer))


def _pairs(said: Sequence[str]) -> Counter[tuple[str, str]]:
    return Counter(pairwise(said))


def _same_figures(first: Sequence[str], second: Sequence[str]) -> bool:
    mine, theirs = ({word for word in said if word[0].isdigit()} for said in (first, second))
    fewer = min(len(mine), len(theirs))
    return fewer < FIGURES or len(mine & theirs) >= SAME_FIGURES * fewer


def _other_subject(first: Counter[str], second: Counter[str]) -> bool:
    """Whether each text says a word again and again for which the other has nothing like it."""
    mine, theirs = _often(first, second), _often(second, first)
    return _foreign(mine, theirs) and _foreign(theirs, mine)


def _often(said: Counter[str], other: Counter[str]) -> list[str]:
    return [word for word, count in said.items() if count >= REPEATED and word not in other]


def _foreign(said: Sequence[str], others: Sequence[str]) -> bool:
    return any(all(OSA.normalized_similarity(w, o) < ALIKE for o in others) for w in said)
