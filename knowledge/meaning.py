"""Words of near meaning, by static word vectors; offline, read when first needed.

The vectors are those of WordLlama (https://github.com/dleemiller/WordLlama): one of 256 numbers for
each piece of its tokenizer. Only words that are a single piece are used: the vector of a word put
together from pieces is mostly noise. Where the package is not installed, words have no neighbours,
and everything else works the same.
"""

import json
import struct
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

CLOSE = 0.42
"""Cosines below this are chance: voice/speech have 0.47, capital/capability 0.31."""
SHORTEST = 3
_WEIGHTS = "weights/l2_supercat_256.safetensors"
_PIECES = "tokenizers/l2_supercat_tokenizer_config.json"
_WORD_START = "▁"


@cache
def _package() -> Path | None:
    spec = find_spec("wordllama")
    folder = Path(spec.origin).parent if spec and spec.origin else None
    return folder if folder and (folder / _WEIGHTS).is_file() else None


@cache
def _numbers() -> dict[str, int]:
    folder = _package()
    if folder is None:
        return {}
    written = json.loads((folder / _PIECES).read_text(encoding="utf-8"))
    pieces: dict[str, int] = written["model"]["vocab"]
    return {p[1:]: n for p, n in pieces.items() if p.startswith(_WORD_START) and p[1:].isalpha()}


@cache
def _vectors() -> NDArray[np.float16]:
    """The matrix of the one tensor in the file, mapped and not read.

    The safetensors format: eight bytes of header length, a JSON header, then the numbers.
    """
    folder = _package()
    if folder is None:
        return np.zeros((0, 0), dtype=np.float16)
    path = folder / _WEIGHTS
    with path.open("rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(length))
    tensor = next(entry for name, entry in header.items() if name != "__metadata__")
    return np.memmap(
        path,
        dtype=np.float16,
        mode="r",
        offset=8 + length + tensor["data_offsets"][0],
        shape=tuple(tensor["shape"]),
    )


def _unit(numbers: Iterable[int]) -> NDArray[np.float32]:
    rows = _vectors()[list(numbers)].astype(np.float32)
    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(norms, 1e-9), dtype=np.float32)


class Neighbourhood:
    """The words of a collection, and which of them mean nearly the same as another word."""

    def __init__(self, words: Iterable[str]) -> None:
        self._all = words
        self._words: list[str] | None = None
        self._matrix: NDArray[np.float32] | None = None
        self._found: dict[str, list[tuple[str, float]]] = {}

    def of(self, word: str, most: int = 6) -> list[tuple[str, float]]:
        """At most so many words with their cosines, nearest first; the word itself is left out."""
        if word not in self._found:
            self._found[word] = self._search(word, most)
        return self._found[word]

    def _search(self, word: str, most: int) -> list[tuple[str, float]]:
        numbers = _numbers()
        if word not in numbers:
            return []
        if self._words is None or self._matrix is None:
            self._words = sorted(w for w in set(self._all) if w in numbers and len(w) >= SHORTEST)
            self._matrix = _unit(numbers[w] for w in self._words)
        cosines = self._matrix @ _unit([numbers[word]])[0]
        best = np.argsort(-cosines, kind="stable")[: most + 1]
        near = [(self._words[i], float(cosines[i])) for i in best if cosines[i] >= CLOSE]
        return [(other, cosine) for other, cosine in near if other != word][:most]


@lru_cache(maxsize=65536)
def _vector(word: str) -> NDArray[np.float32] | None:
    number = _numbers().get(word)
    return None if number is None else _unit([number])[0]


def likeness(words: tuple[str, ...], others: tuple[str, ...]) -> float:
    """How near in meaning some words are to others, 0 to 1: the mean of each word's best cosine.

    Words without a vector count where they stand among the others; 0 where there are no words.
    """
    vectors = [v for v in map(_vector, others) if v is not None]
    matrix = np.stack(vectors) if vectors else None
    best = [_nearest(word, others, matrix) for word in words]
    return sum(best) / len(best) if best else 0.0


def _nearest(word: str, others: tuple[str, ...], matrix: NDArray[np.float32] | None) -> float:
    if word in others:
        return 1.0
    vector = _vector(word)
    if vector is None or matrix is None:
        return 0.0
    return max(0.0, float(np.max(matrix @ vector)))
