"""The batches of a phase, in the order in which they are taken."""

import random
from collections.abc import Iterator, Sequence
from itertools import chain, islice, repeat
from pathlib import Path

from knowledge.reader.inputs import LONGEST, MOST_OF_QUESTION, MOST_OF_TITLE, Packed, WordPieces
from knowledge.reader.protocol import Passage
from knowledge.reader.training.contrasts import repeated, turned
from knowledge.reader.training.corpora import SETS, Example
from knowledge.reader.training.epoch import Sampler
from knowledge.reader.training.neighbours import Neighbours, abstracts
from knowledge.reader.training.recipe import Phase

SEPARATORS = 3
STIRRED = 24
"""Word pieces by which lengths may differ in a batch, so that batches differ between epochs."""


def plan(
    phase: Phase, pieces: WordPieces, shared: Path, rng: random.Random, share: float = 1.0
) -> list[list[Example]]:
    """All batches of a phase, also those that it does not take.

    Args:
        phase: what it sees.
        pieces: the vocabulary.
        shared: the folder of the public data.
        rng: the same seed makes the same batches.
        share: of the abstracts that items are written on, to measure how much they tell.
    """
    every = list(_examples(phase, shared, rng, share))
    own = list(abstracts(shared))
    sampler = Sampler(pieces, Neighbours(own), phase, rng)
    sentences = turned(own, rng)
    found: list[list[Example]] = []
    for n, count in zip(range(phase.epochs), chain(phase.turned, repeat(0)), strict=False):
        seen = _again(phase, every, rng) if n else every
        epoch = sampler.epoch([*seen, *islice(repeated(own, rng), phase.repeated)])
        found += batches(pieces, [*epoch, *islice(sentences, count)], phase.batch, rng)
    return found


def steps(
    phase: Phase, pieces: WordPieces, shared: Path, rng: random.Random, share: float = 1.0
) -> list[list[list[Example]]]:
    """The batches of each step of a phase: one of its own, and one of what is seen beside it."""
    own = plan(phase, pieces, shared, rng, share)
    if phase.beside is None:
        return [[batch] for batch in own]
    beside: list[list[Example]] = []
    while len(beside) < len(own):
        beside += plan(phase.beside, pieces, shared, rng, share)
    return [list(pair) for pair in zip(own, beside, strict=False)]


def _again(phase: Phase, every: list[Example], rng: random.Random) -> list[Example]:
    """What an epoch after the first sees."""
    if phase.later is None:
        return every
    return [e for e in every if e.source == "written" and rng.random() < phase.later]


def _examples(phase: Phase, shared: Path, rng: random.Random, share: float) -> Iterator[Example]:
    for name in phase.sets:
        found = list(SETS[name](shared))
        if name == "written":
            passages = sorted({e.passage for e in found})
            rng.shuffle(passages)
            kept = set(passages[: round(len(passages) * share)])
            found = [e for e in found if e.passage in kept]
        if not phase.claims:
            found = [e for e in found if e.answerable is not None]
        if name in phase.taken:
            rng.shuffle(found)
            found = found[: phase.taken[name]]
        yield from found * (2 if name in phase.twice else 1)


def packed(pieces: WordPieces, example: Example) -> Packed:
    """An example as the encoder reads it; sentences that do not fit are left out."""
    passage = Passage(example.title, example.sentences)
    question = pieces.of(example.text).ids[:MOST_OF_QUESTION]
    title = pieces.of(example.title).ids[:MOST_OF_TITLE]
    room = LONGEST - len(question) - len(title) - SEPARATORS
    return next(pieces.packed(example.text, passage, room))


def batches(
    pieces: WordPieces, examples: Sequence[Example], most: int, rng: random.Random
) -> list[list[Example]]:
    """Batches of at most so many word pieces, the examples of each alike in length, shuffled."""
    lengths = [len(packed(pieces, e).ids) + rng.random() * STIRRED for e in examples]
    found: list[list[Example]] = []
    longest = 0.0
    for n in sorted(range(len(examples)), key=lambda n: lengths[n]):
        longest = max(longest, lengths[n])
        if not found or longest * (len(found[-1]) + 1) > most:
            found.append([])
            longest = lengths[n]
        found[-1].append(examples[n])
    rng.shuffle(found)
    return found
