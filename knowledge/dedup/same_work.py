"""Whether two abstracts are one work: what a common number of their signatures only suggests.

Where it is in doubt they are two. What decides, in this order:

1. they share an identifier, or their texts are the same but for how they are written: one;
2. their titles are the same, or one has none: one where the texts are near to each other, unless
   figures, a repeated name or the authors say that they are two;
3. their titles differ: one only where nothing but noise sets the texts apart, as between a series'
   parts a few words say another thing.

Where one has no text, they are one that share title, year and the name of an author.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from sys import intern

from rapidfuzz.distance import OSA, Levenshtein

from knowledge.dedup.signatures import SHORTEST, TITLE, words
from knowledge.dedup.titles import alike_titles, title_words
from knowledge.model import Abstract, Bibliography
from knowledge.settings import stop_words, tuned
from knowledge.text.canonical import canonical
from knowledge.text.english import american, is_word
from knowledge.text.tokens import fold

NEAR_DUPLICATE = tuned().dedup.near_duplicate
SHORTER = tuned().dedup.shorter
FIGURES = tuned().dedup.figures
SAME_FIGURES = tuned().dedup.same_figures
REPEATED = tuned().dedup.repeated
ALIKE = tuned().dedup.spelt_alike
TWICE = tuned().dedup.twice
NOISE = tuned().dedup.noise

_MOST_WORDS = 16384
_DIGITS = re.compile(r"\d+")
_FIGURE = re.compile(r"\d(?<![^\W_]\d)[^\W_]*")


def same_work(first: Abstract, second: Abstract) -> bool:
    """Whether two abstracts are of the same work. Symmetric."""
    if not set(first.bibliography.identifiers).isdisjoint(second.bibliography.identifiers):
        return True
    if first.id == second.id:
        return True
    if not first.text or not second.text:
        return _stated_alike(first.bibliography, second.bibliography)
    # What is quick to see, where thousands of texts are written in one form.
    if not _same_figures(_figures(first.text), _figures(second.text)):
        return False
    return _told_alike(first, second)


def _stated_alike(first: Bibliography, second: Bibliography) -> bool:
    """Whether what is stated of two works, one of them without an abstract, is of one work."""
    titles = title_words(first.title or ""), title_words(second.title or "")
    years = first.published.year, second.published.year
    if titles[0] != titles[1] or len(titles[0]) < TITLE or years[0] != years[1] or not years[0]:
        return False
    return not _families(first).isdisjoint(_families(second))


def _told_alike(first: Abstract, second: Abstract) -> bool:
    """Whether texts of the same figures tell one work."""
    told = _told(first.text), _told(second.text)
    shorter, longer = sorted(told, key=lambda each: (len(each.words), each.words))
    if not _near(shorter, longer):
        return False
    differences = _differences(shorter.words, longer.words)
    if differences.say_another_thing():
        return False
    stated = first.bibliography, second.bibliography
    if not alike_titles(*(each.title for each in stated)):
        return differences.are_noise(len(shorter.words))
    return not _other_authors(*stated)


@dataclass(frozen=True, slots=True)
class _Told:
    """What a text says: its words, and what stands for the pairs of neighbours."""

    words: tuple[str, ...]
    pairs: frozenset[int]


@lru_cache(maxsize=32)
def _told(text: str) -> _Told:
    said = tuple(map(_AMERICAN.__getitem__, words(text)))
    return _Told(said, frozenset(map(hash, pairwise(said))))


@lru_cache(maxsize=1024)
def _figures(text: str) -> frozenset[str]:
    """The words of a text that begin with a digit."""
    return frozenset(_FIGURE.findall(canonical(text)))


class _American(dict[str, str]):
    """Words in American spelling, each kept once; looked up for every word of a text."""

    def __missing__(self, word: str) -> str:
        if len(self) >= _MOST_WORDS:
            self.clear()
        spelt = self[word] = intern(american(word))
        return spelt


_AMERICAN = _American()


def _near(shorter: _Told, longer: _Told) -> bool:
    if len(shorter.words) < max(SHORTEST, SHORTER * len(longer.words)):
        return False
    if len(shorter.pairs & longer.pairs) < NEAR_DUPLICATE * len(shorter.pairs):
        return False
    return not _other_subject(Counter(shorter.words), Counter(longer.words))


def _same_figures(mine: frozenset[str], theirs: frozenset[str]) -> bool:
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


@dataclass(frozen=True, slots=True)
class _Differences:
    """What one text says where the other says something else, word for word.

    `against`: words against each other; `new`: those of them of which each stands in one of the
    texts alone. `alone`: words between the ends that the other text has nothing for.
    """

    against: tuple[tuple[str, str], ...]
    new: tuple[tuple[str, str], ...]
    alone: tuple[str, ...]

    def say_another_thing(self) -> bool:
        """Whether a number stands for another number, or one word for another throughout."""
        if any(_other_number(*each) for each in self.new):
            return True
        return any(n >= TWICE for n in Counter(e for e in self.new if _restated(*e)).values())

    def are_noise(self, length: int) -> bool:
        """Whether all of it may come from how the texts were copied; of `length` words."""
        if any(word.isdigit() for word in self.alone) or any(map(_true, self.against)):
            return False
        restated = any(_restated(*each) for each in self.against)
        return not restated and len(self.alone) <= NOISE * length


def _differences(shorter: Sequence[str], longer: Sequence[str]) -> _Differences:
    against: list[tuple[str, str]] = []
    alone: list[str] = []
    for mine, theirs in _apart(shorter, longer):
        matched = list(zip(mine, theirs, strict=False))
        against += [each for each in matched if not stop_words().issuperset(each)]
        alone += [*mine[len(matched) :], *theirs[len(matched) :]]
    held, also = frozenset(shorter), frozenset(longer)
    new = tuple((a, b) for a, b in against if a not in also and b not in held)
    return _Differences(tuple(against), new, tuple(alone))


def _apart(
    shorter: Sequence[str], longer: Sequence[str]
) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    """The runs of words that differ, between the first and the last words in common."""
    changes = [op for op in Levenshtein.opcodes(shorter, longer) if op.tag != "equal"]
    for op in changes:
        at_start = op.src_start == 0 or op.dest_start == 0
        at_end = op.src_end == len(shorter) or op.dest_end == len(longer)
        if op.tag == "replace" or not (at_start or at_end):
            yield shorter[op.src_start : op.src_end], longer[op.dest_start : op.dest_end]


def _other_number(mine: str, theirs: str) -> bool:
    """Whether two words are the same but for a number: 12 and 15, `cas9` and `cas13`."""
    numbers = _DIGITS.findall(mine), _DIGITS.findall(theirs)
    return all(numbers) and _DIGITS.sub("", mine) == _DIGITS.sub("", theirs)


def _restated(mine: str, theirs: str) -> bool:
    if mine.isdigit() != theirs.isdigit():
        return False  # a letter that a machine read as a digit
    return _other_number(mine, theirs) or OSA.normalized_similarity(mine, theirs) < ALIKE


def _true(words_against: tuple[str, str]) -> bool:
    """Whether both are true words: a swept wing is no unswept one."""
    return all(map(is_word, words_against))


def _other_authors(first: Bibliography, second: Bibliography) -> bool:
    """Whether both name authors, and no family name is of both."""
    mine, theirs = _families(first), _families(second)
    return bool(mine and theirs) and mine.isdisjoint(theirs)


def _families(stated: Bibliography) -> frozenset[str]:
    """All longer words of the names: which of them is the family name, sources do not agree on."""
    names = (word for name in stated.authors for word in words(name))
    return frozenset(fold(word) for word in names if len(word) > 1)
