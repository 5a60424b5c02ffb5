"""Words and texts of near meaning, by static word vectors; offline, read when first needed.

The vectors are those of WordLlama (https://github.com/dleemiller/WordLlama): one of 256 numbers for
each piece of its tokenizer. For words, only those that are a single piece are used: the vector of a
word put together from pieces is mostly noise. In a whole text that noise cancels out: its gist is
the direction of the sum over all of its pieces. Where the package is not installed, words have no
neighbours, texts are not alike, and everything else works the same.
"""

import json
import re
import struct
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from importlib.util import find_spec
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.settings import tuned

CLOSE = tuned().retrieval.near_word
_ROUNDING = 1e-4
SHORTEST = 3
MOST_NEAR = tuned().retrieval.near_words
GIST = 64
"""Numbers of a gist: the first of a vector say most, and all 256 find papers no better."""
SHORTEST_SENTENCE = 20
"""Characters; less is a heading or a stump."""
_WEIGHTS = "weights/l2_supercat_256.safetensors"
_PIECES = "tokenizers/l2_supercat_tokenizer_config.json"
_WORD_START = "▁"
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_WORDS = re.compile(r"\w+|[^\w\s]+")


@cache
def _package() -> Path | None:
    spec = find_spec("wordllama")
    folder = Path(spec.origin).parent if spec and spec.origin else None
    return folder if folder and (folder / _WEIGHTS).is_file() else None


@cache
def _pieces() -> dict[str, int]:
    """The pieces of the tokenizer, numbered; one that opens a word begins with `▁`."""
    folder = _package()
    if folder is None:
        return {}
    written = json.loads((folder / _PIECES).read_text(encoding="utf-8"))
    pieces: dict[str, int] = written["model"]["vocab"]
    return pieces


@cache
def _longest() -> int:
    """The length of the longest piece: a huge word is not looked up as a whole."""
    return max(map(len, _pieces()), default=0)


@cache
def _numbers() -> dict[str, int]:
    """The words that are a single piece."""
    opening = ((p, n) for p, n in _pieces().items() if p.startswith(_WORD_START))
    return {piece[1:]: number for piece, number in opening if piece[1:].isalpha()}


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
    mapped = np.memmap(
        path,
        dtype=np.float16,
        mode="r",
        offset=8 + length + tensor["data_offsets"][0],
        shape=tuple(tensor["shape"]),
    )
    return np.asarray(mapped)  # the same memory, without what a memmap costs at each look


def unit(numbers: Iterable[int]) -> NDArray[np.float32]:
    """The vectors of words by their numbers, each of length 1: so many x 256, 0 x 0 without any."""
    rows = _vectors()[list(numbers)].astype(np.float32)
    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(norms, 1e-9), dtype=np.float32)


@lru_cache(maxsize=65536)
def _cut(word: str) -> tuple[int, ...]:
    """The pieces of a word, each the longest that fits.

    WordLlama's tokenizer merges pairs instead; for the gist of a text the difference is nothing:
    nDCG@10 on SciFact, Cranfield and Medline differs by less than 0.003, either way.
    """
    pieces, longest = _pieces(), _longest()
    whole = _WORD_START + word if word[0].isalnum() else word
    found, at = [], 0
    while at < len(whole):
        ends = range(min(at + longest, len(whole)), at, -1)
        end = next((end for end in ends if whole[at:end] in pieces), 0)
        if end:
            found.append(pieces[whole[at:end]])
        at = end or at + 1
    return tuple(found)


def _gists(parts: Sequence[str]) -> NDArray[np.float32]:
    """The direction of each part of a text, and before them that of all together, of length 1."""
    words = (_WORDS.findall(part.casefold()) for part in parts)
    numbers = [list(chain.from_iterable(map(_cut, part))) for part in words]
    row = np.repeat(np.arange(len(parts)), [len(part) for part in numbers])
    flat = np.array(list(chain.from_iterable(numbers)), dtype=np.int64)
    distinct, column = np.unique(flat, return_inverse=True)
    cells = np.bincount(row * distinct.size + column, minlength=len(parts) * distinct.size)
    counts = cells.reshape(len(parts), -1).astype(np.float32)
    totals = counts @ _vectors()[distinct, :GIST].astype(np.float32)
    totals = np.vstack([totals.sum(axis=0), totals])
    norms = np.linalg.norm(totals, axis=1, keepdims=True)
    return np.asarray(totals / np.maximum(norms, 1e-9), dtype=np.float32)


