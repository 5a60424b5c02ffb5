"""What one process changes in a ledger on a server, others hear of."""

import threading
from dataclasses import replace

import sqlalchemy as sa

from bot.ledger import Ledger
from tests.bot.ledger.samples import GUILD
from tests.discord_server.waiting import LIMIT
from tests.knowledge.postgres_server import Server


def _set(ledger: Ledger, days: int) -> None:
    ledger.change_settings(GUILD, lambda now: replace(now, retention_days=days))


class Listening:
    """A ledger, and what was heard of others."""

    def __init__(self, url: str) -> None:
        self.ledger = Ledger(url)
        self.heard = threading.Event()
        self.ledger.listen(lambda guild_id: self.heard.set() if guild_id == GUILD else None)

    def remembers(self) -> bool:
        """Whether settings are remembered, after they were read."""
        self.ledger.settings(GUILD)
        return GUILD in self.ledger._settings


def _until_remembered(listening: Listening) -> None:
    pause = threading.Event()
    for _ in range(int(LIMIT / 0.05)):
        if listening.remembers():
            return
        pause.wait(0.05)
    raise AssertionError("it does not listen")


def test_changed_settings_are_heard_of(schema: str) -> None:
    """They were remembered; once the change was heard of they are read anew, by who made it too."""
    listening, other = Listening(schema), Ledger(schema)
    _until_remembered(listening)
    _set(other, 11)
    assert listening.heard.wait(LIMIT)
    assert listening.ledger.settings(GUILD).retention_days == 11
    _set(listening.ledger, 12)
    assert listening.ledger.settings(GUILD).retention_days == 12
    assert other.settings(GUILD).retention_days == 12
    listening.ledger.close()
    other.close()


def test_nothing_is_remembered_while_nothing_is_heard(mortal: Server) -> None:
    """A server that was killed is listened to again, and what changed meanwhile is read."""
    listening = Listening(mortal.url)
    _until_remembered(listening)
    mortal.kill()
    mortal.start()
    engine = sa.create_engine(mortal.url, poolclass=sa.NullPool)
    with engine.begin() as connection:  # what nobody is told of
        changing = "INSERT INTO ledger_servers VALUES (:guild, '{\"retention_days\": 13}')"
        connection.execute(sa.text(changing), {"guild": GUILD})
    _until_remembered(listening)
    assert listening.ledger.settings(GUILD).retention_days == 13
    listening.ledger.close()
