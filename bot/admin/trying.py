"""A change of the papers tried out on a copy, before anybody sees it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from knowledge.base import KnowledgeBase
from knowledge.store.opening import FILE_NAME


@contextmanager
def copied(base: KnowledgeBase) -> Iterator[KnowledgeBase]:
    """A copy of a base, to be changed at will; it is gone afterwards.

    Raises:
        StoreError: it cannot be copied, as a base in a PostgreSQL database.
    """
    with TemporaryDirectory(prefix="footnote-trial-") as folder:
        base.store.backup(Path(folder) / FILE_NAME)
        with KnowledgeBase.open(Path(folder), collection=base.collection, seed=False) as copy:
            yield copy
