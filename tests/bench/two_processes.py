"""Whether two bots on one PostgreSQL database answer everything once, though each is often killed.

Two processes run a shard each of the loopback Discord. People type messages into Q&A channels and
use commands in servers of both shards; all the while one process after the other is killed with
SIGKILL and started again, now at once, now only when the other one has taken its shard over. Who
uses a command that a killed process had not acknowledged is told so by Discord, and uses it again.
Prints what was lost or answered twice, and exits with 1 where anything was.

    python -m tests.bench.two_processes [--uses 1000] [--kills 10] [--taken-over 2] [--outages 0]
"""

import argparse
import asyncio
import contextlib
import os
import sys
import time
from asyncio.subprocess import DEVNULL, Process
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from bot.ledger import Ledger, QaChannel
from tests.bot.stage import QUESTION
from tests.discord_server import DiscordServer, Interaction, Message
from tests.discord_server.gateway import MESSAGE_CONTENT
from tests.discord_server.waiting import Changes
from tests.discord_server.world import Guild
from tests.knowledge import postgres_server

ROOT = Path(__file__).parents[2]
SHARDS = 2
PATIENCE = 240.0
_START_SECONDS = 120.0
_OUTAGE_SECONDS = 2.0
_COMMANDS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("ask", {"question": QUESTION}),
    ("check", {"claim": "Tidal has 176B parameters."}),
    ("papers", {"query": "Tidal"}),
)


@dataclass(frozen=True)
class Troubles:
    """How much is asked, and what goes wrong.

    Attributes:
        uses: messages and commands.
        kills: how often each process is killed.
        taken_over: how often of that the other one replaces it.
        outages: how often the database is killed.
    """

    uses: int = 1000
    kills: int = 10
    taken_over: int = 2
    outages: int = 0


@dataclass
class Outcome:
    """What got no answer, what got several, and how long the other process took to take over.

    `violations` is what Discord would not have taken.
    """

    lost: list[int] = field(default_factory=list)
    twice: list[int] = field(default_factory=list)
    repeated: int = 0
    apologised: int = 0
    takeovers: list[float] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)


class _Bot:
    """A bot in a process of its own, told to run one shard."""

    def __init__(self, server: DiscordServer, url: str, shard: int) -> None:
        self.shard = shard
        self._server = server
        self._before = 0
        self._where = (server.api_url, server.gateway_url, server.token, "1", url)
        folder = os.environ.get("BOT_LOGS")  # to look into what went wrong
        self._log = (Path(folder) / f"bot{shard}.log").open("ab") if folder else DEVNULL
        self._process: Process

    async def connected(self) -> None:
        """Wait until it is connected on its shard, which another may have run meanwhile."""
        gateway = self._server.gateway
        await gateway.changes.until(self._is_connected, _START_SECONDS, "a login")

    def _is_connected(self) -> bool:
        return self._logins() > self._before

    def _logins(self) -> int:
        mine = [self.shard, SHARDS]
        return sum(data.get("shard") == mine for data in self._server.gateway.identifications)

    async def start(self) -> None:
        """Start it; nobody waits until it is connected."""
        self._before = self._logins()
        told = ("--shards", f"{self.shard}/{SHARDS}", "--reads-messages", "--at-once")
        arguments = ("-m", "tests.bot.bot_process", *self._where, *told)
        self._process = await asyncio.create_subprocess_exec(
            sys.executable, *arguments, stdin=DEVNULL, stderr=self._log, cwd=ROOT
        )

    async def kill(self) -> None:
        """Kill it, if it lives."""
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()
        await self._process.wait()


class _Place:
    """A server of one shard, with a Q&A channel, and somebody in it."""

    def __init__(self, server: DiscordServer, shard: int) -> None:
        self.shard = shard
        self.guild = _guild_of(server, shard)
        self.questions, self.commands = self.guild.add_channel(), self.guild.add_channel("bots")
        self.asker = self.guild.add_member()


