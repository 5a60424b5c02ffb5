"""Rows for tests of the ledger."""

import datetime as dt
from dataclasses import replace
from typing import Any

from bot.ledger import Asked, Outcome, Owed, Wish

NOW = dt.datetime(2025, 3, 14, 9, 26, 53, tzinfo=dt.UTC)
GUILD, OTHER_GUILD = 700, 800
ANNE, BERT = 11, 12
CHANNEL = 71


def asked(question: str = "How tall is it?", **changes: Any) -> Asked:
    """An answered question of Anne's."""
    made = Asked(
        question=question,
        user_id=ANNE,
        guild_id=GUILD,
        channel_id=CHANNEL,
        at=NOW,
        outcome=Outcome.ANSWERED,
        knowledge_version="0123456789abcdef",
        confidence=0.9,
        latency_ms=12.5,
        answer="Two metres. [1]",
        cited=("a1", "b2"),
    )
    return replace(made, **changes)


def abstained(question: str = "Who won?", **changes: Any) -> Asked:
    """A question of Anne's that the base does not answer."""
    unanswered: dict[str, Any] = {
        "uncovered": ("won",),
        "outcome": Outcome.ABSTAINED,
        "answer": None,
        "cited": (),
        "confidence": 0.1,
    }
    return asked(question, **unanswered | changes)


def wish(question: str = "Who won?", **changes: Any) -> Wish:
    """A wish of Anne's."""
    return replace(Wish(question, ANNE, GUILD, CHANNEL, NOW), **changes)


def owed(interaction_id: int = 5, **changes: Any) -> Owed:
    """A public reply to Anne's question."""
    made = Owed(interaction_id, "a-token", "ask How tall?", NOW, False, ANNE, GUILD, CHANNEL)  # noqa: FBT003  # private
    return replace(made, **changes)
