"""The concepts of a question, each with every term that stands for it in this collection."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.search.correction import Corrected
from knowledge.search.engines.retriever import Alternative, Concept
from knowledge.search.lexicon import LONGEST_COMPOUND, Lexicon, joined
from knowledge.search.synonyms import expanded
from knowledge.settings import tuned
from knowledge.text.tokens import Token, fold, stem, tokenise

PART_WEIGHT = tuned().retrieval.part
SPACED_PART_WEIGHT = tuned().retrieval.spaced_part
USUAL = 2
"""Words that are met more than so many times as often by themselves are no one word."""
_VERSION = re.compile(r"\d(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Focus:
    """A concept of the question as typed, and what is known of it.

    `name`: it looks like a name or a number. `known`: the collection holds one of its terms.
    `start`: where it stands in the corrected question.
    """

    concept: Concept
    name: bool
    known: bool
    start: int

    @property
    def terms(self) -> frozenset[str]:
        """All terms that stand for it."""
        return frozenset(a.term for a in self.concept.alternatives)


def foci_of(corrected: Corrected, lexicon: Lexicon, dropped: frozenset[str]) -> tuple[Focus, ...]:
    """The foci of a question, in order; `dropped` are stems of words that carry no focus."""
    text = corrected.text
    tokens = [token for token in tokenise(text) if not token.stop]
    foci = []
    for sides in _either(list(_compounds(tokens, text, lexicon)), text):
        read = [_focus(group, corrected, lexicon, dropped) for group in sides]
        asked = text[sides[0][0].start : sides[-1][-1].end]
        focus = _merged([side for side in read if side is not None], _as_typed(asked, corrected))
        if focus is not None:
            foci.append(focus)
    worded = any(not char.isdigit() for focus in foci for char in focus.concept.surface)
    return tuple(foci) if worded else ()  # bare numbers ask for nothing


def _either(groups: list[list[Token]], text: str) -> list[list[list[Token]]]:
    """Groups of words; the two sides of "dense or sparse" together, as either will do."""
    joined: list[list[list[Token]]] = []
    for group in groups:
        before = text[joined[-1][-1][-1].end : group[0].start] if joined else ""
        if before.split() in (["or"], ["or", "a"], ["or", "an"], ["or", "the"]):
            joined[-1].append(group)
        else:
            joined.append([group])
    return joined


def _compounds(tokens: list[Token], text: str, lexicon: Lexicon) -> Iterator[list[Token]]:
    """Words that the collection writes as one, such as `data set` or `Llama 3`, together."""
    index = 0
    while index < len(tokens):
        for length in range(min(LONGEST_COMPOUND, len(tokens) - index), 1, -1):
            group = tokens[index : index + length]
            between = text[group[0].start : group[-1].end]
            whole = joined(group)
            # The stemmer may take the last word for an ending: "emergentabilities" -> "emergent".
            first = "".join(fold(token.surface) for token in group[:-1])
            is_whole = whole[-1].isdigit() or len(whole) > len(first) + 1
            held = _is_usual(group, lexicon) or _is_version(group, lexicon)
            if is_whole and held and len(between.split()) == length:
                break
        else:
            group = tokens[index : index + 1]
        yield group
        index += len(group)


def _is_usual(group: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether words are written as one about as often as each of them by itself.

    "data set" is a dataset where that is the usual word; a single "black-silicon" among many papers
    on black silicon makes no one word of it. With digits it is a name, however seldom it is met.
    """
    whole = lexicon.document_frequency(joined(group))
    if not whole or any(not token.surface.isalpha() for token in group):
        return bool(whole)
    return USUAL * whole >= min(lexicon.document_frequency(token.terms[0]) for token in group)


def _is_version(group: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether a group is a name with its version: `Claude 4` is another thing than `Claude 3`."""
    name, version = group[0], group[-1].surface.removesuffix("'s")
    return (
        len(group) == 2  # noqa: PLR2004  # a name and a version
        and _VERSION.fullmatch(version) is not None
        and lexicon.is_name(name.terms[0])
    )


def _focus(
    group: Sequence[Token], corrected: Corrected, lexicon: Lexicon, dropped: frozenset[str]
) -> Focus | None:
    text = corrected.text
    surface = text[group[0].start : group[-1].end]
    word = fold(surface)
    name = any(looks_like_name(token, text) for token in group)
    if len(group) == 1 and not name and stem(word) in dropped:
        return None
    name = name or any(lexicon.is_name(token.terms[0]) for token in group)
    alternatives = dict(_alternatives(group))
    if not name and len(group) == 1:
        _add_near_words(alternatives, word, lexicon)
    if len(group) > 1 and not lexicon.document_frequency(joined(group)):
        alternatives = {joined(group): 1.0}  # another version: its name alone stands for nothing
    known = {t: w for t, w in alternatives.items() if lexicon.document_frequency(t)}
    terms = known or {joined(group) if len(group) > 1 else group[0].terms[0]: 1.0}
    concept = Concept(
        _as_typed(surface, corrected), tuple(Alternative(t, w) for t, w in terms.items())
    )
    return Focus(concept, name, bool(known), group[0].start)


def _as_typed(surface: str, corrected: Corrected) -> str:
    """Words of the corrected question as they were typed."""
    return " ".join(corrected.typed.get(word, word) for word in surface.split(" "))


def _merged(sides: Sequence[Focus], surface: str) -> Focus | None:
    """One focus that any of its sides covers; None where there is no side."""
    known = [side for side in sides if side.known] or list(sides)
    if len(known) <= 1:
        return known[0] if known else None
    alternatives = tuple(a for side in known for a in side.concept.alternatives)
    name = all(side.name for side in known)
    return Focus(Concept(surface, alternatives), name, known[0].known, sides[0].start)


def _add_near_words(alternatives: dict[str, float], word: str, lexicon: Lexicon) -> None:
    for other, nearness in lexicon.near_words(word):
        term = stem(other)
        alternatives[term] = max(alternatives.get(term, 0.0), nearness)


def _alternatives(group: Sequence[Token]) -> Iterator[tuple[str, float]]:
    if len(group) > 1:
        yield joined(group), 1.0
        for token in group:
            yield token.terms[0], SPACED_PART_WEIGHT
        return
    token = group[0]
    yield from ((term, PART_WEIGHT) for term in reversed(_parts(token)))
    yield from reversed(list(expanded(token.surface)))
    yield token.terms[0], 1.0


def _parts(token: Token) -> list[str]:
    """The parts by which a compound is found too; those of `GPT-5` say nothing of it."""
    parts = list(token.terms[1:])
    if token.terms[0][-1].isdigit() and token.terms[0][0].isalpha():
        return [part for part in parts if not part.isalpha() and not part.isdigit()]
    return parts


def looks_like_name(token: Token, text: str) -> bool:
    """Whether a word of a text has a digit or a capital that no sentence asks for."""
    surface = token.surface
    if any(c.isdigit() for c in surface) or any(c.isupper() for c in surface[1:]):
        return True
    sentence_start = token.start == 0 or text[: token.start].rstrip()[-1:] in {".", "?", "!", ":"}
    return surface[0].isupper() and not sentence_start
