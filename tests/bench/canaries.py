"""Whether anything of one server's papers is ever heard in another: random commands, seeded.

People of two servers, of one without the bot, and in direct messages, ask, check, look up,
complete, press whatever button there is, add papers and run the bot, all mixed up. Prints how often
a server's own canary was heard where it may be, and every time it was not.

    python -m tests.bench.canaries [--commands 10000] [--seed 1]
"""

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any

from bot.logs import set_up_logs
from knowledge.base import KnowledgeBase
from tests.bench.town import CANARIES, TOPICS, Place, Town, bibtex, strangers_papers
from tests.bot.stage import staged
from tests.discord_server import Channel, Interaction, Member, Message
from tests.discord_server.interactions import CallbackType
from tests.discord_server.world import walk

_AT_ONCE = 20
"""Commands that run at the same time."""
_RESTART_EVERY = 2000
_BUTTON, _SELECT = 2, 3
_ASKED = (
    "How many parameters does {0} have?",
    "What is {0}?",
    "On how many tasks was {0} evaluated?",
    "Which papers are about {0}?",
    "Who wrote the paper on {0}?",
    "Which has more parameters, {0} or {1}?",
    "Was {0} trained on speech?",
    "Which papers are by Bo South?",
    "Who won the {0} regatta in Kiel?",
    "and {0}?",
)
_COMPLETED = (("papers", "query"), ("knowledge remove", "paper"), ("golden add", "paper"))
_CLAIMED = ("{0} has 46B parameters.", "{0} has 176B parameters.", "{0} beats {1} on 12 tasks.")


