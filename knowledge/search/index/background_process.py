"""The process that `background` starts: it indexes what it is told of, and then commits."""

import shutil
import signal
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from knowledge.errors import StoreError
from knowledge.garbage_collection import settle
from knowledge.search.index.background import ALL, DONE, HELD, Message, abstract_of, messages
from knowledge.search.index.maintenance import alone, current, new_folder, settled_in, usable
from knowledge.search.index.snapshot import UNUSABLE
from knowledge.search.index.writer import Writing

_PATIENCE = 5.0
"""Seconds to wait for another process that is writing the index."""


def main() -> None:
    """Follow an ingest, by what stands on standard input."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    settle()
    root, generation, version = sys.argv[1:]
    try:
        follow(Path(root), int(generation), version, sys.stdin.buffer, sys.stdout.buffer)
    except (*UNUSABLE, StoreError):
        sys.exit(1)


def follow(root: Path, generation: int, version: str, told: BinaryIO, answers: BinaryIO) -> None:
    """Bring an index from one version to the next, by what is told.

    Args:
        root: the folder of the collection's indexes.
        generation: of what the index should hold.
        version: the knowledge version of that.
        told: messages, as `Ahead` sends them; where they end early, all is dropped.
        answers: what `Ahead` reads.
    """
    with alone(root, _PATIENCE):
        folder = usable(current(root), generation, version)
        new = folder is None
        folder = folder or new_folder(root)
        try:
            with Writing(folder, many=True) as writing:
                _answer(answers, ALL if new else HELD)
                done = _carry_out(writing, messages(told))
                if done and new:
                    settled_in(root, folder)
                if done:
                    _answer(answers, DONE)
                    writing.settle()
        finally:
            if new and current(root) != folder:
                shutil.rmtree(folder, ignore_errors=True)


def _carry_out(writing: Writing, told: Iterable[Message]) -> bool:
    """Do what is told; whether it was committed."""
    for kind, what in told:
        if kind == "put":
            writing.put(map(abstract_of, what))
        elif kind == "take_out":
            writing.take_out(what)
        else:
            writing.commit(*what)
            return True
    return False


def _answer(answers: BinaryIO, word: bytes) -> None:
    answers.write(word)
    answers.flush()
