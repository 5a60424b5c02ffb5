"""Words of a question that are misspelt or run together, corrected before it is read.

Only words that nobody knows are touched: not in the collection, none that questions are made of.
An English word is only taken for a name of the collection that is one letter away ("lama").
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from knowledge.reasons import Reason, remarks
from knowledge.search.lexicon import Lexicon
from knowledge.search.question_words import asking_words, in_another_language
from knowledge.settings import tuned
from knowledge.text.english import frequency, is_word
from knowledge.text.tokens import Token, fold, stem, tokenise

SHORTEST = 3
LONG = 5
"""Shorter words are only taken for a question word with two letters swapped."""
RARE = tuned().retrieval.rare_word


@dataclass(frozen=True, slots=True)
class Corrected:
    """A question in corrected words; `typed`: for a corrected word, folded, what was typed."""

    text: str
    typed: dict[str, str]
    notes: tuple[Reason, ...]


def read(text: str, lexicon: Lexicon) -> Corrected:
    """Ask for all that may be looked up of a text, and correct the words that are misspelt.

    Afterwards the lexicon knows the corrected text.
    """
    lexicon.read(text)
    corrected = correct(text, lexicon)
    if corrected.text != text:
        lexicon.read(corrected.text)
    return corrected


def correct(text: str, lexicon: Lexicon) -> Corrected:
    """Correct the words that are misspelt; a note tells of each that the collection decided.

    Words of another language are none: there a note says that questions are read as English.
    """
    if in_another_language(text):
        return Corrected(text, {}, (remarks.NotEnglish(),))
    unknown = [(t, word) for t in tokenise(text) if (word := _unknown(t, lexicon))]
    found = lexicon.similar_words({word for _, word in unknown})
    _prefetch(text, unknown, found, lexicon)
    meant = [(t, other) for t, word in unknown if (other := _meant(word, found[word], lexicon))]
    notes = (remarks.Corrected(m, t.surface) for t, m in meant if m not in asking_words())
    typed = {other: token.surface for token, other in meant}
    return Corrected(_replaced(text, meant), typed, tuple(notes))


def _replaced(text: str, meant: Sequence[tuple[Token, str]]) -> str:
    """A text with other words in the places of some."""
    parts: list[str] = []
    done = 0
    for token, other in meant:
        parts += [text[done : token.start], other]
        done = token.end
    return "".join((*parts, text[done:]))


def _prefetch(
    text: str,
    unknown: Sequence[tuple[Token, str]],
    found: Mapping[str, Sequence[str]],
    lexicon: Lexicon,
) -> None:
    """Ask at once for what decides on unknown words, and for the text as it may be read."""
    likely: list[tuple[Token, str]] = []
    names: set[str] = set()
    for token, word in unknown:
        if not is_word(word):
            likely.append((token, _likeliest(word, found[word]) or word))
        elif frequency(word) < RARE:
            names.update(map(stem, found[word]))
            likely.append((token, next(_one_away(word, found[word]), word)))
    if likely:
        lexicon.read(_replaced(text, likely), names)


def _unknown(token: Token, lexicon: Lexicon) -> str | None:
    """A word that nobody knows, folded; None where it is known, or no word to be corrected."""
    word = fold(token.surface)
    if not token.surface.isalpha() or len(word) < SHORTEST or token.stop or word in asking_words():
        return None
    held = any(lexicon.document_frequency(term) for term in (*token.terms, stem(word)))
    return None if held else word


def _meant(word: str, similar: Sequence[str], lexicon: Lexicon) -> str | None:
    """The word that a misspelt one stands for; an English one only stands for a name."""
    if not is_word(word):
        return _likeliest(word, similar)
    if similar and " " in similar[0]:
        return similar[0]  # the collection writes it as two words
    if frequency(word) >= RARE:
        return None
    return next((n for n in _one_away(word, similar) if lexicon.is_name(stem(n))), None)


def _likeliest(word: str, similar: Sequence[str]) -> str | None:
    """A word that questions are made of, unless one of the collection is as near and more usual."""
    asked, held = _asked_with(word), next(iter(similar), None)
    if asked is None or held is None or len(word) < LONG or OSA.distance(held, word) > 1:
        return asked or held
    return held if frequency(held) > frequency(asked) else asked


def _one_away(word: str, similar: Iterable[str]) -> Iterator[str]:
    return (other for other in similar if OSA.distance(other, word) == 1)


@lru_cache(maxsize=4096)
def _asked_with(word: str) -> str | None:
    """The word that questions are made of that `word` misspells by one letter."""
    near = [w for w in asking_words() if len(w) >= SHORTEST and OSA.distance(w, word) == 1]
    near = [w for w in near if _likely(w, word)]
    swapped = sorted(word)
    return min(near, key=lambda w: (sorted(w) != swapped, -len(w), w), default=None)


def _likely(meant: str, word: str) -> bool:
    swapped = sorted(meant) == sorted(word)
    return swapped or (min(len(word), len(meant)) >= LONG - 1 and meant[0] == word[0])
