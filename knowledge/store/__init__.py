"""The database: collections of abstracts with their sources and knowledge versions.

One SQLite file, `footnote.db`, in the data directory, through SQLAlchemy Core. Its modules:

- `store`: `Store`, the one face of this package;
- `schema`: the tables; `address`, `files`, `connections`, `sqlite`, `postgres`: which database a
  base is in;
- `queries`: what reads; `ingest`, `change`, `clusters`, `accounts`, `rows`: what writes;
- `foresight`: what an ingest would make of a collection;
- `sameness`: which statements are of one work; `history`, `difference`, `changes`: what changed;
- `statistics`, `word_counts`: what is counted, for an index that many processes share; `following`:
  what such an index needs to follow a base;
- `placement`, `backup`, `restoration`, `upgrade`: a base put in place whole, or made anew;
- `lookup`: titles and authors by their words' beginnings; `version`: the knowledge version;
- `faults`: database errors to one-line messages; `integrity`: whether a base is sound.
"""

from knowledge.store.address import exists, url_of
from knowledge.store.changes import Changes
from knowledge.store.difference import Difference, Fate
from knowledge.store.foresight import Foreseen
from knowledge.store.history import Entry
from knowledge.store.ingest import Added
from knowledge.store.placement import new_folder, put_in_place
from knowledge.store.queries import Holdings
from knowledge.store.statistics import title_key
from knowledge.store.store import Store

__all__ = [
    "Added",
    "Changes",
    "Difference",
    "Entry",
    "Fate",
    "Foreseen",
    "Holdings",
    "Store",
    "exists",
    "new_folder",
    "put_in_place",
    "title_key",
    "url_of",
]
