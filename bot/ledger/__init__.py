"""The ledger: what the bot remembers besides papers, beside the knowledge base.

How long it is kept: `config/tuned/retention.toml`.

records.py          what is kept, as records
server_settings.py  what a server sets for itself, with what holds where it has set nothing
schema.py           the tables and their version
tables.py           the tables of an opened ledger made, or brought up to date
migrations/         the steps from older tables
database.py         an open ledger: connections, transactions, whether it is sound
ledger_file.py      one in `ledger.db`: SQLite, and how no trace is left of what was deleted
ledger_server.py    one in a PostgreSQL database
archive.py          a ledger copied into a backup, out of it, and to another database
fleet.py            which processes live, and which shards each of them runs: locks
sharding.py         who runs which shard, and after how long one is taken over
news.py             what other processes changed: listening to PostgreSQL
preferences.py      settings of servers, read and written
questions.py        questions, answers, opinions
wishes.py           wishes to be told, and golden questions with their runs
decisions.py        proposals that wait for somebody's decision
promises.py         replies that are owed, messages that were taken, counts of a day and a minute
privacy.py          what is kept about somebody; what is forgotten, and when
"""

from pathlib import Path

from bot.ledger.decisions import Decisions
from bot.ledger.preferences import Preferences
from bot.ledger.privacy import Privacy
from bot.ledger.promises import Promises, Tallies
from bot.ledger.questions import Questions
from bot.ledger.records import (
    Asked,
    Dispatch,
    Feedback,
    Golden,
    GoldenRun,
    Outcome,
    Owed,
    Proposed,
    Served,
    Unmet,
    Wish,
)
from bot.ledger.server_settings import (
    RETENTION_DAYS,
    DailyLimits,
    QaChannel,
    Replies,
    ServerSettings,
    WhenUnanswered,
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
