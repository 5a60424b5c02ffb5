"""Whether every message of a Q&A channel is answered once, whatever happens to the connection.

Somebody asks in a Q&A channel of the loopback Discord while the connection is cut, resumes are
refused and the bot is restarted; questions come all the time, also while it is away. Prints how
many were lost or answered twice, and exits with 1 where any was.

    python -m tests.bench.drops [--messages 1000] [--drops 50] [--refused 10] [--restarts 5]
"""

import argparse
import asyncio
import random
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

from bot.ledger import QaChannel
from tests.bot.fakes import SmallKnowledge
from tests.bot.stage import QUESTION, Stage, staged
from tests.discord_server import Message

_AWAY = 3
"""Messages that are said while nobody is connected, each time."""
_PATIENCE = 120.0


@dataclass(frozen=True)
class Troubles:
    """How many messages are said, and how often what goes wrong meanwhile."""

    messages: int = 1000
    drops: int = 50
    refused: int = 10
    restarts: int = 5


@dataclass(frozen=True)
class Outcome:
    """The messages that got no answer, and those that got more than one."""

    lost: tuple[int, ...]
    twice: tuple[int, ...]


async def endured(troubles: Troubles, seed: int = 0) -> Outcome:
    """Say everything, with the troubles in between at random, and count the answers."""
    async with staged(SmallKnowledge(), _choose_channel, reads_messages=True) as stage:
        asked = await _Day(stage, troubles, seed).lived()
        await stage.server.until(lambda: not _lost(stage, asked), _PATIENCE)
        await stage.quiet()
        counts = _answers(stage)
        return Outcome(_lost(stage, asked), tuple(m.id for m in asked if counts[m.id] > 1))


def _choose_channel(stage: Stage[SmallKnowledge]) -> None:
    """As the panel of settings does it: what is said from then on is to be answered."""
    channels = (QaChannel(stage.channel.id),)
    stage.ledger.see(stage.channel.id, stage.channel.id)
    stage.ledger.change_settings(stage.guild.id, lambda now: replace(now, channels=channels))


class _Day:
    """What happens, one thing after another."""

    def __init__(self, stage: Stage[SmallKnowledge], troubles: Troubles, seed: int) -> None:
        self._stage = stage
        self._server = stage.server
        self._asked: list[Message] = []
        happening = [
            *[self._drop] * (troubles.drops - troubles.refused),
            *[self._refuse] * troubles.refused,
            *[self._restart] * troubles.restarts,
        ]
        said = troubles.messages - _AWAY * len(happening)
        self._happening = [*happening, *[self._say] * said]
        random.Random(seed).shuffle(self._happening)

    async def lived(self) -> list[Message]:
        """Let it all happen; the messages that were said."""
        for happen in self._happening:
            await happen()
        return self._asked

    async def _say(self) -> None:
        self._asked.append(await self._stage.say(QUESTION))

    async def _say_unheard(self) -> None:
        for _ in range(_AWAY):
            said = await self._server.say_unheard(self._stage.asker, self._stage.channel, QUESTION)
            self._asked.append(said)

    async def _drop(self) -> None:
        """The connection is cut; what is said then is sent again when it is resumed."""
        await self._server.drop_connections()
        for _ in range(_AWAY):
            await self._say()
        await self._connected()

    async def _refuse(self) -> None:
        """The connection is cut, and the resume refused: what is said then is sent to nobody."""
        self._server.refuse_resume()
        logins = len(self._server.gateway.identifications)
        await self._server.drop_connections()
        await self._say_unheard()
        await self._server.until(lambda: len(self._server.gateway.identifications) > logins, 60)
        await self._connected()

    async def _restart(self) -> None:
        await self._stage.stop()
        await self._say_unheard()
        await self._stage.start()

    async def _connected(self) -> None:
        gateway = self._server.gateway
        await gateway.changes.until(lambda: gateway.is_connected, 60, "a connection")


def _answers(stage: Stage[SmallKnowledge]) -> Counter[int]:
    """How many messages of the bot answer each message."""
    said = stage.channel.messages.values()
    return Counter(m.reference.id for m in said if m.author is stage.server.bot and m.reference)


def _lost(stage: Stage[SmallKnowledge], asked: Sequence[Message]) -> tuple[int, ...]:
    counts = _answers(stage)
    return tuple(message.id for message in asked if not counts[message.id])


def main() -> int:
    """Live through it, and say what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    for field in fields(Troubles):
        parser.add_argument(f"--{field.name}", type=int, default=field.default)
    parser.add_argument("--seed", type=int, default=0)
    arguments = vars(parser.parse_args())
    seed, troubles = arguments.pop("seed"), Troubles(**arguments)
    began = time.perf_counter()
    outcome = asyncio.run(endured(troubles, seed))
    sys.stdout.write(
        f"{troubles}: {len(outcome.lost)} lost, {len(outcome.twice)} answered twice"
        f" ({time.perf_counter() - began:.0f} s)\n"
    )
    return 1 if outcome.lost or outcome.twice else 0


if __name__ == "__main__":
    sys.exit(main())
