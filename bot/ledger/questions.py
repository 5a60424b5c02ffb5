"""The part of the ledger that keeps questions, and what people made of the answers."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import sqlalchemy as sa

from bot.ledger.database import OpenLedger
from bot.ledger.records import Asked, Feedback, Outcome, Unmet
from bot.ledger.schema import add, feedback, humans_asked, questions


class Questions(OpenLedger):
    """Questions with their outcomes; feedback on the answers; who asked humans instead."""

    def keep_asked(self, asked: Asked) -> int:
        """Keep a question; its id."""
        values = asdict(asked)
        del values["id"]
        with self._writing() as connection:
            done = connection.execute(questions.insert(), values)
            return int(done.inserted_primary_key[0])  # type: ignore[index]  # one was inserted

    def asked(self, asked_id: int) -> Asked | None:
        """The question with this id, None where it is no longer kept."""
        return self._one(questions.c.id == asked_id)

    def place_answer(self, asked_id: int, message_id: int) -> None:
        """Note in which message the answer stands."""
        with self._writing() as connection:
            placing = questions.update().where(questions.c.id == asked_id)
            connection.execute(placing.values(message_id=message_id))

    def answer_in(self, message_id: int) -> Asked | None:
        """The question whose answer stands in this message."""
        return self._one(questions.c.message_id == message_id)

    def asked_in(self, channel_id: int, limit: int) -> list[Asked]:
        """The last questions of a channel or thread, oldest first."""
        return self._last(questions.c.channel_id == channel_id, limit=limit)

    def asked_since(
        self, guild_id: int | None, since: dt.datetime, limit: int = 50_000
    ) -> list[Asked]:
        """A server's questions since then, oldest first; of more than `limit` the latest."""
        return self._last(*_since(guild_id, since), limit=limit)

    def keep_feedback(self, feedback: Feedback) -> bool:
        """Keep what somebody thinks of an answer in place of what they thought before.

        A reason stays as long as they think the same and give no other.

        Returns:
            Whether it is kept anew: False where it says nothing new, or the answer is gone.
        """
        with self._writing(f"opinions {feedback.asked_id}") as connection:
            return _is_kept(connection, feedback.asked_id) and _replace(connection, feedback)

    def feedback_since(self, guild_id: int | None, since: dt.datetime) -> list[Feedback]:
        """What people of a server think of the answers to questions asked since then."""
        with self._reading() as connection:
            found = sa.select(feedback).join(questions).where(*_since(guild_id, since))
            return [_feedback(row) for row in connection.execute(found.order_by(feedback.c.at))]

    def unmet(self, guild_id: int | None, since: dt.datetime) -> list[Unmet]:
        """Questions since then that were abstained from or whose answer did not help."""
        down = sa.exists().where(feedback.c.asked_id == questions.c.id, ~feedback.c.helpful)
        failing = sa.or_(questions.c.outcome == Outcome.ABSTAINED, down)
        found = self._last(*_since(guild_id, since), failing, limit=50_000)
        said: dict[int, list[Feedback]] = {}
        for each in self.feedback_since(guild_id, since):
            if not each.helpful:
                said.setdefault(each.asked_id, []).append(each)
        return [_unmet(each, said.get(each.id, ())) for each in found]

    def ask_a_human(self, asked_id: int, user_id: int, at: dt.datetime) -> bool:
        """Mark that humans are asked; True the first time only, False too if the answer is gone."""
        with self._writing() as connection:
            if not _is_kept(connection, asked_id):
                return False
            mark = {"asked_id": asked_id, "user_id": user_id, "at": at}
            return add(connection, humans_asked, mark)

    def asked_a_human(self, asked_id: int) -> bool:
        """Whether humans are asked."""
        found = sa.select(humans_asked.c.asked_id).where(humans_asked.c.asked_id == asked_id)
        with self._reading() as connection:
            return connection.scalar(found) is not None

    def _one(self, *wanted: sa.ColumnElement[bool]) -> Asked | None:
        return next(iter(self._last(*wanted, limit=1)), None)

    def _last(self, *wanted: sa.ColumnElement[bool], limit: int) -> list[Asked]:
        latest = sa.select(questions).where(*wanted).order_by(questions.c.id.desc()).limit(limit)
        with self._reading() as connection:
            return [_asked(row) for row in connection.execute(latest)][::-1]


def _since(guild_id: int | None, since: dt.datetime) -> tuple[sa.ColumnElement[bool], ...]:
    return questions.c.guild_id.is_not_distinct_from(guild_id), questions.c.at >= since


def _is_kept(connection: sa.Connection, asked_id: int) -> bool:
    found = sa.select(questions.c.id).where(questions.c.id == asked_id)
    # Until the end of the transaction, nobody takes it out.
    return connection.scalar(found.with_for_update(read=True, key_share=True)) is not None


def _replace(connection: sa.Connection, given: Feedback) -> bool:
    """Put an opinion in place of the one before; False where it says nothing new."""
    keys = feedback.c.asked_id == given.asked_id, feedback.c.user_id == given.user_id
    before = connection.execute(sa.select(feedback).where(*keys)).first()
    # Who says the same again without a reason takes none back: the form in which somebody gives
    # one may be sent before the press that opened it is kept.
    if before and before.helpful == given.helpful and given.reason in {None, before.reason}:
        return False
    connection.execute(feedback.delete().where(*keys))
    connection.execute(feedback.insert(), asdict(given))
    return True


def _asked(row: sa.Row[Any]) -> Asked:
    values = {key: value for key, value in row._mapping.items() if key != "message_id"}  # noqa: SLF001  # SQLAlchemy's public name for it
    for key in ("cited", "uncovered", "context"):
        values[key] = tuple(values[key])
    return Asked(**values | {"outcome": Outcome(values["outcome"])})


def _feedback(row: sa.Row[Any]) -> Feedback:
    return Feedback(**row._mapping)  # noqa: SLF001  # SQLAlchemy's public name for it


def _unmet(asked: Asked, against: Sequence[Feedback]) -> Unmet:
    return Unmet(asked, len(against), tuple(each.reason for each in against if each.reason))
