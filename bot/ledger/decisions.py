"""The part of the ledger that keeps what waits for somebody's decision."""

import datetime as dt
from dataclasses import asdict

import sqlalchemy as sa

from bot.ledger.database import OpenLedger
from bot.ledger.records import Proposed
from bot.ledger.schema import proposals


class Decisions(OpenLedger):
    """Papers that are proposed: kept until somebody decides on them, or for as long as is said."""

    def propose(self, proposed: Proposed) -> None:
        """Keep what is proposed."""
        with self._writing() as connection:
            connection.execute(proposals.insert(), asdict(proposed))

    def decide(self, guild_id: int, token: str, now: dt.datetime) -> Proposed | None:
        """Take out what a server's people decide on, for exactly one of them; None: not there."""
        this = proposals.c.token == token, proposals.c.guild_id == guild_id, proposals.c.until > now
        found = sa.select(proposals).where(*this).with_for_update()
        with self._writing() as connection:
            row = connection.execute(found).mappings().first()
            connection.execute(proposals.delete().where(*this))
        return Proposed(**row) if row else None
