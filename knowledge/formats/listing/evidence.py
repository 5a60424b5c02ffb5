"""What a page tells about words and names: the evidence beside the shape of a line."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

_WORD = re.compile(r"[^\W_]+(?:[.'\u2019\u2010\u2011-][^\W_]+)*\+*")
_JOINT = re.compile(r"[-\u2010\u2011]")
_MOST = 200_000


def words_of(text: str) -> set[str]:
    """The words of a text as they are written, and the parts of those with hyphens."""
    found = set(_WORD.findall(text))
    found.update([part for word in found if "-" in word for part in _JOINT.split(word)])
    return found


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one line added to the evidence: the words of its title, and its names, case folded."""

    words: frozenset[str] = frozenset()
    names: tuple[str, ...] = ()


NOTHING = Contribution()


class Evidence:
    """The words and names met so far on a page, and names known before it was read.

    Words of titles and names are counted, so that a line cannot be its own witness. Beyond some
    200,000 of a kind no more are taken in, so that a page of any length needs bounded memory.

    Attributes:
        words: Words of abstracts, as written.
    """

    def __init__(self, known_names: Iterable[str] = ()) -> None:
        self.words: set[str] = set()
        self._title_words: Counter[str] = Counter()
        self._names: Counter[str] = Counter()
        self._given: Counter[str] = Counter()
        self._count(name.casefold() for name in known_names)

    def add_words(self, words: set[str]) -> None:
        """Take in the words of an abstract."""
        if len(self.words) < _MOST:
            self.words |= words

    def add(self, title: str, authors: Iterable[str]) -> Contribution:
        """Take in a line whose boundary was certain; what is returned is its share."""
        mine = Contribution(frozenset(words_of(title)), tuple(name.casefold() for name in authors))
        if len(self._title_words) < _MOST:
            self._title_words.update(mine.words)
        if len(self._names) < _MOST:
            self._count(mine.names)
        return mine

    def _count(self, names: Iterable[str]) -> None:
        for name in names:
            self._names[name] += 1
            if " " in name:
                self._given[name.split(" ", 1)[0]] += 1

    def knows_title_word(self, word: str, mine: Contribution = NOTHING) -> bool:
        """Whether the title of another line holds a word, as written."""
        return self._title_words[word] > (word in mine.words)

    def knows_name(self, name: str, mine: Contribution = NOTHING) -> bool:
        """Whether another line holds a whole name."""
        folded = name.casefold()
        return self._names[folded] > mine.names.count(folded)

    def knows_given(self, token: str, mine: Contribution = NOTHING) -> bool:
        """Whether a name in another line begins with a token."""
        folded = token.casefold()
        return self._given[folded] > sum(name.startswith(folded + " ") for name in mine.names)
