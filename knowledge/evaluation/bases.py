"""Knowledge bases for one run: built through the store's own ingest, and gone when it ends."""

import tempfile
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Self

from knowledge.base import KnowledgeBase
from knowledge.evaluation.baseline import Baseline
from knowledge.model import Record
from knowledge.reader import Reader
from knowledge.settings import resource
from knowledge.store import Store

COLLECTION = "base"
Built = tuple[KnowledgeBase, Baseline]


class Bases:
    """The bases of one run and their baselines, each built once. A context manager.

    Args:
        reader: what reads the abstracts; None: the built-in reader.
    """

    def __init__(self, reader: Reader | None = None) -> None:
        self._reader = reader
        self._open = ExitStack()
        self._built: dict[str, Built] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def of(self, name: str, records: Callable[[], Sequence[Record]]) -> Built:
        """The base of this name and its baseline; `records` are what it is built from."""

        def build(folder: Path) -> KnowledgeBase:
            store = Store.open(folder, create=True)
            self._open.callback(store.close)
            store.add(COLLECTION, records())
            return KnowledgeBase(store, COLLECTION, reader=self._reader)

        return self._kept(name, build)

    def seeds(self) -> Built:
        """The base of the seeds, read from their pages."""
        return self.pages(resource("seeds"))

    def pages(self, path: Path) -> Built:
        """The base of the pages in a folder."""

        def build(folder: Path) -> KnowledgeBase:
            opened = KnowledgeBase.open(folder, seed=False, reader=self._reader)
            base = self._open.enter_context(opened)
            base.ingest([path])
            return base

        return self._kept(str(path), build)

    def _kept(self, name: str, build: Callable[[Path], KnowledgeBase]) -> Built:
        if name not in self._built:
            folder = self._open.enter_context(tempfile.TemporaryDirectory())
            base = build(Path(folder))
            self._built[name] = base, Baseline(base.papers())
        return self._built[name]
