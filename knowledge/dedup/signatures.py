"""Signatures: a few numbers for a text, of which near-duplicates have at least one in common.

MinHash (Broder, 1997) over runs of three words, in bands (Leskovec, Rajaraman & Ullman, "Mining of
Massive Datasets", section 3.4): two texts that share a share s of their runs have a band in common
with probability 1 - (1 - s^ROWS)^BANDS: 0.999 for s = 0.75, 0.005 for s = 0.1. Works that state an
identifier have a number for it as well; so do longer titles, and the figures of a text in their
order, by which copies meet where thousands of texts are written in one form.

What they only suggest, `same_work` decides, by thresholds. The hashes are fixed arithmetic on
CRC-32, so that a stored signature means the same everywhere.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import chain, islice
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from knowledge.dedup.titles import title_words
from knowledge.model import Abstract
from knowledge.text.canonical import canonical

BANDS = 14
ROWS = 3
RUN = 3
"""Words of a run."""
BITS = 48
"""Of a number: small in a database, and with millions of them chance meetings stay rare."""
SHORTEST = 8
"""Texts of fewer words are the same work only where they are equal, word for word."""
TITLE = 3
"""Titles of fewer words tell nothing: "Editorial", "Annual report"."""
FIGURES = 3
"""Nor do fewer figures."""
_AT_ONCE = 40
"""So many texts are hashed together: enough to save calls, few enough for the cache."""
_WORD = re.compile(r"[^\W_]+")
_SPACED = bytes(code if chr(code).isalnum() and code < 128 else 32 for code in range(256))  # noqa: PLR2004  # ASCII
_MIX = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9)
Hashes = NDArray[np.uint64]


def words(text: str) -> list[str]:
    """The words of a text as near-duplicates are compared: canonical, without punctuation."""
    plain = canonical(text)
    if plain.isascii():
        return plain.encode("ascii").translate(_SPACED).decode("ascii").split()
    return _WORD.findall(plain)


def signature(abstract: Abstract) -> tuple[int, ...]:
    """The numbers of an abstract, sorted, each once; each 0 to 2^48 - 1."""
    return signatures([abstract])[0]


def signatures(abstracts: Sequence[Abstract]) -> list[tuple[int, ...]]:
    """Those of many abstracts, which costs less than one by one."""
    said = [_encoded(abstract.text) for abstract in abstracts]
    long = [place for place, found in enumerate(said) if len(found) >= SHORTEST]
    bands: dict[int, list[int]] = {}
    for start in range(0, len(long), _AT_ONCE):
        chosen = long[start : start + _AT_ONCE]
        rows = _bands([said[place] for place in chosen]).tolist()
        bands.update(zip(chosen, rows, strict=True))
    return [
        tuple(sorted({*map(_mixed, _marks(each, said[place])), *bands.get(place, ())}))
        for place, each in enumerate(abstracts)
    ]


@lru_cache(maxsize=1024)
def stated_numbers(abstract: Abstract) -> frozenset[int]:
    """Those of an abstract's numbers that stand for what it states: never met by chance."""
    return frozenset(map(_mixed, _marks(abstract, _encoded(abstract.text))))


def _marks(abstract: Abstract, said: Sequence[bytes]) -> Iterator[str]:
    """What else tells a work from others: identifiers, its title, its figures."""
    yield from abstract.bibliography.identifiers
    if abstract.text and len(said) < SHORTEST:
        return
    if len(title := title_words(abstract.bibliography.title or "")) >= TITLE:
        yield f"title {' '.join(title)}"
    if len(figures := list(filter(bytes.isdigit, said))) >= FIGURES:
        yield f"figures {b' '.join(figures).decode('utf-8')}"


def _encoded(text: str) -> list[bytes]:
    """The words of a text in UTF-8: quicker where all are plain."""
    plain = canonical(text)
    if plain.isascii():
        return plain.encode("ascii").translate(_SPACED).split()
    return [word.encode("utf-8") for word in _WORD.findall(plain)]


def _mixed(text: str) -> int:
    data = text.encode("utf-8")
    return (crc32(data) << 32 | crc32(data[::-1])) * _MIX[0] >> 8 & (1 << BITS) - 1


def _bands(texts: Sequence[Sequence[bytes]]) -> Hashes:
    """The numbers of texts, each of three words or more: a row for each, a column for each band."""
    lengths = np.array([len(said) - RUN + 1 for said in texts])
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    first, second, third = (np.uint64(number) for number in _MIX)
    runs = _runs(texts)
    runs ^= runs >> np.uint64(29)
    factors, shifts = _permutations()
    hashed = factors * runs
    hashed += shifts
    least = np.minimum.reduceat(hashed, starts, axis=1) >> np.uint64(24)
    rows = least.T.reshape(len(texts), BANDS, ROWS)
    mixed = rows[:, :, 0] * first ^ rows[:, :, 1] * second ^ rows[:, :, 2] * third
    numbered = (mixed ^ np.arange(BANDS, dtype=np.uint64) * first) * second
    return np.asarray(numbered >> np.uint64(64 - BITS))


def _runs(texts: Sequence[Sequence[bytes]]) -> Hashes:
    """The hashes of runs of three words of each text, one text after the other."""
    hashes = np.fromiter(map(crc32, chain.from_iterable(texts)), np.uint64)
    first, second, third = (np.uint64(number) for number in _MIX)
    runs = hashes[:-2] * first + hashes[1:-1] * second + hashes[2:] * third
    ends = np.cumsum([len(said) for said in texts])[:-1]
    return np.delete(runs, np.concatenate([ends - 2, ends - 1]))  # begun in one, ended in the next


@cache
def _permutations() -> tuple[Hashes, Hashes]:
    """Odd factors and shifts, one each for every row of every band; they never change.

    From SplitMix64 (Steele, Lea & Flood, 2014), as a library's numbers may differ from one version
    to the next.
    """
    numbers = np.array(list(islice(_split_mix(20), 2 * BANDS * ROWS)), dtype=np.uint64)
    factors, shifts = numbers.reshape(2, BANDS * ROWS, 1)
    return factors | np.uint64(1), shifts


def _split_mix(state: int) -> Iterator[int]:
    while True:
        state = (state + 0x9E3779B97F4A7C15) % 2**64
        mixed = (state ^ state >> 30) * 0xBF58476D1CE4E5B9 % 2**64
        mixed = (mixed ^ mixed >> 27) * 0x94D049BB133111EB % 2**64
        yield mixed ^ mixed >> 31
