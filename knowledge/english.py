"""Which words are English: the frequency dictionary that comes with symspellpy.

82,765 words with their frequency in Google's n-grams, as `word count` lines
(https://github.com/mammothb/symspellpy, MIT). For a few words it is searched as it is.
"""

from collections import defaultdict
from functools import cache, lru_cache
from importlib.util import find_spec
from itertools import count
from pathlib import Path

COMMON = 50_000_000
"""A word met at least so often is one that everybody uses: about the first 1,500."""
_DICTIONARY = "frequency_dictionary_en_82_765.txt"
_FEW = 20
"""After so many words have been searched for, at half a millisecond each, it pays to file all."""
_HEAD = 3
_searches = count()


@cache
def _lines() -> bytes:
    spec = find_spec("symspellpy")
    if spec is None or spec.origin is None:
        return b""
    return b"\n" + (Path(spec.origin).parent / _DICTIONARY).read_bytes()


@cache
def _filed() -> dict[bytes, bytes]:
    """The lines, filed by the first letters of their words.

    It takes 40 ms and 2 MB; each word by itself would take 10 MB.
    """
    filed: defaultdict[bytes, list[bytes]] = defaultdict(list)
    for line in filter(None, _lines().splitlines()):
        filed[line.split(b" ")[0][:_HEAD]].append(line)
    return {head: b"\n".join((b"", *lines, b"")) for head, lines in filed.items()}


@lru_cache(maxsize=16384)
def frequency(word: str) -> int:
    """How often a word, in lower case, is met; 0 for what is no English word."""
    if not word.isalpha():
        return 0
    written = word.encode()
    lines = _lines() if next(_searches) < _FEW else _filed().get(written[:_HEAD], b"")
    key = b"\n" + written + b" "
    start = lines.find(key)
    if start < 0:
        return 0
    begin = start + len(key)
    return int(lines[begin : lines.find(b"\n", begin)])


def is_word(word: str) -> bool:
    """Whether a word, in lower case, is English."""
    return frequency(word) > 0


def common(word: str) -> bool:
    """Whether a word, in lower case, is one that everybody uses."""
    return frequency(word) >= COMMON


def by_frequency() -> list[tuple[str, int]]:
    """All English words with how often each is met, the most frequent first."""
    cells = _lines().decode().split()
    found = zip(cells[::2], map(int, cells[1::2]), strict=True)
    return sorted(((w, n) for w, n in found if w.isalpha()), key=lambda each: (-each[1], each[0]))
