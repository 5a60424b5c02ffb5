"""The reader that ships with Footnote: a small encoder, run by onnxruntime on one thread."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache, partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.reader.inputs import Packed, WordPieces, arrays
from knowledge.reader.protocol import Leaning, Passage, Said, ShortSpan

WEIGHTS = Path(__file__).parent / "weights"
KEPT = 512
"""So many readings are remembered."""
LONGEST_SHORT = 25
"""A short answer has at most so many word pieces."""
Numbers = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class _Window:
    """What the model makes of a window, as probabilities but for `span`.

    `able`: that it answers; `answer`, `rationale`: for each sentence; `stance`: neither, supports,
    refutes. `span`: for each word piece how much speaks for the short answer to begin and to end
    with it, as logits.
    """

    first: int
    bounds: tuple[tuple[int, int], ...]
    able: float
    answer: Numbers
    rationale: Numbers
    stance: Numbers
    span: Numbers


@cache
def built_in() -> "BuiltInReader":
    """The one of this process, loaded when it is first used."""
    return BuiltInReader(WEIGHTS)


class BuiltInReader:
    """Reads with the weights in a folder (`reader.onnx`, `tokenizer.json`)."""

    def __init__(self, weights: Path) -> None:
        import onnxruntime  # noqa: PLC0415 # 100 ms that only a question needs

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        # What a window needs is taken once, and used again by the next; it is bounded, as windows
        # are. Taken from the heap each time, and never twice of one size, it would lie among what
        # is remembered meanwhile, and much of what is free there could not be given back.
        options.enable_mem_pattern = False  # a plan for each number of word pieces would be kept
        once = {"arena_extend_strategy": "kSameAsRequested"}
        self._session = onnxruntime.InferenceSession(
            str(weights / "reader.onnx"), options, providers=[("CPUExecutionProvider", once)]
        )
        self._pieces = WordPieces(weights / "tokenizer.json")
        self._remembered = lru_cache(KEPT)(self._said)

    def read(self, text: str, passages: Sequence[Passage]) -> list[Said]:
        """What each passage says; those read before are remembered."""
        return [self._remembered(text, passage) for passage in passages]

    def _said(self, text: str, passage: Passage) -> Said:
        windows = [self._window(packed) for packed in self._pieces.packed(text, passage)]
        best = max(windows, key=lambda w: w.able)
        deciding = max(windows, key=lambda w: w.stance[1] + w.stance[2])
        of = len(passage.sentences)
        look = partial(self._closely, text, passage) if of > 1 else None
        return Said(
            answers=best.able,
            sentences=_spread([(w.first, w.able * w.answer) for w in windows], of),
            shorts=tuple(self._shorts(windows, passage)),
            leaning=Leaning(*(float(deciding.stance[n]) for n in (1, 2, 0))),
            rationale=_spread(
                [(w.first, (w.stance[1] + w.stance[2]) * w.rationale) for w in windows], of
            ),
            look=look,
        )

    def _closely(self, text: str, passage: Passage, sentence: int) -> Said:
        """What a sentence of a passage says by itself, under the same title."""
        (alone,) = self.read(text, [Passage(passage.title, (passage.sentences[sentence],))])
        return replace(alone, shorts=tuple(replace(s, sentence=sentence) for s in alone.shorts))

    def _window(self, packed: Packed) -> _Window:
        answer, rationale, able, stance, span = self._session.run(None, arrays([packed]))
        return _Window(
            packed.first,
            packed.bounds,
            float(1 / (1 + np.exp(-able[0]))),
            _softmax(answer[0]),
            _softmax(rationale[0]),
            _softmax(stance[0]),
            span[0],
        )

    def _shorts(self, windows: Sequence[_Window], passage: Passage) -> Iterator[ShortSpan]:
        """The likeliest span in each sentence, by the surest of the windows that hold it."""
        told = set[int]()
        for window in sorted(windows, key=lambda w: -w.able):
            for n, (begin, end) in enumerate(window.bounds):
                sentence = window.first + n
                if sentence not in told and end - begin > 1:
                    told.add(sentence)
                    offsets = self._pieces.of(passage.sentences[sentence]).offsets
                    yield _short(window.span, begin, end - 1, sentence, offsets)


def _short(
    logits: Numbers, begin: int, end: int, sentence: int, offsets: Sequence[tuple[int, int]]
) -> ShortSpan:
    """The likeliest span among the word pieces of a sentence."""
    # The first piece stands for no short answer: what is likely is likely beside it.
    likely = _softmax(np.concatenate([logits[:1], logits[begin:end]]))[1:]
    # How likely a span begins at one piece (row) and ends with another (column).
    both = np.outer(likely[:, 0], likely[:, 1])
    both = np.triu(both) - np.triu(both, LONGEST_SHORT)
    first, last = (int(i) for i in np.unravel_index(np.argmax(both), both.shape))
    return ShortSpan(sentence, offsets[first][0], offsets[last][1], float(both[first, last]))


def _softmax(logits: Numbers) -> Numbers:
    """The probabilities of logits, down the first axis."""
    raised = np.exp(logits - logits.max(axis=0))
    return np.asarray(raised / raised.sum(axis=0), dtype=np.float32)


def _spread(windows: Sequence[tuple[int, Numbers]], of: int) -> tuple[float, ...]:
    """How likely each sentence of a passage is the one, from its best place in any window."""
    likely = np.full(of, 1e-6)
    for first, values in windows:
        inside = slice(first, first + len(values))
        likely[inside] = np.maximum(likely[inside], values)
    return tuple(float(x) for x in likely / likely.sum())