def _guild_of(server: DiscordServer, shard: int) -> Guild:
    """A server that belongs to a shard: that is in its number."""
    while True:
        server.clock.advance(0.001)
        guild = server.add_guild(installed=False)
        if (guild.id >> 22) % SHARDS == shard:
            guild.installed = True
            return guild


class _Day:
    """What happens."""

    def __init__(
        self, server: DiscordServer, database: postgres_server.Server, troubles: Troubles, seed: int
    ) -> None:
        self._server = server
        self._database = database
        self._troubles = troubles
        self._chance = Random(seed)
        self._places = [_Place(server, n % SHARDS) for n in range(2 * SHARDS)]
        self._bots = [_Bot(server, database.url, shard) for shard in range(SHARDS)]
        self._said: list[Message] = []
        self._used: list[Interaction] = []
        self._kills = Counter[int]()
        self._killed = Changes()
        self.outcome = Outcome()

    async def lived(self) -> None:
        """Let it all happen, until everybody has been told or nobody waits any more."""
        _choose_channels(self._database.url, self._places)
        for bot in self._bots:
            await bot.start()
        try:
            for bot in self._bots:
                await bot.connected()
            await asyncio.gather(self._ask_all(), self._kill_all())
            with contextlib.suppress(TimeoutError):
                await self._server.until(lambda: not any(self._unanswered()), PATIENCE)
        finally:
            for bot in self._bots:
                await bot.kill()
        self._count()

    def is_excused(self, violation: str) -> bool:
        """Whether it was looked what somebody is shown whose command nobody had acknowledged.

        The promise to them was kept, and the process killed before Discord heard of it.
        """
        unheard = (used.token for used in self._used if used.acknowledged_at is None)
        return violation.startswith("GET /webhooks/") and any(t in violation for t in unheard)

    async def _ask_all(self) -> None:
        """Everything that is asked: half of it typed, half of it commands."""
        turns = asyncio.Semaphore(8)
        async with asyncio.TaskGroup() as group:
            for number in range(self._troubles.uses):
                await turns.acquire()
                place = self._places[number % len(self._places)]
                ask = self._use if self._chance.random() < 0.5 else self._say
                asking = group.create_task(ask(place))
                asking.add_done_callback(lambda _: turns.release())
                await self._until_due(number)

    async def _until_due(self, number: int) -> None:
        """Ask no more until as many have been killed as should be by now."""
        share = number / self._troubles.uses
        due = int(share * self._troubles.kills * SHARDS)
        await self._killed.until(lambda: self._kills.total() >= due, 2 * PATIENCE, "a kill")

    async def _say(self, place: _Place) -> None:
        self._said.append(await self._server.say(place.asker, place.questions, QUESTION))

    async def _use(self, place: _Place) -> None:
        name, options = self._chance.choice(_COMMANDS)
        while True:
            await self._server.reached(place.guild, PATIENCE)
            before = self._kills[place.shard]
            used = await self._server.slash(place.asker, place.commands, name, **options)
            self._used.append(used)
            killed = self._next_kill(place.shard, before)
            waiting = [asyncio.ensure_future(each) for each in (killed, used.acknowledged())]
            await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
            for each in waiting:
                each.cancel()
            await asyncio.gather(*waiting, return_exceptions=True)
            if used.acknowledged_at is not None:
                return
            self.outcome.repeated += 1

    async def _next_kill(self, shard: int, before: int) -> None:
        def killed() -> bool:
            return self._kills[shard] > before

        await self._killed.until(killed, 2 * PATIENCE, "a kill")

    async def _kill_all(self) -> None:
        """Kill one after the other, and start it again."""
        for number in range(self._troubles.kills):
            if number < self._troubles.outages:
                await self._lose_database()
            for bot in self._bots:
                is_replaced = number < self._troubles.taken_over
                for each in self._bots if is_replaced else [bot]:
                    await each.connected()
                await asyncio.sleep(self._chance.uniform(0, 0.5))
                await bot.kill()
                began = time.monotonic()
                await self._unreached(self._places[bot.shard].guild)
                self._kills[bot.shard] += 1
                self._killed.announce()
                if is_replaced:
                    await self._server.reached(self._places[bot.shard].guild, PATIENCE)
                    self.outcome.takeovers.append(time.monotonic() - began)
                await bot.start()

    async def _lose_database(self) -> None:
        """Kill the database while both run, and start it again."""
        for each in self._bots:
            await each.connected()
        await asyncio.to_thread(self._database.kill)
        await asyncio.sleep(_OUTAGE_SECONDS)
        await asyncio.to_thread(self._database.start)

    async def _unreached(self, guild: Guild) -> None:
        gateway = self._server.gateway
        await gateway.changes.until(lambda: not gateway.reaches(guild.id), PATIENCE, "a goodbye")

    def _answers(self) -> Counter[int]:
        """How many messages of the bot answer each message."""
        said = [m for place in self._places for m in place.questions.messages.values()]
        mine = [m for m in said if m.author is self._server.bot and m.reference]
        return Counter(m.reference.id for m in mine if m.reference)

    def _unanswered(self) -> Iterator[int]:
        counts = self._answers()
        yield from (m.id for m in self._said if not counts[m.id])
        acknowledged = [used for used in self._used if used.acknowledged_at is not None]
        yield from (used.id for used in acknowledged if not _told(used))

    def _count(self) -> None:
        counts = self._answers()
        self.outcome.lost = list(self._unanswered())
        twice = [m.id for m in self._said if counts[m.id] > 1]
        self.outcome.twice = twice + [used.id for used in self._used if _told(used) > 1]
        told = [used.original.text for used in self._used if used.original]
        self.outcome.apologised = sum("restarted before" in text for text in told)


