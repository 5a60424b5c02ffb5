"""How far the network is from what is right, for each thing that it tells."""

from collections.abc import Iterator, Sequence

import torch
import torch.nn.functional as F  # noqa: N812 # its usual name
from torch import Tensor

from knowledge.reader.inputs import Packed, WordPieces, arrays
from knowledge.reader.training.batches import packed
from knowledge.reader.training.corpora import Example
from knowledge.reader.training.network import NOTHING, Network
from knowledge.reader.training.recipe import Part

SMOOTHED = 0.02
RATIONALE = 0.5
"""What the loss of the rationale weighs beside the others."""


def loss(
    network: Network,
    pieces: WordPieces,
    batch: Sequence[Example],
    span_weight: float,
    part: Part | None = None,
) -> Tensor:
    """The losses of a batch added up; each is of the examples alone that it is known for.

    `span_weight`: what that of the short answer weighs beside the others. `part`: only what this
    part tells is counted; None: all.
    """
    windows = [packed(pieces, example) for example in batch]
    inputs = {name: torch.from_numpy(held) for name, held in arrays(windows).items()}
    mask, pool = inputs["mask"], inputs["pool"]
    shared = network.shared(inputs["ids"], inputs["types"], mask)
    weights = torch.tensor([e.weight for e in batch])
    losses: list[Tensor] = []
    if part is not Part.CLAIMS:
        answer, able, span = network.asked(shared, mask, pool)
        gold = _marked(windows, [e.gold for e in batch], answer)
        losses += [
            _of_sentences(answer, gold, weights),
            _of_answerable(able, gold, batch, weights),
            span_weight * _of_spans(span, pieces, windows, batch),
        ]
    if part is not Part.QUESTIONS:
        rationale, stance = network.claimed(shared, mask, pool)
        deciding = _marked(windows, [e.rationale for e in batch], rationale)
        losses += [
            RATIONALE * _of_sentences(rationale, deciding, weights),
            _of_stance(stance, deciding, batch, weights),
        ]
    return torch.stack(losses).sum()


def _of_answerable(
    logits: Tensor, gold: Tensor, batch: Sequence[Example], weights: Tensor
) -> Tensor:
    """How unlikely it is that each answers or not; without those whose answer was cut off."""
    cut_off = (gold.sum(1) == 0).tolist()
    asked = [
        n
        for n, e in enumerate(batch)
        if e.answerable is not None and not (e.answerable and cut_off[n])
    ]
    if not asked:
        return torch.zeros(())
    right = torch.tensor([float(bool(batch[n].answerable)) for n in asked])
    right = right.clamp(SMOOTHED, 1 - SMOOTHED)
    each = F.binary_cross_entropy_with_logits(logits[asked], right, reduction="none")
    return (each * weights[asked]).mean()


def _of_stance(
    logits: Tensor, deciding: Tensor, batch: Sequence[Example], weights: Tensor
) -> Tensor:
    """How unlikely each stance is; without those whose deciding sentence was cut off."""
    undecided = (deciding.sum(1) == 0).tolist()
    judged = [
        n
        for n, e in enumerate(batch)
        if e.stance is not None and not (e.stance and e.rationale_known and undecided[n])
    ]
    if not judged:
        return torch.zeros(())
    classes = torch.tensor([batch[n].stance or 0 for n in judged])
    each = F.cross_entropy(logits[judged], classes, reduction="none")
    return (each * weights[judged]).mean()


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
