"""The database: collections of abstracts with their sources and knowledge versions.

One SQLite file, `footnote.db`, in the data directory, or a PostgreSQL database, through SQLAlchemy
Core.

store.py        `Store`, the one face of this package
open_base.py    an open base, read: what its collections hold
address.py      whether a base is a folder or a database's URL
backend.py      what is needed of a database
sqlite.py       a base in a file
sqlite_file.py  that file: durability, caches, log, recognised, created
connections.py  how all files of SQLite's are opened: waiting for a lock
postgres.py     a base in PostgreSQL
schema.py       the tables, and their version
upgrade.py      an older base brought up to date
migrations/     the steps from older tables
derivation.py   all that follows from the statements made anew
ingest.py       records stored; what counts as new, what as a duplicate
change.py       a change as one entry of the history, in one transaction; names of collections
history.py      history, undo, remove
origin.py       who changed a base, and when
sameness.py     which statements are of one work: neighbours found by their signatures
clusters.py     which statements are one abstract, kept up to date
union_find.py   numbers joined into groups
accounts.py     what a plan changes written down: abstracts, names, what is hidden, totals
rows.py         rows fetched and written, many at once
documents.py    a statement as JSON, in the database and in an export
queries.py      what reads: abstracts of a collection, by id, in batches
lookup.py       titles and authors by the beginnings of their words: suggestions
version.py      the knowledge version
difference.py   what differs between two versions
changes.py      what has changed since a generation, for indexes
following.py    the same for an index that many processes share
foresight.py    what an ingest would make of a collection
statistics.py   counts of terms and words, kept in PostgreSQL
word_counts.py  these counts read
backup.py       a file copied and put back while it is in use
restoration.py  the entry that a restored base gets
moving.py       a base copied into another database
placement.py    a new base put in place whole
export.py       what a collection sees, to be stored elsewhere
integrity.py    whether a base is sound
faults.py       database errors in one line
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