def _told(used: Interaction) -> int:
    """How often somebody was told something: a reply that was shown and changed is two."""
    shown = used.original is not None and not used.original.is_loading
    edits = used.original.edits if used.original is not None else 0
    return max(int(shown), edits) + len(used.followups)


def _choose_channels(url: str, places: Sequence[_Place]) -> None:
    """As the panel of settings does it: what is said from then on is to be answered."""
    ledger = Ledger(url)
    for place in places:
        channels = (QaChannel(place.questions.id),)
        ledger.see(place.questions.id, place.questions.id)
        ledger.change_settings(place.guild.id, partial(replace, channels=channels))
    ledger.close()


async def endured(troubles: Troubles, database: postgres_server.Server, seed: int = 0) -> Outcome:
    """Ask everything, with the troubles meanwhile, and count the answers.

    Args:
        troubles: what happens.
        database: a server whose database holds no ledger of another bot that runs.
        seed: of the order.
    """
    async with DiscordServer(enabled_intents=MESSAGE_CONTENT) as server:
        day = _Day(server, database, troubles, seed)
        await day.lived()
        day.outcome.violations = [each for each in server.violations if not day.is_excused(each)]
    return day.outcome


def main() -> int:
    """Live through it, and say what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    for each in fields(Troubles):
        parser.add_argument(f"--{each.name.replace('_', '-')}", type=int, default=each.default)
    parser.add_argument("--seed", type=int, default=0)
    arguments = vars(parser.parse_args())
    seed, troubles = arguments.pop("seed"), Troubles(**arguments)
    bin_folder = postgres_server.programs()
    if bin_folder is None:
        sys.stdout.write("PostgreSQL is not installed (Debian: apt-get install postgresql)\n")
        return 1
    began = time.perf_counter()
    with postgres_server.served(bin_folder) as database:
        outcome = asyncio.run(endured(troubles, database, seed))
    over = ", ".join(f"{seconds:.1f}" for seconds in sorted(outcome.takeovers))
    sys.stdout.write(
        f"{troubles}: {len(outcome.lost)} lost, {len(outcome.twice)} answered twice; "
        f"{outcome.repeated} commands used again, {outcome.apologised} apologies; taken over in "
        f"{over or '-'} s ({time.perf_counter() - began:.0f} s)\n"
    )
    sys.stdout.writelines(f"{each}\n" for each in outcome.violations)
    return 1 if outcome.lost or outcome.twice or outcome.violations else 0


if __name__ == "__main__":
    sys.exit(main())
