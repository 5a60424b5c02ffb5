"""Two servers whose papers nobody else may see, the people in them, and what they hear of the bot.

Every sentence of a server's own papers, their titles, authors and addresses hold its canary: a word
that nobody types. Whatever the bot says, the canary must not be in it, unless it is said in that
server, or directly to somebody of it.
"""

import json
import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from bot.ledger import QaChannel
from knowledge.base import KnowledgeBase
from knowledge.model import Bibliography, Record, Source
from tests.bot.admin.office import MANAGE_GUILD
from tests.bot.stage import Stage, check
from tests.discord_server import Channel, Guild, Member
from tests.discord_server.core import RecordedRequest

CANARIES = ("zyxalpha", "qrsbeta")
TOPICS = ("Umbra", "Tidal", "Lunar", "Ember", "Quarry", "Meadow", "Harbor", "Glacier")
"""Models that both servers have papers on, and the shared base on some."""
_NUMBERS = ((46, 12), (176, 99))
_TOKEN = re.compile(r"/(?:interactions/\d+|webhooks/\d+)/([^/]+)")
_CHANNEL = re.compile(r"/channels/(\d+)/")


def text_of(topic: str, canary: str, parameters: int, tasks: int) -> str:
    """An abstract in which no sentence is without the canary; two servers' are nearly the same."""
    chance = random.Random(topic)  # not for secrets
    words = ["".join(chance.choices("aeioulmnrst", k=7)) for _ in range(36)]
    seen, made, found = (" ".join(words[n : n + 12]) for n in (0, 12, 24))
    return (
        f"{topic} is a model of {seen} that {canary} describes. "
        f"{topic} has {parameters}B parameters and {made}, as {canary} reports. "
        f"It was evaluated on {tasks} tasks by {canary} and beats {found}. "
        f"{topic} was not trained on any {canary} speech."
    )


def bibtex(topic: str, canary: str, number: int) -> bytes:
    """A file with one paper more for a server."""
    name = f"{topic} {number}"
    fields = f"title = {{{name}: {canary} again}}, author = {{{canary} North}}, year = {{2024}}"
    text = text_of(name, canary, number, number + 1)
    return f"@article{{k{number}, {fields}, abstract = {{{text}}}}}".encode()


@dataclass
class Place:
    """A server, and the papers that only it has; or (home None) a server without the bot."""

    guild: Guild
    home: int | None
    channels: list[Channel] = field(default_factory=list)
    people: list[Member] = field(default_factory=list)
    papers: list[str] = field(default_factory=list)


class Town:
    """Everybody, and what was heard where."""

    def __init__(self, stage: Stage[KnowledgeBase]) -> None:
        self.stage = stage
        self.server = stage.server
        self.places = [self._place(name, home) for name, home in (("A", 0), ("B", 1), ("C", None))]
        self.files = 0
        self.heard: Counter[str] = Counter()
        self.crossed: list[str] = []
        self._homes = {m.id: place.home for place in self.places for m in place.people}

    def _place(self, name: str, home: int | None) -> Place:
        guild = self.server.add_guild(name, installed=home is not None)
        guild.bot_permissions |= 1 << 35  # opens threads
        place = Place(guild, home)
        place.channels = [guild.add_channel("questions"), guild.add_channel("lounge")]
        place.people = [guild.add_member(permissions=MANAGE_GUILD)]
        place.people += [guild.add_member() for _ in range(3)]
        return place

    def furnish(self) -> None:
        """Give the servers papers of their own, a Q&A channel, and helpers."""
        self.stage.knowledge.ingest_records([paper(topic, "shared", 7, 3) for topic in TOPICS[:4]])
        for place in self.places[:2]:
            self._furnish(place)

    def _furnish(self, place: Place) -> None:
        canary, (parameters, tasks) = CANARIES[place.home or 0], _NUMBERS[place.home or 0]
        own = self._own(place.guild.id)
        own.ingest_records([paper(topic, canary, parameters, tasks) for topic in TOPICS])
        place.papers = [a.id for a in own.papers() if canary in a.text]
        channels = (QaChannel(place.channels[0].id),)
        helpers = place.guild.id  # a role that everybody has
        self.stage.may_ping.update([helpers, *(member.id for member in place.people)])
        self.stage.ledger.change_settings(
            place.guild.id, lambda now: replace(now, channels=channels, helper_role=helpers)
        )

    def _own(self, guild_id: int) -> KnowledgeBase:
        assert self.stage.client is not None
        own = self.stage.client.desk.library.own(guild_id)
        assert own is not None
        return own

    def listen(self) -> None:
        """Note what was said since the last time, and what crossed from one server to another."""
        check(self.server, self.stage.may_ping)
        for request in self.server.requests:
            for canary in self._canaries(request):
                self._hear(request, canary)
        self.server.requests.clear()

    def _canaries(self, request: RecordedRequest) -> Iterator[int]:
        files = [file.content.decode("utf-8", "replace") for file in request.files]
        said = "\n".join([json.dumps(request.body, ensure_ascii=False), *files]).casefold()
        if request.method != "GET":
            yield from (number for number, canary in enumerate(CANARIES) if canary in said)

    def _hear(self, request: RecordedRequest, canary: int) -> None:
        home = self._home_of(request)
        self.heard["at home" if home == canary else "crossed"] += 1
        if home != canary:
            self.crossed.append(f"{CANARIES[canary]}: {request.line} {request.body}")

    def _home_of(self, request: RecordedRequest) -> int | None:
        """Whose canary may be heard where a request speaks."""
        core = self.server._core
        if found := _TOKEN.search(request.path):
            interaction = core.interactions[found[1]]
            return self._home_in(interaction.channel, interaction.member.id)
        found = _CHANNEL.search(request.path)
        channel = core.world.channels[int(found[1])] if found else None
        return self._home_in(channel, channel.owner_id or 0) if channel else None

    def _home_in(self, channel: Channel, person: int) -> int | None:
        if channel.guild is None:
            return self._homes.get(person)
        return next(place.home for place in self.places if place.guild is channel.guild)


def paper(topic: str, canary: str, parameters: int, tasks: int) -> Record:
    """A paper on a topic, as a server has it."""
    known = Bibliography(
        title=f"{topic}: A {canary.title()} Model",
        authors=(f"{canary.title()} North", "Bo South"),
        url=f"https://example.org/{canary}/{topic.lower()}",
    )
    return Record(text_of(topic, canary, parameters, tasks), known, Source(f"{canary}.txt", 1))


def strangers_papers(town: Town, place: Place) -> list[str]:
    """The ids of papers that somebody may name although their server does not have them."""
    return [paper_id for other in town.places if other is not place for paper_id in other.papers]
