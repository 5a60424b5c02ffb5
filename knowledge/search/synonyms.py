"""What stands for a word whatever a collection holds: its synonyms, and what it is short for.

They are in `config/english/synonyms.toml`.
"""

from collections.abc import Iterator
from functools import cache

from knowledge.settings import english, tuned
from knowledge.text.tokens import fold, stem

SYNONYM_WEIGHT = tuned().retrieval.synonym
SHORT_FORM_WEIGHT = tuned().retrieval.short_form


@cache
def synonyms() -> dict[str, tuple[str, ...]]:
    """For a stem, the stems of words that mean nearly the same."""
    found: dict[str, dict[str, None]] = {}
    for line in english("synonyms")["groups"]:
        group = dict.fromkeys(stem(word) for word in line.split())
        for member in group:
            found.setdefault(member, {}).update(group)
    return {member: tuple(o for o in others if o != member) for member, others in found.items()}


def expanded(word: str) -> Iterator[tuple[str, float]]:
    """A word's own term, what it is short for, and its synonyms."""
    term = stem(word)
    yield term, 1.0
    for long in english("synonyms")["abbreviations"].get(fold(word), "").split():
        yield stem(long), SHORT_FORM_WEIGHT
        for other in synonyms().get(stem(long), ()):
            yield other, SYNONYM_WEIGHT
    for other in synonyms().get(term, ()):
        yield other, SYNONYM_WEIGHT
