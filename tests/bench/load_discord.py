"""How fast many questions at once are acknowledged and answered, over the loopback Discord.

The bot runs in a process of its own, as it does in earnest, on the seeds or on the base of a data
directory. Prints one line of figures for each round.

    python -m tests.bench.load_discord [--at-once 200] [--rounds 5] [--data DIR]
"""

import argparse
import asyncio
import contextlib
import math
import sys
import tempfile
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import discord
from pydantic import SecretStr
from yarl import URL

from bot.app import run_with
from bot.ledger import SqliteLedger, ledger_file
from bot.logs import set_up_logs
from bot.settings import WorkSettings
from knowledge.base import KnowledgeBase
from tests.discord_server import DiscordServer

QUESTIONS = (
    "How many parameters does BLOOM have?",
    "Who wrote Mistral 7B?",
    "How large is the ROOTS corpus?",
    "Which papers are by Albert Jiang?",
    "Who won the regatta in Kiel?",
)
_SELDOM = 1_000_000
"""Bodies are checked by the tests; here the checking would be the load."""


def main() -> None:
    """Measure; or, started by the measurement, be the bot."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--at-once", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--bot", nargs=3, metavar=("API", "GATEWAY", "TOKEN"))
    arguments = parser.parse_args()
    data = arguments.data or Path(tempfile.mkdtemp(prefix="footnote-bench-"))
    if arguments.bot:
        be_the_bot(data, *arguments.bot)
    else:
        asyncio.run(measure(data, arguments.at_once, arguments.rounds))


def be_the_bot(data: Path, api: str, gateway: str, token: str) -> None:
    """Run the bot against the loopback Discord until it is told to stop."""
    discord.http.Route.BASE = api
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = URL(gateway)
    set_up_logs("WARNING", [token])
    run_with(
        KnowledgeBase.open(data), SqliteLedger(ledger_file(data)), SecretStr(token), WorkSettings()
    )


async def measure(data: Path, at_once: int, rounds: int) -> None:
    """Ask `at_once` questions at the same moment, `rounds` times, and print what it took."""
    async with DiscordServer(check_every=_SELDOM) as server, _bot(server, data):
        guild = server.add_guild()
        channel, asker = guild.add_channel(), guild.add_member()
        for _ in range(rounds):
            asked = [
                await server.slash(asker, channel, "ask", question=QUESTIONS[n % len(QUESTIONS)])
                for n in range(at_once)
            ]
            await asyncio.gather(*(one.response(60) for one in asked))
            acknowledged = _figures([one.acknowledged_after for one in asked])
            answered = _figures([one.answered_after for one in asked])
            sys.stdout.write(
                f"{at_once} at once: acknowledged {acknowledged}; answered {answered}\n"
            )


@contextlib.asynccontextmanager
async def _bot(server: DiscordServer, data: Path) -> AsyncIterator[None]:
    where = ("--data", str(data), "--bot", server.api_url, server.gateway_url, server.token)
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.bench.load_discord", *where
    )
    await server.connected(30)
    try:
        yield
    finally:
        process.terminate()
        await process.wait()


def _figures(seconds: Sequence[float]) -> str:
    ordered = sorted(seconds)
    median, p99 = (ordered[math.ceil(share * len(ordered)) - 1] for share in (0.5, 0.99))
    return f"p50 {median * 1000:.0f} ms, p99 {p99 * 1000:.0f} ms, max {ordered[-1] * 1000:.0f} ms"


if __name__ == "__main__":
    main()
