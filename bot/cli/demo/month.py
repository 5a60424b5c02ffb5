"""A made-up month of a server: questions that the real base answers, and how that was liked."""

import datetime as dt
from itertools import cycle

from bot.ledger import (
    Asked,
    DailyLimits,
    Feedback,
    Golden,
    GoldenRun,
    Outcome,
    QaChannel,
    Replies,
    Served,
    ServerSettings,
    WhenUnanswered,
)
from bot.serve.desk import Desk
from bot.serve.occasions import Occasion
from knowledge.model import Abstention, Answer

GUILD, ADA, BEN, LEO, MONA = 100, 101, 102, 103, 104
GENERAL, QUESTIONS, READING = 201, 202, 203
HELPERS, READERS, LIBRARIANS = 301, 302, 303
CHANNELS = {GENERAL: "general", QUESTIONS: "paper-questions", READING: "reading-list"}
NAMES = {
    ADA: "ada",
    BEN: "ben",
    LEO: "leo",
    MONA: "mona",
    HELPERS: "helpers",
    READERS: "readers",
    LIBRARIANS: "librarians",
    **CHANNELS,
}
GOLDEN = "How many parameters does BLOOM have?"
_LICENSE = "Under which license is Mistral 7B released?"
SETTINGS = ServerSettings(
    guild_id=GUILD,
    channels=(QaChannel(QUESTIONS), QaChannel(READING, WhenUnanswered.SILENT)),
    replies=Replies.THREAD,
    helper_role=HELPERS,
    asker_role=READERS,
    keeper_role=LIBRARIANS,
    limits=DailyLimits(user=50, server=1000),
    retention_days=90,
)
_ASKED = (
    GOLDEN,
    "Who wrote the Mistral 7B paper?",
    "How many GPUs was GPT-5 trained on?",
    _LICENSE,
    "On how many languages was BLOOM trained?",
    "Who won the regatta of Kiel?",
    "What is grouped-query attention used for?",
    "Does a paper compare BLOOM with GPT-5?",
    "What is StarCoder?",
)
_REASONS = (
    "I meant the instruct model.",
    "I wanted a newer paper.",
    "It answers another question.",
)
_DAYS = 28
_RUNS = ((9, 2), (2, 2))
"""Days ago, and how many of two golden questions passed then."""


def live_through(desk: Desk, now: dt.datetime) -> None:
    """Let a server have used the bot for four weeks."""
    desk.ledger.change_settings(GUILD, lambda _: SETTINGS)
    questions, people = cycle(_ASKED), cycle((ADA, BEN, LEO, MONA))
    for ago in range(_DAYS, 0, -1):
        for number in range(2 + ago * 5 % 4):
            at = now - dt.timedelta(days=ago, minutes=-number)
            _ask(desk, next(questions), next(people), at)
    for question, name in ((GOLDEN, "BLOOM"), (_LICENSE, "Mistral 7B")):
        (paper, *_) = desk.knowledge.papers(name)
        desk.ledger.add_golden(Golden(GUILD, question, (paper.id,), now, MONA))
    version = desk.knowledge.statistics().knowledge_version
    for ago, passed in _RUNS:
        at = now - dt.timedelta(days=ago)
        desk.ledger.keep_golden_run(GoldenRun(GUILD, at, version, passed, 2))


def occasion(user_id: int = ADA, *, private: bool | None = False) -> Occasion:
    """Somebody asks in the general channel."""
    return Occasion(user_id, GUILD, GENERAL, frozenset({READERS}), private)


def _ask(desk: Desk, question: str, user_id: int, at: dt.datetime) -> None:
    """Somebody asked then; some say whether the answer helped."""
    asked = _asked(desk.knowledge.ask(question), user_id, at)
    number, answered = desk.ledger.keep_asked(asked), asked.outcome is Outcome.ANSWERED
    if answered and number % 3 == 0:
        desk.ledger.keep_feedback(Feedback(number, user_id, helpful=True, at=at))
    elif answered and number % 16 == 1:
        why = _REASONS[number % len(_REASONS)]
        desk.ledger.keep_feedback(Feedback(number, user_id, helpful=False, at=at, reason=why))
    desk.ledger.keep_served(Served("ask", GUILD, at, 60.0 + number % 7 * 15, 140.0 + number % 9))


def _asked(outcome: Answer | Abstention, user_id: int, at: dt.datetime) -> Asked:
    """A question and what came of it, as it is remembered."""
    answer = outcome if isinstance(outcome, Answer) else None
    cited = [each.abstract.id for each in answer.citations] if answer else []
    return Asked(
        question=outcome.question,
        user_id=user_id,
        guild_id=GUILD,
        channel_id=GENERAL,
        at=at,
        outcome=Outcome.ANSWERED if answer else Outcome.ABSTAINED,
        knowledge_version=outcome.knowledge_version,
        confidence=outcome.confidence,
        latency_ms=20 + 7 * outcome.elapsed_ms,
        answer=answer.text if answer else None,
        cited=tuple(dict.fromkeys(cited)),
        uncovered=() if isinstance(outcome, Answer) else outcome.uncovered_terms,
    )