def main() -> None:
    """Run it, and fail where a canary crossed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--commands", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    set_up_logs("ERROR", [])
    began = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="footnote-canaries-") as folder:
        town, done = asyncio.run(crowded(Path(folder), arguments.commands, arguments.seed))
    seconds = time.perf_counter() - began
    sys.stdout.write(f"{done.total()} done in {seconds:.0f} s: {dict(done.most_common())}\n")
    sys.stdout.write(f"canaries at home: {town.heard['at home']}, crossed: {len(town.crossed)}\n")
    sys.exit("\n".join(town.crossed[:10]) or None)


async def crowded(folder: Path, commands: int, seed: int) -> tuple[Town, Counter[str]]:
    """Let people do so many things; what was heard, and how often they did what."""
    made: list[Town] = []
    with KnowledgeBase.open(folder, seed=False) as base:
        async with staged(base, lambda s: made.append(Town(s)), reads_messages=True) as stage:
            made[0].furnish()
            crowd = Crowd(made[0], random.Random(seed))  # not for secrets
            while crowd.done.total() < commands:
                await crowd.act(min(_AT_ONCE, commands - crowd.done.total()))
                if crowd.done.total() % _RESTART_EVERY == 0:
                    await stage.restart()
    return made[0], crowd.done


class Crowd:
    """People who do things at random."""

    def __init__(self, town: Town, chance: random.Random) -> None:
        self.town = town
        self.server = town.server
        self.chance = chance
        self.done: Counter[str] = Counter()
        self._numbers = 0
        self._deeds: dict[str, tuple[int, Callable[[Place, Member, Channel], Awaitable[None]]]] = {
            "ask": (22, self._ask),
            "check": (8, self._check),
            "compare": (5, self._compare),
            "papers": (8, self._papers),
            "complete": (6, self._complete),
            "menu": (6, self._menu),
            "say": (14, self._say),
            "press": (24, self._press),
            "run": (10, self._run),
            "add": (1, self._add),
        }

    async def act(self, many: int) -> None:
        """Let so many things be done at the same time, and listen."""
        await asyncio.gather(*(self._one() for _ in range(many)))
        await self.town.stage.quiet()
        self.town.listen()

    async def _one(self) -> None:
        place = self.chance.choice(self.town.places)
        member, channel = self.chance.choice(place.people), self.chance.choice(place.channels)
        if self.chance.random() < 0.1:
            channel, member = self.server.direct_message(member)
        weights = [weight for weight, _ in self._deeds.values()]
        (name,) = self.chance.choices(list(self._deeds), weights)
        self.done[name] += 1
        await self._deeds[name][1](place, member, channel)

    def _words(self, sentences: Sequence[str]) -> str:
        return self.chance.choice(sentences).format(*self.chance.sample(TOPICS, 2))

    async def _slash(self, member: Member, channel: Channel, name: str, **options: Any) -> None:
        await self._settled(await self.server.slash(member, channel, name, **options))

    async def _settled(self, sent: Interaction) -> None:
        await sent.acknowledged(30)
        if sent.callback_type is CallbackType.DEFERRED_MESSAGE:
            await sent.response(60)

    async def _ask(self, _place: Place, member: Member, channel: Channel) -> None:
        private = self.chance.choice((True, False))
        question = self._words(_ASKED)
        await self._slash(member, channel, "ask", question=question, private=private)

    async def _check(self, _place: Place, member: Member, channel: Channel) -> None:
        await self._slash(member, channel, "check", claim=self._words(_CLAIMED))

    async def _compare(self, _place: Place, member: Member, channel: Channel) -> None:
        first, second = self.chance.sample(TOPICS, 2)
        await self._slash(
            member, channel, "compare", first=first, second=second, aspect="number of parameters"
        )

    async def _papers(self, place: Place, member: Member, channel: Channel) -> None:
        theirs = strangers_papers(self.town, place)
        queries = (self.chance.choice(TOPICS), "South", self.chance.choice(theirs))
        await self._slash(member, channel, "papers", query=self.chance.choice(queries))

    async def _complete(self, place: Place, member: Member, channel: Channel) -> None:
        typed = self.chance.choice(TOPICS)[: self.chance.randint(1, 6)]
        name, option = self.chance.choice(_COMPLETED)
        if channel.guild is None or name == "papers":
            name, option = _COMPLETED[0]
        else:
            member = place.people[0]
        await (await self.server.typing(member, channel, name, option, typed)).suggested(30)

    async def _menu(self, _place: Place, member: Member, channel: Channel) -> None:
        said = [m for m in channel.messages.values() if _sees(m, member) and m.text]
        if said:
            name = self.chance.choice(("Check claims", "Answer this"))
            target = self.chance.choice(said)
            await self._settled(await self.server.menu(member, channel, name, target))

    async def _say(self, _place: Place, member: Member, channel: Channel) -> None:
        mention = f"<@{self.server.bot.id}> " if self.chance.random() < 0.5 else ""
        said = [m for m in channel.messages.values() if _sees(m, member) and not m.is_ephemeral]
        reply = self.chance.choice(said) if said and self.chance.random() < 0.4 else None
        await self.server.say(member, channel, mention + self._words(_ASKED), reply_to=reply)

    async def _press(self, _place: Place, member: Member, channel: Channel) -> None:
        """Press a button, or choose in a menu, of some reply that this person sees."""
        seen = [m for m in channel.messages.values() if _sees(m, member)]
        components = [(m, c) for m in seen[-60:] for c in walk(m.components) if c.get("custom_id")]
        known = [(m, c) for m, c in components if c["type"] in {_BUTTON, _SELECT}]
        if not known:
            return
        message, component = self.chance.choice(known)
        values = None
        if component["type"] == _SELECT:
            values = [self.chance.choice(component["options"])["value"]]
        sent = await self.server.select(member, message, component["custom_id"], values)
        await sent.acknowledged(30)
        if sent.modal is not None:
            await self._settled(await self.server.submit(sent, {}))

    async def _run(self, place: Place, _member: Member, channel: Channel) -> None:
        """Somebody who manages the server looks at how it goes, and changes something."""
        if channel.guild is None:
            return
        paper = self.chance.choice([*strangers_papers(self.town, place), *place.papers])
        name, options = self.chance.choice(
            (
                ("knowledge search", {"query": self.chance.choice(TOPICS)}),
                ("knowledge history", {}),
                ("knowledge undo", {"entry": self.chance.randint(1, 9)}),
                ("knowledge remove", {"paper": paper}),
                ("golden add", {"question": self._words(_ASKED), "paper": paper}),
                ("golden list", {}),
                ("golden run", {}),
                ("golden remove", {"number": self.chance.randint(1, 9)}),
                ("gaps", {}),
                ("health", {}),
                ("settings", {}),
                ("privacy my-data", {}),
                ("privacy forget-me", {}),
                ("privacy kept", {}),
                ("about", {}),
            )
        )
        await self._slash(place.people[0], channel, name, **options)

    async def _add(self, place: Place, _member: Member, channel: Channel) -> None:
        """A paper more, so that those who wished to know are told."""
        self._numbers += 1
        canary = CANARIES[place.home] if place.home is not None else "nobody"
        file = bibtex(self.chance.choice(TOPICS), canary, self._numbers)
        upload = self.server.upload("more.bib", file)
        if channel.guild is not None:
            await self._slash(place.people[0], channel, "knowledge add", file=upload)


def _sees(message: Message, member: Member) -> bool:
    gone = message.deleted or message.is_loading
    return not gone and message.visible_to in {None, member.user}


if __name__ == "__main__":
    main()
