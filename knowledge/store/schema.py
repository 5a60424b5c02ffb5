"""The tables, and the two numbers in the file's header by which a base is recognised.

`names` is a full-text index without content of its own: `names.rowid` is `abstracts.position`, and
its words are those that `lookup` finds an abstract by. Every other table is plain SQL.
"""

import sqlalchemy as sa
from sqlalchemy.schema import CreateIndex, CreateTable

APPLICATION_ID = 0x466F6F74  # "Foot"
SCHEMA_VERSION = 1
BASE = "base"

metadata = sa.MetaData()

# The counts and the hash are kept with the collection, so that asking for them costs one row.
collections = sa.Table(
    "collections",
    metadata,
    sa.Column("key", sa.Integer, primary_key=True),
    sa.Column("name", sa.Text, nullable=False, unique=True),
    sa.Column("abstracts", sa.Integer, nullable=False),
    sa.Column("sources", sa.Integer, nullable=False),
    sa.Column("hash_sum", sa.Text, nullable=False),
)

# `position` orders abstracts as they were first stored, over all collections. `authors`,
# `affiliations` and `categories` are JSON arrays of strings.
abstracts = sa.Table(
    "abstracts",
    metadata,
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("collection", sa.ForeignKey("collections.key"), nullable=False),
    sa.Column("id", sa.Text, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("title", sa.Text),
    sa.Column("title_in_doubt", sa.Boolean, nullable=False),
    sa.Column("authors", sa.Text, nullable=False),
    sa.Column("et_al", sa.Boolean, nullable=False),
    sa.Column("affiliations", sa.Text, nullable=False),
    sa.Column("published_text", sa.Text),
    sa.Column("published_date", sa.Date),
    sa.Column("categories", sa.Text, nullable=False),
    sa.Column("has_code", sa.Boolean, nullable=False),
    sa.Column("url", sa.Text),
    sa.UniqueConstraint("collection", "id"),
)
sa.Index("abstracts_in_order", abstracts.c.collection, abstracts.c.position)

sources = sa.Table(
    "sources",
    metadata,
    sa.Column("abstract", sa.ForeignKey("abstracts.position"), primary_key=True),
    sa.Column("file", sa.Text, primary_key=True),
    sa.Column("line", sa.Integer, primary_key=True),
    sqlite_with_rowid=False,
)

names = sa.table("names", sa.column("names"), sa.column("rowid"), sa.column("words"))
_CREATE_NAMES = (
    "CREATE VIRTUAL TABLE names USING fts5(words, content='', detail=none, columnsize=0, "
    "prefix='1 2', tokenize='unicode61 remove_diacritics 0')"
)


def create(connection: sa.Connection) -> None:
    """Make an empty base out of an empty database, within the caller's transaction."""
    for table in metadata.sorted_tables:
        connection.execute(CreateTable(table))
        for index in table.indexes:
            connection.execute(CreateIndex(index))
    connection.exec_driver_sql(_CREATE_NAMES)
    add_collection(connection, BASE)
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")


def add_collection(connection: sa.Connection, name: str) -> None:
    """Add an empty collection."""
    connection.execute(
        collections.insert(), {"name": name, "abstracts": 0, "sources": 0, "hash_sum": "0"}
    )
