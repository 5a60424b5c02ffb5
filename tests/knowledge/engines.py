"""Every engine, made alike, for the tests that hold of all of them."""

from collections.abc import Callable, Sequence
from pathlib import Path

from knowledge.model import Abstract
from knowledge.search.engines.choice import IN_MEMORY, ON_DISK
from knowledge.search.engines.rank_bm25 import RankBM25
from knowledge.search.engines.retriever import Retriever
from tests.knowledge.search.index.making import on_disk

NAMES = [IN_MEMORY, ON_DISK]
Make = Callable[[Sequence[Abstract]], Retriever]
"""From abstracts to an engine over them."""


def maker(name: str, folder: Callable[[], Path]) -> Make:
    """What makes the engine of a name; `folder` gives a new folder for each."""
    if name == IN_MEMORY:
        return RankBM25
    return lambda abstracts: on_disk(folder(), abstracts).retriever
