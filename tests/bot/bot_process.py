"""A bot in a process of its own, on a loopback Discord; its engine waits for a line on stdin.

What it remembers is in a folder of its own, gone in the end, unless one is named, or the URL of a
database.

python -m tests.bot.bot_process API_URL GATEWAY_URL TOKEN GRACE_SECONDS [PLACE] [--shards 0,1/4]
    [--reads-messages] [--at-once]
"""

import argparse
import sys
import tempfile
import threading
from pathlib import Path

import discord
from pydantic import SecretStr
from yarl import URL

from bot.app import run_with
from bot.ledger import Ledger, ledger_place
from bot.ledger.sharding import Plan
from bot.logs import set_up_logs
from tests.bot.fakes import SmallKnowledge
from tests.bot.stage import UNHURRIED


def main() -> None:
    """Run until a signal."""
    given = _arguments()
    discord.http.Route.BASE = given.api
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = URL(given.gateway)
    set_up_logs("DEBUG", [given.token])
    gate = threading.Event()
    if given.at_once:
        gate.set()
    else:
        threading.Thread(target=_open_on_input, args=[gate], daemon=True).start()
    changes = {"grace_seconds": given.grace, "read_messages": given.reads_messages}
    work = UNHURRIED.model_copy(update=changes)
    with tempfile.TemporaryDirectory() as folder:
        ledger = Ledger(ledger_place(Path(given.place or folder)))
        plan = Plan.of(given.shards)
        run_with(SmallKnowledge(gate=gate), ledger, SecretStr(given.token), work, plan=plan)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    for name in ("api", "gateway", "token"):
        parser.add_argument(name)
    parser.add_argument("grace", type=float)
    parser.add_argument("place", nargs="?")
    parser.add_argument("--shards", default="auto")
    parser.add_argument("--reads-messages", action="store_true")
    parser.add_argument("--at-once", action="store_true", help="the engine waits for nothing")
    return parser.parse_args()


def _open_on_input(gate: threading.Event) -> None:
    if sys.stdin.readline():
        gate.set()


if __name__ == "__main__":
    main()
