"""The ledger: what the bot remembers besides papers, beside the knowledge base.

records.py      what is kept, as frozen records
schema.py, tables.py, migrations/   the tables, and the steps from older ones
ledger_file.py, ledger_server.py    where they are: in `ledger.db`, or in a PostgreSQL database
database.py     an open ledger: read, written in transactions
fleet.py, sharing.py, news.py       the processes that serve from one on a server
preferences.py, questions.py, wishes.py, decisions.py, promises.py, privacy.py   the parts
"""

from pathlib import Path

from bot.ledger.decisions import Decisions
from bot.ledger.preferences import Preferences
from bot.ledger.privacy import Privacy
from bot.ledger.promises import Promises, Tallies
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
    Proposed,
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
    "Proposed",
    "QaChannel",
    "Replies",
    "Served",
    "ServerSettings",
    "Unmet",
    "WhenUnanswered",
    "Wish",
    "ledger_place",
]

FILE_NAME = "ledger.db"


class Ledger(Preferences, Questions, Wishes, Goldens, Decisions, Promises, Tallies, Privacy):
    """A ledger in a file of SQLite's, or in a PostgreSQL database.

    Any thread may call any method: call them beside the event loop, never on it. Each is one
    transaction: what it has returned from is on disk, also after a kill. All raise a StoreError
    where the database cannot be used.
    """


def ledger_place(data: Path) -> Path | str:
    """Where the ledger of a base is: in a file beside it, or in the same database."""
    return url_of(data) or Path(data) / FILE_NAME
