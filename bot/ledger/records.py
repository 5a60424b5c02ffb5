"""What the ledger keeps, as frozen records. Times are aware datetimes in UTC.

Ids are Discord's snowflakes; a `guild_id` of None means outside servers: a direct message.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Outcome(StrEnum):
    """What became of a question."""

    ANSWERED = "answered"
    ABSTAINED = "abstained"


class Dispatch(StrEnum):
    """What became of a reply that an interaction was promised."""

    OWED = "owed"
    ANSWERED = "answered"
    APOLOGISED = "apologised"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and what came of it.

    Attributes:
        question: as it was typed.
        context: the questions before it in the conversation, oldest first.
        user_id: who asked.
        guild_id: in which server.
        channel_id: in which channel or thread.
        at: when.
        outcome: answered or abstained from.
        answer: what was said, None for an abstention.
        confidence: 0 to 1.
        knowledge_version: of what was asked.
        latency_ms: what finding the answer took.
        cited: the ids of the cited abstracts, each once.
        uncovered: the words that nothing covers.
        id: its number in the ledger; 0 before it is kept. No number is ever given twice.
    """

    question: str
    user_id: int
    guild_id: int | None
    channel_id: int
    at: dt.datetime
    outcome: Outcome
    knowledge_version: str
    confidence: float
    latency_ms: float
    answer: str | None = None
    cited: tuple[str, ...] = ()
    uncovered: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    id: int = 0


@dataclass(frozen=True, slots=True)
class Feedback:
    """What somebody thinks of an answer, and why if they said so."""

    asked_id: int
    user_id: int
    helpful: bool
    at: dt.datetime
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Unmet:
    """A question that went unanswered, or whose answer did not help: how many said so, and why."""

    asked: Asked
    unhelpful: int = 0
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wish:
    """Somebody wants to know when a question can be answered."""

    question: str
    user_id: int
    guild_id: int | None
    channel_id: int
    at: dt.datetime
    asked_id: int | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class Golden:
    """A server's own question, and the ids of the papers that its answer must cite one of."""

    guild_id: int
    question: str
    expected: tuple[str, ...]
    at: dt.datetime
    added_by: int | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class GoldenRun:
    """How a server's golden questions did at a knowledge version."""

    guild_id: int
    at: dt.datetime
    knowledge_version: str
    passed: int
    total: int


@dataclass(frozen=True, slots=True)
class Proposed:
    """Papers that somebody would add to a server's, until somebody decides on that.

    `document` is what carrying it out needs, as JSON holds it, and in the words of whoever does it.
    """

    token: str
    guild_id: int
    user_id: int
    document: Mapping[str, Any]
    until: dt.datetime


@dataclass(frozen=True, slots=True)
class Owed:
    """A reply that an acknowledged interaction was promised.

    `what` says how to make it (in the words of whoever owes it); once it is settled, only which
    interaction it was, when and what became of it are kept. `keeper` is the number of the process
    that owes it, where several serve; 0 where there is only ever one.
    """

    interaction_id: int
    token: str
    what: str
    acknowledged_at: dt.datetime
    private: bool
    user_id: int
    guild_id: int | None
    channel_id: int
    state: Dispatch = Dispatch.OWED
    keeper: int = 0


@dataclass(frozen=True, slots=True)
class Served:
    """How an interaction was served; a time is None where it never came so far."""

    command: str
    guild_id: int | None
    at: dt.datetime
    acknowledged_ms: float | None
    answered_ms: float | None
    failed: bool = False
