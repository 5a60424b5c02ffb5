"""The reader that ships with Footnote: a small encoder, run by onnxruntime on one thread."""

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from knowledge.reader.inputs import Packed, WordPieces, arrays
from knowledge.reader.protocol import Judgement, Leaning, Passage, Said, ShortSpan
from knowledge.settings import tuned

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

WEIGHTS = Path(__file__).parent / "weights"
KEPT = 512
"""So many readings are remembered."""
SHORT_PIECES = tuned().answers.short_pieces
Numbers = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class _Answering:
    """What the model makes of a window for a question, as probabilities but for `span`.

    `able`: that it answers; `answer`: for each sentence. `span`: for each word piece how much
    speaks for the short answer to begin and to end with it, as logits.
    """

    packed: Packed
    able: float
    answer: Numbers
    span: Numbers


@dataclass(frozen=True, slots=True)
class _Deciding:
    """What it makes of a window for a claim: neither, supports, refutes; for each sentence."""

    packed: Packed
    stance: Numbers
    rationale: Numbers


@cache
def built_in() -> "BuiltInReader":
    """The one of this process, loaded when it is first used."""
    return BuiltInReader(WEIGHTS)


class BuiltInReader:
    """Reads with the weights in a folder: `shared`, `questions`, `claims.onnx`, `tokenizer.json`.

    Lower layers read questions and claims alike, upper ones are for either alone.
    """

    def __init__(self, weights: Path) -> None:
        self._weights = weights
        self._sessions: dict[str, InferenceSession] = {}
        self._loading = threading.Lock()
        self._pieces = WordPieces(weights / "tokenizer.json")
        self._said = lru_cache(KEPT)(self._read)
        self._judgement = lru_cache(KEPT)(self._judged)

    def read(self, question: str, passages: Sequence[Passage]) -> list[Said]:
        """What each passage says; those read before are remembered."""
        return [self._said(question, passage) for passage in passages]

    def judge(self, claim: str, passages: Sequence[Passage]) -> list[Judgement]:
        """What each passage says of a claim; those judged by before are remembered."""
        return [self._judgement(claim, passage) for passage in passages]

    def _read(self, question: str, passage: Passage) -> Said:
        windows = [self._answering(packed) for packed in self._pieces.packed(question, passage)]
        of = len(passage.sentences)
        return Said(
            answers=max(w.able for w in windows),
            sentences=_spread([(w.packed.first, w.able * w.answer) for w in windows], of),
            shorts=tuple(self._shorts(windows, passage)),
            look=partial(self._closely, question, passage) if of > 1 else None,
        )

    def _closely(self, question: str, passage: Passage, sentence: int) -> Said:
        """What a sentence of a passage says by itself, under the same title."""
        alone = self._said(question, _alone(passage, sentence))
        return replace(alone, shorts=tuple(replace(s, sentence=sentence) for s in alone.shorts))

    def _judged(self, claim: str, passage: Passage) -> Judgement:
        windows = [self._deciding(packed) for packed in self._pieces.packed(claim, passage)]
        deciding = max(windows, key=lambda w: w.stance[1] + w.stance[2])
        of = len(passage.sentences)
        return Judgement(
            leaning=Leaning(*(float(deciding.stance[n]) for n in (1, 2, 0))),
            rationale=_spread(
                [(w.packed.first, (w.stance[1] + w.stance[2]) * w.rationale) for w in windows], of
            ),
            look=(lambda n: self._judgement(claim, _alone(passage, n))) if of > 1 else None,
        )

    def _answering(self, packed: Packed) -> _Answering:
        answer, able, span = self._told("questions", packed)
        return _Answering(packed, float(1 / (1 + np.exp(-able))), _softmax(answer), span)

    def _deciding(self, packed: Packed) -> _Deciding:
        rationale, stance = self._told("claims", packed)
        return _Deciding(packed, _softmax(stance), _softmax(rationale))

    def _told(self, part: str, packed: Packed) -> Iterator[Numbers]:
        """What a part of the model says of a window."""
        given = arrays([packed])
        mask, pool = given["mask"], given.pop("pool")
        (shared,) = self._session("shared").run(None, given)
        told = self._session(part).run(None, {"shared": shared, "mask": mask, "pool": pool})
        return (output[0] for output in told)

    def _session(self, part: str) -> "InferenceSession":
        """A part of the model, loaded when it is first used."""
        with self._loading:
            if part not in self._sessions:
                self._sessions[part] = _loaded(self._weights / f"{part}.onnx")
        return self._sessions[part]

    def _shorts(self, windows: Sequence[_Answering], passage: Passage) -> Iterator[ShortSpan]:
        """The likeliest span in each sentence, by the surest of the windows that hold it."""
        told = set[int]()
        for window in sorted(windows, key=lambda w: -w.able):
            for n, (begin, end) in enumerate(window.packed.bounds):
                sentence = window.packed.first + n
                if sentence not in told and end - begin > 1:
                    told.add(sentence)
                    offsets = self._pieces.of(passage.sentences[sentence]).offsets
                    yield _short(window.span, begin, end - 1, sentence, offsets)


def _loaded(path: Path) -> "InferenceSession":
    import onnxruntime  # noqa: PLC0415 # 100 ms that only a question needs

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    # What a window needs is taken once, and used again by the next; it is bounded, as windows are.
    # Taken from the heap each time, and never twice of one size, it would lie among what is
    # remembered meanwhile, and much of what is free there could not be given back.
    options.enable_mem_pattern = False  # a plan for each number of word pieces would be kept
    once = {"arena_extend_strategy": "kSameAsRequested"}
    return onnxruntime.InferenceSession(str(path), options, [("CPUExecutionProvider", once)])


def _alone(passage: Passage, sentence: int) -> Passage:
    return Passage(passage.title, (passage.sentences[sentence],))


def _short(
    logits: Numbers, begin: int, end: int, sentence: int, offsets: Sequence[tuple[int, int]]
) -> ShortSpan:
    """The likeliest span among the word pieces of a sentence."""
    # The first piece stands for no short answer: what is likely is likely beside it.
    likely = _softmax(np.concatenate([logits[:1], logits[begin:end]]))[1:]
    # How likely a span begins at one piece (row) and ends with another (column).
    both = np.outer(likely[:, 0], likely[:, 1])
    both = np.triu(both) - np.triu(both, SHORT_PIECES)
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
