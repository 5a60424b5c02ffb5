"""The tables, and the numbers by which a base is recognised.

What people have given is in `entries`, `statements`, `brings` and `covers`; nothing of it is ever
taken away. `abstracts`, `shadows`, the names and the accounts of `collections` follow from it, and
`rederive` makes them anew. `names` is a full-text index of its own kind for each database.
"""

import sqlalchemy as sa

APPLICATION_ID = 0x466F6F74  # "Foot"
SCHEMA_VERSION = 4
BASE = "base"
OF_THE_BOT = "ledger_"
"""How the names of tables begin that may stand beside these."""

metadata = sa.MetaData()

# SQLite's row numbers are 64 bits wide under the name INTEGER only.
_Number = sa.BigInteger().with_variant(sa.Integer, "sqlite")
# Ids are compared byte for byte, whatever language the database was set up for.
_Id = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")

# The counts and the hash are kept with the collection, so that asking for them costs one row.
# Those of a server's collection are what it adds to `base` (see `accounts`), and may be negative.
collections = sa.Table(
    "collections",
    metadata,
    sa.Column("key", sa.Integer, primary_key=True),
    sa.Column("name", sa.Text, nullable=False, unique=True),
    sa.Column("abstracts", sa.Integer, nullable=False),
    sa.Column("sources", sa.Integer, nullable=False),
    sa.Column("hash_sum", sa.Text, nullable=False),
    sa.Column("generation", sa.Integer, nullable=False, server_default="0"),
)

# What has happened: `what` is a JSON array of strings, `counts` a JSON object of numbers.
# `last_statement` is the greatest key of a statement when the entry was made.
entries = sa.Table(
    "entries",
    metadata,
    sa.Column("key", sa.Integer, primary_key=True),
    sa.Column("collection", sa.ForeignKey("collections.key"), nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("what", sa.Text, nullable=False),
    sa.Column("counts", sa.Text, nullable=False),
    sa.Column("undoes", sa.ForeignKey("entries.key")),
    sa.Column("active", sa.Boolean, nullable=False),
    sa.Column("last_statement", _Number, nullable=False),
)

# The knowledge version of every collection that an entry may have changed, before and after it.
versions = sa.Table(
    "versions",
    metadata,
    sa.Column("entry", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("collection", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("before", sa.Text, nullable=False),
    sa.Column("after", sa.Text, nullable=False),
    sqlite_with_rowid=False,
)

# What one source says: `document` is the JSON of `documents`, `text_id` the id of its text alone.
# `abstract` is the position of the abstract that it is part of; null while nobody brings it.
statements = sa.Table(
    "statements",
    metadata,
    sa.Column("key", _Number, primary_key=True, autoincrement=False),
    sa.Column("collection", sa.Integer, nullable=False),
    sa.Column("abstract", _Number),
    sa.Column("text_id", _Id, nullable=False),
    sa.Column("document", sa.Text, nullable=False),
)
sa.Index("statements_of_text", statements.c.text_id)
sa.Index("statements_of_abstract", statements.c.abstract)

# The numbers of each statement's signature (`dedup.signature`): near-duplicates have one in common.
signatures = sa.Table(
    "signatures",
    metadata,
    sa.Column("number", _Number, primary_key=True, autoincrement=False),
    sa.Column("statement", _Number, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

# Which entry brought which statement. `hidden` counts what speaks against it: that the entry is
# undone, and every removal that covers it; 0: it counts.
brings = sa.Table(
    "brings",
    metadata,
    sa.Column("entry", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("statement", _Number, primary_key=True, autoincrement=False),
    sa.Column("hidden", sa.Integer, nullable=False),
    sqlite_with_rowid=False,
)
sa.Index("brings_of_statement", brings.c.statement)

# What a removal hides: `brought` is the entry of the bringing that it covers.
covers = sa.Table(
    "covers",
    metadata,
    sa.Column("entry", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("statement", _Number, primary_key=True, autoincrement=False),
    sa.Column("brought", sa.Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)
sa.Index("covers_of_statement", covers.c.statement)

# `position` is the key of an abstract's first own statement; it orders abstracts as they were first
# stored, over all collections.
abstracts = sa.Table(
    "abstracts",
    metadata,
    sa.Column("position", _Number, primary_key=True, autoincrement=False),
    sa.Column("collection", sa.Integer, nullable=False),
    sa.Column("id", _Id, nullable=False),
    sa.UniqueConstraint("id", "collection"),
)

# Where a collection's own abstract at `over` takes in the one that `base` has at `under`. The rest
# is what the account of the collection took off for it.
shadows = sa.Table(
    "shadows",
    metadata,
    sa.Column("under", _Number, primary_key=True, autoincrement=False),
    sa.Column("collection", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("over", _Number, nullable=False),
    sa.Column("id", _Id, nullable=False),
    sa.Column("sources", sa.Integer, nullable=False),
    sa.Column("hash", sa.Text, nullable=False),
    sqlite_with_rowid=False,
)
sa.Index("shadows_of_over", shadows.c.collection, shadows.c.over)

# Ids of abstracts that an entry took away, or changed; new ones are found by their positions.
touched = sa.Table(
    "touched",
    metadata,
    sa.Column("collection", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("generation", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("id", _Id, primary_key=True),
    sqlite_with_rowid=False,
)

alembic_version = sa.Table(
    "alembic_version", metadata, sa.Column("version_num", sa.String(32), primary_key=True)
)

DERIVED = (abstracts, shadows, touched)


def create(connection: sa.Connection) -> None:
    """Make the tables of an empty base, but for the names, within the caller's transaction."""
    metadata.create_all(connection, checkfirst=False)
    connection.execute(alembic_version.insert(), {"version_num": revision(SCHEMA_VERSION)})
    add_collection(connection, BASE)


def revision(version: int) -> str:
    """The name by which Alembic knows a version of the schema."""
    return f"{version:04}"


def add_collection(connection: sa.Connection, name: str) -> None:
    """Add an empty collection."""
    empty = {"abstracts": 0, "sources": 0, "hash_sum": "0", "generation": 0}
    connection.execute(collections.insert(), {"name": name, **empty})
