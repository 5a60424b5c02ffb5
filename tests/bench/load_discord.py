"""How fast many questions at once are acknowledged and answered, over the loopback Discord.

The bot runs in a process of its own, as it does in earnest: on the seeds, on the base of a data
directory, or on so many abstracts that are made up (and kept in the data directory, if one is
named). Prints one line of figures for each round, and in the end by how much the bot's event loop
was late at most.

    python -m tests.bench.load_discord [--at-once 200] [--rounds 5] [--data DIR] [--abstracts N]
        [--processes N]
"""

import argparse
import asyncio
import contextlib
import math
import sys
import tempfile
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import discord
from pydantic import SecretStr
from yarl import URL

from bot.app import serve
from bot.ledger import Ledger, ledger_place
from bot.logs import set_up_logs
from bot.service.workers import Opening, Workers, answering
from bot.settings import WorkSettings
from knowledge.base import KnowledgeBase
from knowledge.evaluation import synthetic
from knowledge.garbage_collection import settle
from tests.discord_server import CallbackType, DiscordServer, Interaction

ON_SEEDS = (
    "How many parameters does BLOOM have?",
    "Who wrote Mistral 7B?",
    "How large is the ROOTS corpus?",
    "Which papers are by Albert Jiang?",
    "Who won the regatta in Kiel?",
)
_SELDOM = 1_000_000
"""Bodies are checked by the tests; here the checking would be the load."""
_TICK = 0.005
_START_SECONDS = 120.0
_REPLY_SECONDS = 120.0
_ABSTAINED = "I found no answer"


def main() -> None:
    """Measure; or, started by the measurement, be the bot."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--at-once", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--abstracts", type=int, default=0)
    parser.add_argument("--processes", type=int, default=WorkSettings().processes)
    parser.add_argument("--bot", nargs=3, metavar=("API", "GATEWAY", "TOKEN"))
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="footnote-load-") as folder:
        data = arguments.data or Path(folder)
        if arguments.bot:
            be_the_bot(data, arguments.processes, *arguments.bot)
            return
        questions = prepared(data, arguments.abstracts, arguments.at_once * arguments.rounds)
        asyncio.run(measure(data, questions, arguments.at_once, arguments.processes))


def prepared(data: Path, abstracts: int, count: int) -> Sequence[str]:
    """So many questions; with `abstracts`, a base that answers each is made where there is none."""
    if not abstracts:
        return [ON_SEEDS[n % len(ON_SEEDS)] for n in range(count)]
    with KnowledgeBase.open(data, seed=False) as base:
        if not base.statistics().abstracts:
            base.ingest_records(synthetic.records(abstracts))
    return [each.question for each in synthetic.questions(count, abstracts)]


def be_the_bot(data: Path, processes: int, api: str, gateway: str, token: str) -> None:
    """Run the bot against the loopback Discord until it is told to stop."""
    discord.http.Route.BASE = api
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = URL(gateway)
    set_up_logs("WARNING", [token])
    with KnowledgeBase.open(data) as knowledge, answering(Opening(data), processes) as workers:
        settle()
        ledger = Ledger(ledger_place(data))
        latest = asyncio.run(_served(knowledge, ledger, SecretStr(token), workers))
    sys.stdout.write(f"{latest * 1000:.0f}\n")


async def _served(
    knowledge: KnowledgeBase, ledger: Ledger, token: SecretStr, workers: Workers | None
) -> float:
    """Serve until told to stop; how many seconds the loop was late at most, once connected."""
    lateness: list[float] = []
    watching = asyncio.create_task(_watch(lateness))
    # One person and one channel ask here what hundreds would.
    unlimited = WorkSettings(per_user=0, per_channel=0, per_server=0)
    await serve(knowledge, ledger, token, unlimited, workers)
    watching.cancel()
    ledger.close()
    return max(lateness)


async def _watch(lateness: list[float]) -> None:
    """Note how much later than asked for the loop comes back."""
    loop = asyncio.get_running_loop()
    while True:
        began = loop.time()
        await asyncio.sleep(_TICK)
        lateness.append(loop.time() - began - _TICK)


async def measure(data: Path, questions: Sequence[str], at_once: int, processes: int) -> None:
    """Ask `at_once` questions at the same moment, until all are asked, and print what it took."""
    async with DiscordServer(check_every=_SELDOM, in_real_time=True) as server:
        guild = server.add_guild()
        channel, asker = guild.add_channel(), guild.add_member()
        refused = 0
        async with _bot(server, data, processes) as process:
            for first in range(0, len(questions), at_once):
                asked = [
                    await server.slash(asker, channel, "ask", question=question)
                    for question in questions[first : first + at_once]
                ]
                await asyncio.gather(*(one.response(_REPLY_SECONDS) for one in asked))
                sys.stdout.write(_round(asked))
                refused += sum(map(_is_refused, asked))
        told = await process.stdout.read() if process.stdout else b""
        sys.stdout.write(f"the loop was late by {told.decode().split()[-1]} ms at most\n")
        if refused:
            sys.exit(f"{refused} questions were refused")


def _round(asked: Sequence[Interaction]) -> str:
    """The figures of one round. Who is refused waits for no answer, and counts in none of them."""
    served = [one for one in asked if not _is_refused(one)]
    texts = [one.original.text for one in served if one.original is not None]
    abstained = sum(_ABSTAINED in text for text in texts)
    return (
        f"{len(asked)} at once: acknowledged"
        f" {_figures([one.acknowledged_after for one in served])};"
        f" replied {_figures([one.answered_after for one in served])};"
        f" {len(texts) - abstained} answered, {abstained} abstained from,"
        f" {len(asked) - len(served)} refused\n"
    )


def _is_refused(asked: Interaction) -> bool:
    """Whether somebody was put off at once: whoever is served sees “thinking…” first."""
    return asked.callback_type is CallbackType.MESSAGE


@contextlib.asynccontextmanager
async def _bot(server: DiscordServer, data: Path, processes: int) -> AsyncIterator[Process]:
    how = ("--data", str(data), "--processes", str(processes))
    where = ("--bot", server.api_url, server.gateway_url, server.token)
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.bench.load_discord", *how, *where, stdout=PIPE
    )
    await server.connected(_START_SECONDS)
    try:
        yield process
    finally:
        process.terminate()
        await process.wait()


def _figures(seconds: Sequence[float]) -> str:
    ordered = sorted(seconds) or [math.nan]
    median, p99 = (ordered[math.ceil(share * len(ordered)) - 1] for share in (0.5, 0.99))
    return f"p50 {median * 1000:.0f} ms, p99 {p99 * 1000:.0f} ms, max {ordered[-1] * 1000:.0f} ms"


if __name__ == "__main__":
    main()
