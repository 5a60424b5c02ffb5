"""Interactions that Discord's own client would never send, and what must not come of them."""

import asyncio
import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from typing import Any

from discord import AppCommandType, app_commands

from bot.client import FootnoteClient
from bot.ledger import Golden, QaChannel
from bot.service.additions import Proposal
from bot.service.library import collection_of
from knowledge.base import KnowledgeBase
from tests.bot.admin.office import MANAGE_GUILD, Office, record
from tests.discord_server import Channel, Guild, Interaction, Member, Message
from tests.discord_server.command_rules import CHAT_INPUT, MESSAGE
from tests.discord_server.interactions import InteractionType
from tests.discord_server.invoking import command_data, context_menu_data
from tests.discord_server.world import MessageFlag

Json = dict[str, Any]

SHADOWS = "zyxcanary"
"""Stands in a paper that only one server has."""
WHISPER = "qrscanary"
"""Stands in what somebody of that server asked privately."""
UMBRA = (
    f"Umbra is a model of shadows, called {SHADOWS} by its authors. "
    "It has 46B parameters and covers 12 lamps."
)
HOW_MANY = "How many parameters does Umbra have?"
_PASSING = {f"ledger_{name}" for name in ("outbox", "served", "tallies", "seen", "claims")}
"""Tables of how the bot works, which say nothing of what people have."""


@dataclass(frozen=True, slots=True)
class Attacker:
    """Somebody who sends what they may not, from a channel of their own."""

    name: str
    member: Member
    channel: Channel


