"""Whether everybody is told who waits for an answer when the bot is killed.

The bot runs in a process of its own on the loopback Discord. Every time, it is killed with SIGKILL
after it has acknowledged some commands: while they are worked on, or, every other time, about when
their answers are shown. Then it is started again. Prints how long after that everybody had an
answer or an apology, and exits with 1 where somebody still waits after a minute.

    python -m tests.bench.kill_between [--kills 50]
"""

import argparse
import asyncio
import sys
import tempfile
import time
from asyncio.subprocess import DEVNULL, PIPE, Process
from pathlib import Path
from random import Random
from typing import Any, Self

from tests.bot.stage import QUESTION
from tests.discord_server import DiscordServer, Interaction

ROOT = Path(__file__).parents[2]
WITHIN = 60.0
"""Seconds after the restart in which everybody is to be told."""
_START_SECONDS = 30.0
_ABOUT_AN_ANSWER = 0.03
_USES: tuple[tuple[str, dict[str, Any]], ...] = (
    ("ask", {"question": QUESTION}),
    ("ask", {"question": QUESTION, "private": True}),
    ("check", {"claim": "Tidal has 176B parameters."}),
    ("papers", {"query": "Tidal"}),
)


async def survived(kills: int, seed: int = 0) -> list[float]:
    """Kill the bot so often; how many seconds after each restart nobody waited any more.

    Raises:
        TimeoutError: somebody still waits after a minute.
    """
    chance = Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        async with DiscordServer() as server:
            scene = _Scene(server, folder)
            async with scene:
                waits = [
                    await scene.kill(chance.uniform(0, _ABOUT_AN_ANSWER) if number % 2 else None)
                    for number in range(kills)
                ]
            assert server.violations == []
    return waits


class _Scene:
    """A server with somebody who asks, and the bot in a process of its own."""

    def __init__(self, server: DiscordServer, folder: str) -> None:
        self._server = server
        self._folder = folder
        self._process: Process
        guild = server.add_guild()
        self._channel, self._asker = guild.add_channel(), guild.add_member()

    async def __aenter__(self) -> Self:
        await self._start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._kill()

    async def kill(self, answering: float | None) -> float:
        """Kill the bot once; how many seconds after the restart nobody waited any more.

        Args:
            answering: seconds between the acknowledgement and the kill, in which answers come;
                None: none comes.
        """
        if answering is not None and self._process.stdin:
            self._process.stdin.write(b"go on\n")
        asked = [
            await self._server.slash(self._asker, self._channel, name, **options)
            for name, options in _USES
        ]
        for one in asked:
            await one.acknowledged()
        await asyncio.sleep(answering or 0)
        await self._kill()
        began = time.perf_counter()
        await self._start()
        await self._server.until(lambda: all(map(_is_told, asked)), WITHIN)
        return time.perf_counter() - began

    async def _start(self) -> None:
        server = self._server
        where = (server.api_url, server.gateway_url, server.token, "1", self._folder)
        logins = len(server.gateway.identifications)
        arguments = ("-m", "tests.bot.bot_process", *where)
        self._process = await asyncio.create_subprocess_exec(
            sys.executable, *arguments, stdin=PIPE, stderr=DEVNULL, cwd=ROOT
        )
        await server.connected(_START_SECONDS, times=logins + 1)

    async def _kill(self) -> None:
        self._process.kill()
        await self._process.wait()


def _is_told(asked: Interaction) -> bool:
    """Whether somebody sees an answer or an apology, and not only that one will come."""
    shown = asked.original is not None and not asked.original.is_loading
    return shown or bool(asked.followups)


def main() -> int:
    """Kill, and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    try:
        waits = sorted(asyncio.run(survived(arguments.kills, arguments.seed)))
    except TimeoutError:
        sys.stdout.write(f"somebody still waits {WITHIN:.0f} s after a restart\n")
        return 1
    sys.stdout.write(
        f"{len(waits)} kills: all told, {waits[len(waits) // 2]:.1f} s after the restart"
        f" at the median, {waits[-1]:.1f} s at most\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
