"""The ledger: what the bot remembers besides papers, in `ledger.db` beside the knowledge base.

records.py      what is kept, as frozen records
schema.py       the tables, and the steps from older ones
database.py     the file: opened, written in transactions, left without a trace of what was deleted
preferences.py, questions.py, wishes.py, promises.py, privacy.py   the parts
"""

import hashlib
from pathlib import Path

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
    "Unmet",
    "WhenUnanswered",
    "Wish",
    "ledger_file",
]

FILE_NAME = "ledger.db"


class Ledger(Preferences, Questions, Wishes, Goldens, Outbox, Tallies, Privacy):
    """A ledger in a file of SQLite's.

    Any thread may call any method: call them beside the event loop, never on it. Each is one
    transaction: what it has returned from is on disk, also after a kill. All raise a StoreError
    where the database cannot be used.
    """


def ledger_file(data: Path) -> Path:
    """Where the ledger of a base is: beside it, or for a URL where its user's data is kept."""
    if url := url_of(data):
        name = hashlib.sha256(url.encode("utf-8", "replace")).hexdigest()[:16]
        return Path.home() / ".local" / "share" / "footnote" / name / FILE_NAME
    return Path(data) / FILE_NAME
