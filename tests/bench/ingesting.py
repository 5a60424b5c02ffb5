"""A process of its own that stores and indexes: `python -m tests.bench.ingesting DIR FIRST`.

It ingests batches of 40 made-up records from number FIRST on, without end; a batch overlaps the
next by half. On stdout it says `reading N` within the ingest of batch N, and `stored N` after it.
"""

import sys
from collections.abc import Iterator
from itertools import count, islice
from pathlib import Path

from knowledge.base import KnowledgeBase
from knowledge.evaluation import synthetic
from knowledge.model import Record
from tests.knowledge.ingesting import tell

ENGINE = "tantivy"


def batch(n: int) -> list[Record]:
    """The records of batch `n`: those of 40 abstracts, none of them met twice."""
    made = synthetic.records(40, start=20 * n)
    return [record for record in made if record.source.file != synthetic.ALSO]


def reading(n: int) -> Iterator[Record]:
    """The records of batch `n`, telling half-way."""
    records = iter(batch(n))
    yield from islice(records, 20)
    tell("reading", n)
    yield from records


def main() -> None:
    """Ingest until it is stopped."""
    with KnowledgeBase.open(Path(sys.argv[1]), seed=False, engine=ENGINE) as base:
        for n in count(int(sys.argv[2])):
            base.ingest_records(reading(n))
            tell("stored", n)


if __name__ == "__main__":
    main()
