"""Which words are English: the frequency dictionary that comes with symspellpy.

82,765 words with their frequency in Google's n-grams, as `word count` lines
(https://github.com/mammothb/symspellpy, MIT). For a few words it is searched as it is.
"""

from functools import cache, lru_cache
from importlib.util import find_spec
from itertools import count
from pathlib import Path

COMMON = 50_000_000
"""A word met at least so often is one that everybody uses: about the first 1,500."""
_DICTIONARY = "frequency_dictionary_en_82_765.txt"
_FEW = 20
"""After so many words have been searched for, at half a millisecond each, it pays to parse all."""
_searches = count()


@cache
def _lines() -> bytes:
    spec = find_spec("symspellpy")
    if spec is None or spec.origin is None:
        return b""
    return b"\n" + (Path(spec.origin).parent / _DICTIONARY).read_bytes()


@cache
def _counts() -> dict[bytes, bytes]:
    """The words with how often each is met, to be looked up: it takes 20 ms, and 15 MB."""
    cells = _lines().split()
    return dict(zip(cells[::2], cells[1::2], strict=True))


@lru_cache(maxsize=16384)
def frequency(word: str) -> int:
    """How often a word, in lower case, is met; 0 for what is no English word."""
    if not word.isalpha():
        return 0
    if next(_searches) >= _FEW:
        return int(_counts().get(word.encode(), 0))
    key = b"\n" + word.encode() + b" "
    start = _lines().find(key)
    if start < 0:
        return 0
    begin = start + len(key)
    return int(_lines()[begin : _lines().find(b"\n", begin)])


def is_word(word: str) -> bool:
    """Whether a word, in lower case, is English."""
    return frequency(word) > 0


def common(word: str) -> bool:
    """Whether a word, in lower case, is one that everybody uses."""
    return frequency(word) >= COMMON


def by_frequency() -> list[tuple[str, int]]:
    """All English words with how often each is met, the most frequent first."""
    found = [(word.decode(), int(met)) for word, met in _counts().items()]
    return sorted(((w, n) for w, n in found if w.isalpha()), key=lambda each: (-each[1], each[0]))
