"""What other processes have changed in a ledger on a server, heard of within a moment."""

import threading
from collections.abc import Callable

import psycopg
import structlog
from psycopg import sql

from bot.ledger.ledger_server import NEWS, direct

_LOOK_SECONDS = 0.5
"""So often it is asked whether the server is still there, where nothing is heard."""
_PAUSE_SECONDS = 0.5
# As long as a connection may take to be made: the thread ends sooner unless the server is gone.
_CLOSE_SECONDS = 6.0
_log = structlog.stdlib.get_logger(__name__)


class News:
    """Listens on a connection of its own, in a thread, and connects again where that is lost.

    `heard` is called there with the server whose settings were changed; with None where anything
    may have been, as nothing was heard for a while. `is_listening` says whether what is remembered
    can be relied on: all that is changed is heard.
    """

    def __init__(self, url: str, heard: Callable[[int | None], None]) -> None:
        self.is_listening = False
        self._url = url
        self._heard = heard
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="news", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Listen no more."""
        self._stopping.set()
        self._thread.join(timeout=_CLOSE_SECONDS)

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                with psycopg.connect(direct(self._url), autocommit=True) as connection:
                    listening = sql.SQL("LISTEN {}").format(sql.Identifier(_channel(connection)))
                    connection.execute(listening)
                    self.is_listening = True
                    self._heard(None)
                    self._listen(connection)
            except psycopg.Error as error:
                _log.warning("changes by other processes are not heard", why=repr(error))
            finally:
                self.is_listening = False
                self._heard(None)
            self._stopping.wait(_PAUSE_SECONDS)

    def _listen(self, connection: psycopg.Connection) -> None:
        while not self._stopping.is_set():
            for news in connection.notifies(timeout=_LOOK_SECONDS):
                self._heard(int(news.payload))
            connection.execute("SELECT 1")


def _channel(connection: psycopg.Connection) -> str:
    row = connection.execute(f"SELECT {NEWS}").fetchone()
    return str(row[0]) if row else ""
