"""A bot in a process of its own, on a loopback Discord; its engine waits for a line on stdin.

What it remembers is in a folder of its own, gone in the end, unless one is named.

python -m tests.bot.bot_process API_URL GATEWAY_URL TOKEN GRACE_SECONDS [FOLDER]
"""

import sys
import tempfile
import threading
from pathlib import Path

import discord
from pydantic import SecretStr
from yarl import URL

from bot.app import run_with
from bot.ledger import Ledger
from bot.logs import set_up_logs
from bot.settings import WorkSettings
from tests.bot.fakes import SmallKnowledge


def main() -> None:
    """Run until a signal."""
    api, gateway, token, grace, *folders = sys.argv[1:]
    discord.http.Route.BASE = api
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = URL(gateway)
    set_up_logs("DEBUG", [token])
    gate = threading.Event()
    threading.Thread(target=_open_on_input, args=[gate], daemon=True).start()
    work = WorkSettings(grace_seconds=float(grace))
    with tempfile.TemporaryDirectory() as folder:
        ledger = Ledger(Path(folders[0] if folders else folder) / "ledger.db")
        run_with(SmallKnowledge(gate=gate), ledger, SecretStr(token), work)


def _open_on_input(gate: threading.Event) -> None:
    if sys.stdin.readline():
        gate.set()


if __name__ == "__main__":
    main()
