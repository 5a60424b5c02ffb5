"""The part of the ledger that keeps servers' settings."""

from collections.abc import Callable
from dataclasses import asdict

import sqlalchemy as sa
from pydantic import TypeAdapter

from bot.ledger.database import OpenLedger
from bot.ledger.schema import insert, servers
from bot.ledger.server_settings import ServerSettings

_SETTINGS = TypeAdapter(ServerSettings)


class Preferences(OpenLedger):
    """Settings by server, each a document: a setting that comes later needs no new column."""

    def settings(self, guild_id: int) -> ServerSettings:
        """A server's settings; the defaults where it has set none."""
        self._check_open()
        known = self._settings.get(guild_id)
        if known is not None:
            return known
        changes, remembers = self._changes, self._remembers
        with self._reading() as connection:
            read = read_settings(connection, guild_id)
        with self._lock:
            self._known[guild_id] = read
            if remembers and self._remembers and changes == self._changes:
                self._settings[guild_id] = read
        return read

    def last_settings(self, guild_id: int) -> ServerSettings | None:
        """A server's settings as they were last read here, though they cannot be read now."""
        return self._known.get(guild_id)

    def change_settings(
        self, guild_id: int, change: Callable[[ServerSettings], ServerSettings]
    ) -> ServerSettings:
        """Change a server's settings; nobody else's change comes in between."""
        with self._writing(f"settings {guild_id}") as connection:
            changed = change(read_settings(connection, guild_id))
            document = asdict(changed)
            del document["guild_id"]
            writing = insert(connection, servers).values(guild_id=guild_id, document=document)
            connection.execute(
                writing.on_conflict_do_update(
                    index_elements=["guild_id"], set_={"document": writing.excluded.document}
                )
            )
            self._database.tell(connection, guild_id)
        self._forget_settings(guild_id)
        return changed


def read_settings(connection: sa.Connection, guild_id: int) -> ServerSettings:
    """A server's settings; the defaults where it has set none."""
    document = connection.scalar(
        sa.select(servers.c.document).where(servers.c.guild_id == guild_id)
    )
    # What a later version may have added is left out.
    return _SETTINGS.validate_python({**(document or {}), "guild_id": guild_id})
