"""A change of the papers tried out on a copy, before anybody sees it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from knowledge.base import KnowledgeBase
from knowledge.errors import StoreError

_EXPORTED = "copy.jsonl"


@contextmanager
def copied(base: KnowledgeBase) -> Iterator[KnowledgeBase]:
    """A copy of what a collection sees, to be changed at will; it is gone afterwards.

    Raises:
        StoreError: it cannot be copied.
    """
    with TemporaryDirectory(prefix="footnote-trial-") as name:
        folder = Path(name)
        if _is_backed_up(base, folder):
            collection, pages = base.collection, []
        else:
            collection, pages = "base", [_exported(base, folder)]
        with KnowledgeBase.open(
            folder, collection=collection, seed=False, reader=base.reader
        ) as copy:
            if pages:
                copy.ingest(pages)
            yield copy


def _is_backed_up(base: KnowledgeBase, folder: Path) -> bool:
    """Copy the whole database; False for a database that is copied otherwise."""
    try:
        base.copy_to(folder)
    except StoreError:
        return False
    return True


def _exported(base: KnowledgeBase, folder: Path) -> Path:
    """What a collection sees, as a page that makes the same abstracts wherever it is read."""
    there = base.collection in base.store.collections()
    page = folder / _EXPORTED
    with page.open("w", encoding="utf-8") as stream:
        lines = base.store.export(base.collection if there else "base")
        stream.writelines(f"{line}\n" for line in lines)
    return page
