"""The database: collections of abstracts with their sources and knowledge versions.

One SQLite file, `footnote.db`, in the data directory, through SQLAlchemy Core. Its modules:

- `database`: `Store`, the one face of this package;
- `schema`: the tables; `opening`: finding, recognising and creating the file;
- `reading` and `ingesting`: the queries; `rows`: rows to abstracts and back;
- `placing`: a new base put in place whole;
- `lookup`: titles and authors by their words' beginnings; `version`: the knowledge version;
- `faults`: database errors to one-line messages.
"""

from knowledge.store.address import exists, url_of
from knowledge.store.changes import Changes
from knowledge.store.difference import Difference, Fate
from knowledge.store.history import Entry
from knowledge.store.ingest import Added
from knowledge.store.placement import new_folder, put_in_place
from knowledge.store.queries import Holdings
from knowledge.store.store import Store

__all__ = [
    "Added",
    "Changes",
    "Difference",
    "Entry",
    "Fate",
    "Holdings",
    "Store",
    "exists",
    "new_folder",
    "put_in_place",
    "url_of",
]
