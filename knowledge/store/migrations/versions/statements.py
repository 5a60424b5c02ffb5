"""Statements with their ingests in place of abstracts with their sources.

Nothing tells any more what each source of an abstract stated: each becomes a statement of all that
the abstract holds. They are what the first entry of their collection's history brought.
"""

import datetime as dt
import json
from collections.abc import Iterator
from itertools import count
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_BATCH = 500
_OLD = sa.text(
    "SELECT abstracts.*, sources.file, sources.line FROM abstracts "
    "JOIN sources ON sources.abstract = abstracts.position "
    "WHERE abstracts.position > :after AND abstracts.position <= :until "
    "ORDER BY abstracts.position, sources.file, sources.line"
)
_LISTS = ("authors", "affiliations", "categories")
_FLAGS = ("et_al", "has_code", "title_in_doubt")


def upgrade() -> None:
    """Take the step."""
    _create_history()
    _create_statements()
    connection = op.get_bind()
    entries = {
        key: _enter(connection, key)
        for (key,) in connection.execute(
            sa.text("SELECT DISTINCT collection FROM abstracts ORDER BY 1")
        ).all()
    }
    _copy(connection, entries)
    op.drop_table("sources")
    op.drop_table("abstracts")
    _create_derived()
    op.add_column(
        "collections", sa.Column("generation", sa.Integer, nullable=False, server_default="0")
    )


def _create_history() -> None:
    op.create_table(
        "entries",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column("collection", sa.Integer, sa.ForeignKey("collections.key"), nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("counts", sa.Text, nullable=False),
        sa.Column("undoes", sa.Integer, sa.ForeignKey("entries.key")),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.Column("last_statement", sa.Integer, nullable=False),
    )
    op.create_table(
        "versions",
        *_keys("entry", "collection"),
        sa.Column("before", sa.Text, nullable=False),
        sa.Column("after", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )


def _create_statements() -> None:
    op.create_table(
        "statements",
        *_keys("key"),
        sa.Column("collection", sa.Integer, nullable=False),
        sa.Column("abstract", sa.Integer),
        sa.Column("text_id", sa.Text, nullable=False),
        sa.Column("document", sa.Text, nullable=False),
    )
    op.create_table("signatures", *_keys("number", "statement"), sqlite_with_rowid=False)
    op.create_index("statements_of_text", "statements", ["text_id"])
    op.create_index("statements_of_abstract", "statements", ["abstract"])
    op.create_table(
        "brings",
        *_keys("entry", "statement"),
        sa.Column("hidden", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("brings_of_statement", "brings", ["statement"])
    op.create_table("covers", *_keys("entry", "statement", "brought"), sqlite_with_rowid=False)
    op.create_index("covers_of_statement", "covers", ["statement"])


def _create_derived() -> None:
    op.create_table(
        "abstracts",
        *_keys("position"),
        sa.Column("collection", sa.Integer, nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.UniqueConstraint("id", "collection"),
    )
    op.create_table(
        "shadows",
        *_keys("under", "collection"),
        sa.Column("over", sa.Integer, nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("sources", sa.Integer, nullable=False),
        sa.Column("hash", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("shadows_of_over", "shadows", ["collection", "over"])
    op.create_table(
        "touched",
        *_keys("collection", "generation"),
        sa.Column("id", sa.Text, primary_key=True),
        sqlite_with_rowid=False,
    )


def _keys(*names: str) -> list[sa.Column[int]]:
    return [sa.Column(each, sa.Integer, primary_key=True, autoincrement=False) for each in names]


def _enter(connection: sa.Connection, collection: int) -> int:
    """The entry by which a collection got what it holds."""
    row = {
        "collection": collection,
        "at": dt.datetime.now(dt.UTC).replace(microsecond=0).isoformat(),
        "what": json.dumps(["what was there before the history began"]),
    }
    entry: int = connection.execute(
        sa.text(
            "INSERT INTO entries (collection, kind, at, who, what, counts, active, last_statement) "
            "VALUES (:collection, 'ingest', :at, '', :what, '{}', 1, 0) RETURNING key"
        ),
        row,
    ).scalar_one()
    return entry


def _copy(connection: sa.Connection, entries: dict[int, int]) -> None:
    numbers = count(1)
    for abstracts in _old_abstracts(connection):
        rows = [
            {
                "key": next(numbers),
                "entry": entries[row["collection"]],
                "collection": row["collection"],
                "text_id": row["id"],
                "document": _document(row),
            }
            for row in abstracts
        ]
        connection.execute(
            sa.text(
                "INSERT INTO statements (key, collection, text_id, document) "
                "VALUES (:key, :collection, :text_id, :document)"
            ),
            rows,
        )
        connection.execute(
            sa.text("INSERT INTO brings (entry, statement, hidden) VALUES (:entry, :key, 0)"), rows
        )
    connection.execute(
        sa.text("UPDATE entries SET last_statement = :last"), {"last": next(numbers) - 1}
    )


def _old_abstracts(connection: sa.Connection) -> Iterator[list[dict[str, Any]]]:
    """The rows of abstracts with each of their sources, a few hundred abstracts at a time."""
    last = connection.execute(sa.text("SELECT coalesce(max(position), 0) FROM abstracts")).scalar()
    for after in range(0, last or 0, _BATCH):
        found = connection.execute(_OLD, {"after": after, "until": after + _BATCH}).mappings()
        if rows := [dict(row) for row in found]:
            yield rows


def _document(row: dict[str, Any]) -> str:
    """What one source states, as JSON."""
    facts: dict[str, Any] = {
        "text": row["text"],
        "sources": [{"file": row["file"], "line": row["line"]}],
    }
    facts |= {name: row[name] for name in ("title", "url") if row[name]}
    facts |= {name: json.loads(row[name]) for name in _LISTS if row[name] != "[]"}
    facts |= {name: True for name in _FLAGS if row[name]}
    if row["published_text"] or row["published_date"]:
        facts["published"] = {"text": row["published_text"], "date": row["published_date"]}
    return json.dumps(facts, ensure_ascii=False, separators=(",", ":"))
