"""Questions and passages as the numbers that the encoder takes: word pieces, windows, batches.

A passage is packed as `[CLS] question [SEP] title [SEP] sentence [SEP] sentence [SEP] …`, and in
windows of neighbouring sentences where it is long. Training packs in the same way.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from knowledge.reader.protocol import Passage

MOST_OF_QUESTION, MOST_OF_TITLE, MOST_OF_SENTENCE = 64, 48, 160
"""Word pieces of each that are read; what is longer is cut off."""
WINDOW = 300
"""Word pieces of the sentences that are read at once, if question and title leave room for them."""
LONGEST = 384
"""Word pieces that are read at once, question and title among them, at most."""
OVERLAP = 1
"""So many sentences at the end of a window begin the next one, too."""
_CLS, _SEP = 101, 102
KEPT = 4096
"""So many sentences are remembered as word pieces."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """A text as word pieces: their numbers, and the characters that each stands for."""

    ids: tuple[int, ...]
    offsets: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Packed:
    """A question with a window of a passage.

    `first`: the number of the window's first sentence in the passage. `bounds`: where the pieces of
    each sentence begin, and where they end with the separator behind them.
    """

    ids: tuple[int, ...]
    of_question: int
    first: int
    bounds: tuple[tuple[int, int], ...]


class WordPieces:
    """The encoder's vocabulary."""

    def __init__(self, path: Path) -> None:
        self._tokenizer = Tokenizer.from_file(str(path))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self.of = lru_cache(KEPT)(self._of)

    def _of(self, text: str) -> Pieces:
        encoding = self._tokenizer.encode(text, add_special_tokens=False)
        return Pieces(tuple(encoding.ids), tuple(encoding.offsets))

    def packed(self, text: str, passage: Passage, window: int = WINDOW) -> Iterator[Packed]:
        """A passage in as many windows as it takes, each with the question and the title."""
        question = (_CLS, *self.of(text).ids[:MOST_OF_QUESTION], _SEP)
        title = (*self.of(passage.title).ids[:MOST_OF_TITLE], _SEP)
        sentences = [(*self.of(s).ids[:MOST_OF_SENTENCE], _SEP) for s in passage.sentences]
        room = min(window, LONGEST - len(question) - len(title))
        for first, last in _windows([len(s) for s in sentences], room):
            ids, bounds = list(question + title), []
            for sentence in sentences[first:last]:
                bounds.append((len(ids), len(ids) + len(sentence)))
                ids += sentence
            yield Packed(tuple(ids), len(question), first, tuple(bounds))


def _windows(lengths: Sequence[int], most: int) -> Iterator[tuple[int, int]]:
    """The sentences of each window, from one (inclusive) to another (exclusive)."""
    first = 0
    while True:
        last, held = first + 1, lengths[first]
        while last < len(lengths) and held + lengths[last] <= most:
            held += lengths[last]
            last += 1
        yield first, last
        if last == len(lengths):
            return
        first = max(first + 1, last - OVERLAP)


def arrays(batch: Sequence[Packed]) -> dict[str, NDArray[np.generic]]:
    """A batch as the model's inputs.

    `ids`, `types`, `mask`: a row for each window and a column for each piece; `pool`: for each
    window and sentence the weights that make the mean over its pieces.
    """
    longest = max(len(packed.ids) for packed in batch)
    sentences = max(len(packed.bounds) for packed in batch)
    ids = np.zeros((len(batch), longest), dtype=np.int64)
    types, mask = np.zeros_like(ids), np.zeros_like(ids)
    pool = np.zeros((len(batch), sentences, longest), dtype=np.float32)
    for row, packed in enumerate(batch):
        length = len(packed.ids)
        ids[row, :length] = packed.ids
        types[row, packed.of_question : length] = 1
        mask[row, :length] = 1
        for n, (start, end) in enumerate(packed.bounds):
            pool[row, n, start:end] = 1 / (end - start)
    return {"ids": ids, "types": types, "mask": mask, "pool": pool}
