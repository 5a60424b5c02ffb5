"""What the bot needs of a ledger; `bot.ledger.SqliteLedger` is one.

Any thread may call any method: call them beside the event loop, never on it. Each is one
transaction: what it has returned from is on disk, also after a kill. All raise a StoreError where
the database cannot be used.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from bot.ledger.records import (
    Asked,
    DailyLimits,
    Dispatch,
    Feedback,
    Golden,
    GoldenRun,
    Owed,
    Served,
    ServerSettings,
    Unmet,
    Wish,
)

Tables = Mapping[str, Sequence[Mapping[str, Any]]]
"""Rows by the name of what they are, such as "questions"; values that JSON can hold."""


class Ledger(Protocol):
    """Settings, questions and what people made of the answers. See the module."""

    # Settings

    def settings(self, guild_id: int) -> ServerSettings:
        """A server's settings; the defaults where it has set none."""
        ...

    def change_settings(
        self, guild_id: int, change: Callable[[ServerSettings], ServerSettings]
    ) -> ServerSettings:
        """Change a server's settings; nobody else's change comes in between."""
        ...

    # Questions, and what people made of the answers

    def keep_asked(self, asked: Asked) -> int:
        """Keep a question; its id."""
        ...

    def asked(self, asked_id: int) -> Asked | None:
        """The question with this id, None where it is no longer kept."""
        ...

    def place_answer(self, asked_id: int, message_id: int) -> None:
        """Note in which message the answer stands."""
        ...

    def answer_in(self, message_id: int) -> Asked | None:
        """The question whose answer stands in this message."""
        ...

    def asked_in(self, channel_id: int, limit: int) -> list[Asked]:
        """The last questions of a channel or thread, oldest first."""
        ...

    def asked_since(
        self, guild_id: int | None, since: dt.datetime, limit: int = 50_000
    ) -> list[Asked]:
        """A server's questions since then, oldest first; of more than `limit` the latest."""
        ...

    def keep_feedback(self, feedback: Feedback) -> bool:
        """Keep what somebody thinks of an answer in place of what they thought before.

        A reason stays as long as they think the same and give no other.

        Returns:
            Whether it is kept anew: False where it says nothing new, or the answer is gone.
        """
        ...

    def feedback_since(self, guild_id: int | None, since: dt.datetime) -> list[Feedback]:
        """What people of a server think of the answers to questions asked since then."""
        ...

    def unmet(self, guild_id: int | None, since: dt.datetime) -> list[Unmet]:
        """Questions since then that were abstained from or whose answer did not help."""
        ...

    def ask_a_human(self, asked_id: int, user_id: int, at: dt.datetime) -> bool:
        """Mark that humans are asked; True the first time only, False too if the answer is gone."""
        ...

    def asked_a_human(self, asked_id: int) -> bool:
        """Whether humans are asked."""
        ...

    # Wishes to be told

    def keep_wish(self, wish: Wish) -> bool:
        """Keep a wish; False where the same person has the same wish in that server already."""
        ...

    def wishes(self, guild_id: int | None) -> list[Wish]:
        """The wishes of a server, oldest first."""
        ...

    def grant(self, wish_id: int) -> bool:
        """Take a wish out, of which the person was told; True for exactly one caller."""
        ...

    # Golden questions

    def add_golden(self, golden: Golden) -> int:
        """Keep a golden question in place of one with the same words; its id."""
        ...

    def goldens(self, guild_id: int) -> list[Golden]:
        """A server's golden questions, oldest first."""
        ...

    def remove_golden(self, guild_id: int, golden_id: int) -> bool:
        """Take a golden question of this server out; False where there is none such."""
        ...

    def keep_golden_run(self, run: GoldenRun) -> None:
        """Keep how the golden questions did."""
        ...

    def golden_runs(self, guild_id: int, limit: int = 10) -> list[GoldenRun]:
        """How they did the last times, the latest first."""
        ...

    # What an interaction was promised, and what was read

    def owe(self, owed: Owed) -> None:
        """Keep that an acknowledged interaction is owed a reply."""
        ...

    def owed(self, since: dt.datetime) -> list[Owed]:
        """The replies still owed to interactions acknowledged since then, oldest first."""
        ...

    def settle(self, interaction_id: int, state: Dispatch) -> bool:
        """Note that a reply is no longer owed; True for exactly one caller."""
        ...

    def dispatch(
        self,
        owed: Sequence[Owed],
        settled: Mapping[int, Dispatch],
        seen: Mapping[int, int],
        served: Sequence[Served] = (),
    ) -> None:
        """Do what `owe`, `settle`, `see` and `keep_served` do, for many at once: all, or nothing.

        Args:
            owed: the replies that are owed now.
            settled: what became of replies that were owed, by interaction.
            seen: up to which message channels were read, by channel.
            served: how interactions were served.
        """
        ...

    def claim_message(self, channel_id: int, message_id: int, at: dt.datetime) -> bool:
        """Take a message to answer it; True for exactly one caller, ever (a week at least)."""
        ...

    def is_claimed(self, message_id: int) -> bool:
        """Whether somebody has taken the message."""
        ...

    def see(self, channel_id: int, message_id: int) -> None:
        """Note that a channel was read up to this message; it never goes back."""
        ...

    def last_seen(self) -> dict[int, int]:
        """Up to which message each channel was read."""
        ...

    def spend(
        self,
        day: dt.date,
        user_id: int,
        channel_id: int,
        guild_id: int | None,
        limits: DailyLimits,
    ) -> str | None:
        """Count one question of that day, unless a limit is reached.

        Returns:
            None where it was counted; else which limit is reached: "user", "channel" or "server".
        """
        ...

    def keep_served(self, served: Served) -> None:
        """Keep how an interaction was served."""
        ...

    def served_since(self, guild_id: int | None, since: dt.datetime) -> list[Served]:
        """How a server's interactions were served since then, oldest first."""
        ...

    def keep_change(self, guild_id: int, entry: int, user_id: int) -> None:
        """Note who made this entry of the history of a server's papers."""
        ...

    def changers(self, guild_id: int) -> dict[int, int]:
        """Who made which entry, as far as they have not asked to be forgotten."""
        ...

    # Privacy

    def about_user(self, user_id: int) -> Tables:
        """All that is kept about somebody, but for replies that they are waiting for now."""
        ...

    def forget_user(self, user_id: int) -> int:
        """Forget somebody: no byte of theirs stays in the database's files.

        Golden questions stay, as the server's own; who added them does not.

        Returns:
            How many rows were taken out, as `about_user` counts them.
        """
        ...

    def forget_server(self, guild_id: int) -> int:
        """Forget all about a server likewise; how many rows were taken out."""
        ...

    def purge(self, now: dt.datetime) -> int:
        """Take out, without a trace, what is older than each server's retention; how many rows."""
        ...

    def close(self) -> None:
        """Let go of the database; closing twice is no error."""
        ...