@lru_cache(maxsize=256)
def _gist(text: str) -> NDArray[np.float32]:
    """The gist of a question."""
    gist: NDArray[np.float32] = _gists([text])[0]
    return gist


@lru_cache(maxsize=1024)
def _read(title: str, text: str) -> NDArray[np.float16]:
    """The gists of a paper: as a whole, of its title, and of each of its sentences."""
    cut = _SENTENCE_END.split(text)  # roughly: the gist of half a sentence will do
    sentences = [sentence for sentence in cut if len(sentence) >= SHORTEST_SENTENCE]
    gists = _gists([title, *(sentences or [text])])
    if not title:
        gists[1] = gists[0]
    return gists.astype(np.float16)


def likeness(query: str, papers: Iterable[tuple[str, str]]) -> NDArray[np.float32] | None:
    """How alike in meaning a query is to each of some papers, given as title and text.

    Returns:
        A row of three cosines, -1 to 1, for each paper: with the paper as a whole, with its title
        (if it has none, as a whole again), with the sentence of it that is most alike. None without
        the vectors.
    """
    if not _pieces():
        return None
    asked = _gist(query)
    alike = (_read(title, text).astype(np.float32) @ asked for title, text in papers)
    return np.array([(a[0], a[1], a[2:].max()) for a in alike], dtype=np.float32)


@lru_cache(maxsize=4096)
def near_words(word: str) -> tuple[tuple[str, float], ...]:
    """All words of near meaning, folded, with their cosines, nearest first."""
    return _nearest(word, *_all_words())


@cache
def _all_words() -> tuple[list[str], NDArray[np.float32]]:
    """The words that have vectors, sorted, and their vectors, of length 1: 25 megabytes."""
    words = sorted(word for word in _numbers() if len(word) >= SHORTEST)
    return words, unit(_numbers()[word] for word in words)


def _nearest(
    word: str, words: Sequence[str], matrix: NDArray[np.float32]
) -> tuple[tuple[str, float], ...]:
    """Those of some sorted words that are near another one, nearest first.

    A product of matrices rounds otherwise for each shape of them, so that it is asked only who may
    be near; how near, each row tells alone, and whoever asks is told the same.
    """
    numbers = _numbers()
    if word not in numbers or not len(matrix):
        return ()
    asked = unit([numbers[word]])[0]
    likely = np.flatnonzero(matrix @ asked >= CLOSE - _ROUNDING)
    cosines = (matrix[likely] * asked).sum(axis=1)
    best = likely[np.argsort(-cosines, kind="stable")].tolist()
    falling = np.sort(cosines)[::-1].tolist()
    near = zip(best, falling, strict=True)
    return tuple((words[i], c) for i, c in near if c >= CLOSE and words[i] != word)


class Neighbourhood:
    """The words of a collection, and which of them mean nearly the same as another word."""

    def __init__(self, words: Iterable[str]) -> None:
        self._all = words
        self._words: list[str] | None = None
        self._matrix: NDArray[np.float32] | None = None
        self._found: dict[str, list[tuple[str, float]]] = {}

    def of(self, word: str, most: int = MOST_NEAR) -> list[tuple[str, float]]:
        """At most so many words with their cosines, nearest first; the word itself is left out."""
        if word not in self._found:
            if self._words is None or self._matrix is None:
                numbers = _numbers()
                own = (w for w in set(self._all) if w in numbers and len(w) >= SHORTEST)
                self._words = sorted(own)
                self._matrix = unit(numbers[w] for w in self._words)
            self._found[word] = list(_nearest(word, self._words, self._matrix)[:most])
        return self._found[word]