class Scene:
    """A server with papers, questions and settings of its own, and people who are after them."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.server = office.server
        self.guild, self.channel = office.guild, office.stage.channel
        self.asker = self.guild.add_member("ann")
        self.asker.roles.append(office.role)
        self.paper = self.token = ""
        self.public = self.private = self.unanswered = 0
        self.shown: dict[str, Message] = {}
        self._sent = 0

    @property
    def client(self) -> FootnoteClient:
        """The bot."""
        assert self.office.stage.client is not None
        return self.office.stage.client

    @property
    def own(self) -> KnowledgeBase:
        """The papers of the server."""
        own = self.client.desk.library.own(self.guild.id)
        assert own is not None
        return own

    async def prepare(self) -> None:
        """The server gets papers, settings and a past."""
        self.own.ingest_records([record(UMBRA, f"Umbra: {SHADOWS.title()} of Lamps")])
        (self.paper,) = [a.id for a in self.own.papers() if SHADOWS in a.text]
        role = self.office.role
        self.office.stage.may_ping.add(role)
        self.office.ledger.change_settings(
            self.guild.id,
            lambda now: replace(
                now,
                channels=(QaChannel(self.channel.id),),
                asker_role=role,
                helper_role=role,
                keeper_role=role,
            ),
        )
        self.office.ledger.keep_change(self.guild.id, 2, self.asker.id)
        await self._ask()
        await self._propose()
        self.shown["panel"] = await self.office.use("settings")
        self.claim = await self.office.stage.say("Umbra has 46B parameters.")
        self.mark()

    async def _ask(self) -> None:
        asked = {
            "public": await self._asked(HOW_MANY),
            "private": await self._asked(f"{HOW_MANY} {WHISPER}", private=True),
            "unanswered": await self._asked(f"Who won the {WHISPER} regatta?", private=True),
        }
        self.shown |= asked
        kept = self.office.ledger.asked_in(self.channel.id, 3)
        self.public, self.private, self.unanswered = (each.id for each in kept)

    async def _asked(self, question: str, **options: Any) -> Message:
        sent = await self.server.slash(
            self.asker, self.channel, "ask", question=question, **options
        )
        shown = await sent.response()
        await self.quiet()
        return shown

    async def _propose(self) -> None:
        """A golden question, and a paper that would break it and waits for a decision."""
        now = self.office.ledger.asked_in(self.channel.id, 1)[0].at
        golden = Golden(self.guild.id, HOW_MANY, (self.paper,), now, self.asker.id)
        self.office.ledger.add_golden(golden)
        breaking = record("Umbra has 99B parameters, says Umbra. Umbra has many.", "Umbra")
        add = self.client.additions
        found = await asyncio.to_thread(
            add.propose, self.guild.id, self.asker.id, [breaking], ["file"], lambda _: None
        )
        self.token = found.token if isinstance(found, Proposal) else "0" * 16

    def attackers(self) -> list[Attacker]:
        """A member without rights, who manages another server, and some from outside servers."""
        world = self.guild.world
        stranger = self.guild.add_member("sly")
        brought = Guild(world.new_id(), "Elsewhere", world, installed=False)
        claimed = Guild(self.guild.id, "Claimed", world, installed=False)
        direct, alone = self.server.direct_message(self.office.stage.stranger)
        return [
            Attacker("a member", stranger, self.channel),
            Attacker("another manager", self.office.other_manager, self.office.other_channel),
            Attacker("a visitor", _manager(brought), brought.add_channel()),
            Attacker("a pretender", _manager(claimed), Channel(self.channel.id, "q", claimed)),
            Attacker("somebody directly", alone, direct),
        ]

    # What is sent

    def commands(self) -> list[app_commands.Command[Any, ..., Any] | app_commands.ContextMenu]:
        """Every command that the bot has, groups taken apart."""
        tree = self.client.tree
        found = [*tree.walk_commands(), *tree.get_commands(type=_MESSAGE_MENU)]
        kinds = (app_commands.Command, app_commands.ContextMenu)
        return list({c.qualified_name: c for c in found if isinstance(c, kinds)}.values())

    def data_of(self, name: str, options: Json) -> Json:
        """What using a command sends, for a context menu on a message of the server."""
        if target := options.get("message"):
            return context_menu_data(self.server.commands.find(name, MESSAGE, None), target)
        root, *path = name.split(" ")
        return command_data(self.server.commands.find(root, CHAT_INPUT, None), path, options)

    async def send(
        self, by: Attacker, kind: InteractionType, data: Json, message: Message | None = None
    ) -> Interaction:
        """Send an interaction without asking whether it can be, and wait for what comes of it."""
        sent = await self.server._interact(kind, by.member, by.channel, data, message=message)
        await sent.acknowledged()
        await self.quiet()
        return sent

    async def quiet(self) -> None:
        """Wait until nothing is worked on any more."""
        await self.office.stage.quiet()
        await self.server.gateway.settle()
        await self.office.stage.quiet()

    def message(self, by: Attacker, custom_id: str, kind: int, *, hidden: bool = False) -> Message:
        """A reply of the bot that somebody pretends to have before them, with one component."""
        made = Message(self.guild.world.new_id(), by.channel, self.server.bot, 0.0)
        component: Json = {"type": kind, "custom_id": custom_id, "id": 3, "label": "x", "style": 2}
        if kind != _BUTTON:
            component = {"type": kind, "custom_id": custom_id, "id": 3, "options": []}
        made.components = [{"type": 1, "id": 2, "components": [component]}]
        made.flags = MessageFlag.COMPONENTS_V2 | (MessageFlag.EPHEMERAL if hidden else 0)
        by.channel.messages[made.id] = made
        return made

    # What must not come of it

    def mark(self) -> None:
        """From here on count what is said."""
        self._sent = len(self.server.requests)

    def heard(self) -> str:
        """All that the bot has said since the mark, with the files that it gave."""
        since = self.server.requests[self._sent :]
        files = [f.content.decode("utf-8", "replace") for r in since for f in r.files]
        return "\n".join([*(json.dumps(r.body, default=str) for r in since), *files]).casefold()

    def state(self, but: Sequence[Attacker] = ()) -> list[Any]:
        """What is kept: all of the ledger that is not of these people, and the server's papers."""
        people = {a.member.id for a in but}
        others = {a.channel.guild.id for a in but if a.channel.guild} - {self.guild.id}
        rows = [row for row in _rows(self.office.ledger) if not _is_of(row, people, others)]
        collection = collection_of(self.guild.id)
        history = [e for e in self.own.store.history(collection) if e.collection == collection]
        return [rows, history, [a.id for a in self.own.papers()]]


_MESSAGE_MENU = AppCommandType.message
_BUTTON = 2


def _manager(guild: Guild) -> Member:
    return guild.add_member("eve", permissions=MANAGE_GUILD)


def _rows(ledger: Any) -> list[tuple[str, Json]]:
    """Every row of the ledger that says something of people."""
    with closing(sqlite3.connect(ledger.place)) as database:
        database.row_factory = sqlite3.Row
        named = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        tables = sorted(row["name"] for row in database.execute(named))
        return [(t, dict(row)) for t in tables if t not in _PASSING for row in _all(database, t)]


def _all(database: sqlite3.Connection, table: str) -> Iterator[sqlite3.Row]:
    yield from database.execute(f'SELECT * FROM "{table}"')  # noqa: S608  # names of its own tables


def _is_of(row: tuple[str, Json], people: set[int], guilds: set[int]) -> bool:
    return row[1].get("user_id") in people or row[1].get("guild_id") in guilds
