"""How far the network is from what is right, for each thing that it tells."""

from collections.abc import Iterator, Sequence

import torch
import torch.nn.functional as F  # noqa: N812 # its usual name
from torch import Tensor

from knowledge.reader.inputs import Packed, WordPieces, arrays
from knowledge.reader.training.corpora import Example
from knowledge.reader.training.network import NOTHING, Network
from knowledge.reader.training.schedule import packed

SMOOTHED = 0.02
RATIONALE = 0.5
"""What the loss of the rationale weighs beside the others."""


def loss(
    network: Network, pieces: WordPieces, batch: Sequence[Example], span_weight: float
) -> Tensor:
    """The losses of a batch added up; each is of the examples alone that it is known for.

    `span_weight`: what that of the short answer weighs beside the others.
    """
    windows = [packed(pieces, example) for example in batch]
    inputs = {name: torch.from_numpy(held) for name, held in arrays(windows).items()}
    answer, rationale, able, stance, span = network(**inputs)
    weights = torch.tensor([e.weight for e in batch])
    gold = _marked(windows, [e.gold for e in batch], answer)
    deciding = _marked(windows, [e.rationale for e in batch], answer)
    cut_off = (gold.sum(1) == 0).tolist()
    undecided = (deciding.sum(1) == 0).tolist()
    asked = [
        n
        for n, e in enumerate(batch)
        if e.answerable is not None and not (e.answerable and cut_off[n])
    ]
    judged = [
        n
        for n, e in enumerate(batch)
        if e.stance is not None and not (e.stance and e.rationale_known and undecided[n])
    ]
    losses = [
        _of_sentences(answer, gold, weights),
        RATIONALE * _of_sentences(rationale, deciding, weights),
    ]
    if asked:
        right = torch.tensor([float(bool(batch[n].answerable)) for n in asked])
        right = right.clamp(SMOOTHED, 1 - SMOOTHED)
        each = F.binary_cross_entropy_with_logits(able[asked], right, reduction="none")
        losses.append((each * weights[asked]).mean())
    if judged:
        classes = torch.tensor([batch[n].stance or 0 for n in judged])
        each = F.cross_entropy(stance[judged], classes, reduction="none")
        losses.append((each * weights[judged]).mean())
    losses.append(span_weight * _of_spans(span, pieces, windows, batch))
    return torch.stack(losses).sum()


def _marked(windows: Sequence[Packed], numbers: Sequence[Sequence[int]], like: Tensor) -> Tensor:
    """1 for each sentence that is named, if it is in its window."""
    marks = torch.zeros_like(like)
    for row, (window, named) in enumerate(zip(windows, numbers, strict=True)):
        for n in named:
            if n < len(window.bounds):
                marks[row, n] = 1
    return marks


def _of_sentences(logits: Tensor, marks: Tensor, weights: Tensor) -> Tensor:
    """How unlikely it is that one of the marked sentences is chosen."""
    known = marks.sum(1) > 0
    if not known.any():
        return torch.zeros(())
    likely = torch.log_softmax(logits[known], -1).masked_fill(marks[known] == 0, NOTHING)
    return (-torch.logsumexp(likely, -1) * weights[known]).mean()


def _of_spans(
    logits: Tensor, pieces: WordPieces, windows: Sequence[Packed], batch: Sequence[Example]
) -> Tensor:
    """How unlikely the short answers are; where there is none, the first piece stands for it."""
    places = [
        (n, place)
        for n, (window, example) in enumerate(zip(windows, batch, strict=True))
        if example.answerable and example.span_known
        for place in _places(pieces, window, example)
    ]
    if not places:
        return torch.zeros(())
    rows = [n for n, _ in places]
    weights = torch.tensor([batch[n].weight for n in rows])
    right = torch.tensor([place for _, place in places])
    both = (
        F.cross_entropy(logits[rows][..., side], right[:, side], reduction="none")
        for side in (0, 1)
    )
    return (sum(both) * weights).mean()


def _places(pieces: WordPieces, window: Packed, example: Example) -> Iterator[tuple[int, int]]:
    """The first and the last piece of the short answer; none where it is not in the window."""
    if example.span is None:
        yield 0, 0
        return
    n, start, end = example.span
    if n >= len(window.bounds):
        return
    begin, stop = window.bounds[n]
    offsets = pieces.of(example.sentences[n]).offsets[: stop - begin - 1]
    inside = [i for i, (first, last) in enumerate(offsets) if last > start and first < end]
    if inside:
        yield begin + inside[0], begin + inside[-1]
