"""A process of its own that ingests, run by the durability tests: `ingesting.py DIR FIRST LAST`.

It stores the batches FIRST to LAST of 40 records, each in one ingest; a batch overlaps the next by
half. On stdout it says `reading N` within the ingest of batch N, and `stored N` once it is done.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from knowledge.model import Record
from knowledge.store import Store
from tests.knowledge.making import numbered


def batch(n: int) -> list[Record]:
    """The records of batch `n`."""
    return numbered(20 * n, 20 * n + 40)


def tell(what: str, n: int) -> None:
    """Say on stdout what has happened, at once."""
    sys.stdout.write(f"{what} {n}\n")
    sys.stdout.flush()


def reading(n: int) -> Iterator[Record]:
    """The records of batch `n`, telling half-way."""
    for count, each in enumerate(batch(n)):
        if count == 20:  # half-way
            tell("reading", n)
        yield each


def main() -> None:
    """Ingest what the command line says."""
    first, last = map(int, sys.argv[2:])
    with Store.open(Path(sys.argv[1]), create=True) as store:
        for n in range(first, last):
            store.add("base", reading(n))
            tell("stored", n)


if __name__ == "__main__":
    main()
