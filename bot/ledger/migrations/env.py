"""What Alembic runs: the ledger's steps, on the connection and in the transaction it was handed."""

from alembic import context

from bot.ledger import schema

context.configure(
    connection=context.config.attributes["connection"], version_table=schema.version.name
)
context.run_migrations()
