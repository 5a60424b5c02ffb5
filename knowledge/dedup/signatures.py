"""Signatures: a few numbers for a text, of which near-duplicates have at least one in common.

MinHash (Broder, 1997) over runs of three words, in bands (Leskovec, Rajaraman & Ullman, "Mining of
Massive Datasets", section 3.4): two texts that share a share s of their runs have a band in common
with probability 1 - (1 - s^ROWS)^BANDS: 0.999 for s = 0.75, 0.005 for s = 0.1. Works that state an
identifier have a number for it as well.

The hashes are fixed arithmetic on CRC-32, so that a stored signature means the same everywhere.
"""

import re
from functools import cache
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from knowledge.model import Abstract
from knowledge.text import canonical

BANDS = 14
ROWS = 3
RUN = 3
"""Words of a run."""
BITS = 48
"""Of a number: small in a database, and with millions of them chance meetings stay rare."""
SHORTEST = 8
"""Texts of fewer words are the same work only where they are equal, word for word."""
_WORD = re.compile(r"[^\W_]+")
_MIX = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9)
Hashes = NDArray[np.uint64]


def words(text: str) -> list[str]:
    """The words of a text as near-duplicates are compared: canonical, without punctuation."""
    return _WORD.findall(canonical(text))


def signature(abstract: Abstract) -> tuple[int, ...]:
    """The numbers of an abstract, sorted, each once; each 0 to 2^48 - 1."""
    found = {_mixed(identifier) for identifier in abstract.bibliography.identifiers}
    said = words(abstract.text)
    if len(said) >= SHORTEST:
        found.update(_bands(said))
    return tuple(sorted(found))


def _mixed(text: str) -> int:
    data = text.encode("utf-8")
    return (crc32(data) << 32 | crc32(data[::-1])) * _MIX[0] >> 8 & (1 << BITS) - 1


def _bands(said: list[str]) -> list[int]:
    hashes = np.array([crc32(word.encode("utf-8")) for word in said], dtype=np.uint64)
    first, second, third = (np.uint64(number) for number in _MIX)
    runs = hashes[:-2] * first + hashes[1:-1] * second + hashes[2:] * third
    runs ^= runs >> np.uint64(29)
    factors, shifts = _permutations()
    least = ((factors * runs + shifts) >> np.uint64(24)).min(axis=1).reshape(BANDS, ROWS)
    mixed = least[:, 0] * first ^ least[:, 1] * second ^ least[:, 2] * third
    numbered = (mixed ^ np.arange(BANDS, dtype=np.uint64) * first) * second
    return [int(number) for number in numbered >> np.uint64(64 - BITS)]


@cache
def _permutations() -> tuple[Hashes, Hashes]:
    """Odd factors and shifts, one each for every row of every band; they never change."""
    numbers = np.random.Generator(np.random.PCG64(20)).integers(
        0, 2**64, size=(2, BANDS * ROWS, 1), dtype=np.uint64
    )
    return numbers[0] | np.uint64(1), numbers[1]
