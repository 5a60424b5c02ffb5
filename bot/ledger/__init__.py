"""The ledger: what the bot remembers besides papers, in `ledger.db` beside the knowledge base.

records.py      what is kept, as frozen records
port.py         `Ledger`: what the bot needs of a ledger
schema.py       the tables, and the steps from older ones
opening.py      the file: opened, written in transactions, left without a trace of what was deleted
preferences.py, asking.py, wishing.py, working.py, privacy.py   the parts
"""

import hashlib
from pathlib import Path

from bot.ledger.port import Ledger
from bot.ledger.preferences import Preferences
from bot.ledger.privacy import Privacy
from bot.ledger.promises import Outbox, Tallies
from bot.ledger.questions import Questions
from bot.ledger.records import (
    RETENTION_DAYS,
    Asked,
    DailyLimits,
    Dispatch,
    Feedback,
    Golden,
    GoldenRun,
    Outcome,
    Owed,
    QaChannel,
    Replies,
    Served,
    ServerSettings,
    Unmet,
    WhenUnanswered,
    Wish,
)
from bot.ledger.wishes import Goldens, Wishes
from knowledge.store import url_of

__all__ = [
    "RETENTION_DAYS",
    "Asked",
    "DailyLimits",
    "Dispatch",
    "Feedback",
    "Golden",
    "GoldenRun",
    "Ledger",
    "Outcome",
    "Owed",
    "QaChannel",
    "Replies",
    "Served",
    "ServerSettings",
    "SqliteLedger",
    "Unmet",
    "WhenUnanswered",
    "Wish",
    "ledger_file",
]

FILE_NAME = "ledger.db"


class SqliteLedger(Preferences, Questions, Wishes, Goldens, Outbox, Tallies, Privacy):
    """A ledger in a file of SQLite's; see `port.Ledger`."""


def ledger_file(data: Path) -> Path:
    """Where the ledger of a base is: beside it, or for a URL where its user's data is kept."""
    if url := url_of(data):
        name = hashlib.sha256(url.encode("utf-8", "replace")).hexdigest()[:16]
        return Path.home() / ".local" / "share" / "footnote" / name / FILE_NAME
    return Path(data) / FILE_NAME
