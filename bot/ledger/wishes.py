"""The part of the ledger that keeps wishes to be told, and golden questions."""

from dataclasses import asdict

import sqlalchemy as sa

from bot.ledger.database import OpenLedger
from bot.ledger.records import Golden, GoldenRun, Wish
from bot.ledger.schema import add, golden_runs, goldens, wishes


class Wishes(OpenLedger):
    """Who wants to know when a question can be answered."""

    def keep_wish(self, wish: Wish) -> bool:
        """Keep a wish; False where the same person has the same wish in that server already."""
        values = asdict(wish) | {"place": wish.guild_id or 0}
        del values["id"]
        with self._writing() as connection:
            return add(connection, wishes, values)

    def wishes(self, guild_id: int | None) -> list[Wish]:
        """The wishes of a server, oldest first."""
        columns = [column for column in wishes.c if column.name != "place"]
        found = sa.select(*columns).where(wishes.c.place == (guild_id or 0)).order_by(wishes.c.id)
        with self._reading() as connection:
            return [Wish(**row) for row in connection.execute(found).mappings()]

    def grant(self, wish_id: int) -> bool:
        """Take a wish out, of which the person was told; True for exactly one caller."""
        with self._writing() as connection:
            return connection.execute(wishes.delete().where(wishes.c.id == wish_id)).rowcount == 1


class Goldens(OpenLedger):
    """A server's own questions with expected papers, and how they did."""

    def add_golden(self, golden: Golden) -> int:
        """Keep a golden question in place of one with the same words; its id."""
        values = asdict(golden)
        del values["id"]
        same = goldens.c.guild_id == golden.guild_id, goldens.c.question == golden.question
        with self._writing(f"goldens {golden.guild_id}") as connection:
            connection.execute(goldens.delete().where(*same))
            done = connection.execute(goldens.insert(), values)
            return int(done.inserted_primary_key[0])  # type: ignore[index]  # one was inserted

    def goldens(self, guild_id: int) -> list[Golden]:
        """A server's golden questions, oldest first."""
        found = sa.select(goldens).where(goldens.c.guild_id == guild_id).order_by(goldens.c.id)
        with self._reading() as connection:
            rows = connection.execute(found).mappings().all()
        return [Golden(**{**row, "expected": tuple(row["expected"])}) for row in rows]

    def remove_golden(self, guild_id: int, golden_id: int) -> bool:
        """Take a golden question of this server out; False where there is none such."""
        this = goldens.c.guild_id == guild_id, goldens.c.id == golden_id
        with self._writing() as connection:
            return connection.execute(goldens.delete().where(*this)).rowcount == 1

    def keep_golden_run(self, run: GoldenRun) -> None:
        """Keep how the golden questions did."""
        with self._writing() as connection:
            connection.execute(golden_runs.insert(), asdict(run))

    def golden_runs(self, guild_id: int, limit: int = 10) -> list[GoldenRun]:
        """How they did the last times, the latest first."""
        columns = [column for column in golden_runs.c if column.name != "id"]
        of_server = sa.select(*columns).where(golden_runs.c.guild_id == guild_id)
        latest = of_server.order_by(golden_runs.c.id.desc()).limit(limit)
        with self._reading() as connection:
            return [GoldenRun(**row) for row in connection.execute(latest).mappings()]
