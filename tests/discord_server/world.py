"""What exists in the loopback Discord: guilds, channels, people and messages."""

import itertools
import re
from dataclasses import dataclass, field
from enum import IntFlag
from typing import Any

from .clock import Clock

Json = dict[str, Any]

DISCORD_EPOCH = 1_420_070_400
# View, send (also in threads), read the history, embed links, use application commands.
EVERYDAY_PERMISSIONS = 1 << 10 | 1 << 11 | 1 << 38 | 1 << 16 | 1 << 14 | 1 << 31
_MENTION = re.compile(r"<@&\d+>|<@!?\d+>|@everyone|@here")


class MessageFlag(IntFlag):
    """The message flags that the loopback Discord knows."""

    SUPPRESS_EMBEDS = 1 << 2
    EPHEMERAL = 1 << 6
    LOADING = 1 << 7
    SUPPRESS_NOTIFICATIONS = 1 << 12
    COMPONENTS_V2 = 1 << 15


@dataclass(eq=False)
class User:
    """Somebody with an account; the bot itself too."""

    id: int
    name: str
    bot: bool = False
    locale: str = "en-US"


@dataclass(eq=False)
class Member:
    """A user in a guild (or, with `guild` None, in a direct message)."""

    user: User
    guild: "Guild | None"
    permissions: int
    roles: list[int] = field(default_factory=list)

    @property
    def id(self) -> int:
        """The user's id."""
        return self.user.id

    @property
    def mention(self) -> str:
        """What mentions this member in a text."""
        return f"<@{self.user.id}>"


@dataclass(eq=False)
class Channel:
    """A text channel (type 0), a direct message (1), a thread (11) or a forum (15)."""

    id: int
    name: str
    guild: "Guild | None"
    type: int = 0
    parent: "Channel | None" = None
    owner_id: int | None = None
    messages: dict[int, "Message"] = field(default_factory=dict)


@dataclass(eq=False)
class Guild:
    """A Discord server; with the bot in it, unless people only brought it along (`installed`)."""

    id: int
    name: str
    world: "World"
    locale: str = "en-US"
    bot_permissions: int = EVERYDAY_PERMISSIONS
    installed: bool = True
    channels: dict[int, Channel] = field(default_factory=dict)
    members: dict[int, Member] = field(default_factory=dict)
    roles: dict[int, str] = field(default_factory=dict)

    def add_role(self, name: str) -> int:
        """Adds a role and returns its id. Clients see it when they next receive the guild."""
        number = self.world.new_id()
        self.roles[number] = name
        return number

    def add_channel(self, name: str = "questions", *, is_forum: bool = False) -> Channel:
        """Adds a text channel or a forum. Clients see it when they next receive the guild."""
        channel = Channel(self.world.new_id(), name, self, type=15 if is_forum else 0)
        self.channels[channel.id] = self.world.channels[channel.id] = channel
        return channel

    def add_member(
        self, name: str | None = None, *, permissions: int = EVERYDAY_PERMISSIONS
    ) -> Member:
        """Adds a person; `permissions` as Discord's bit set (`discord.Permissions(…).value`)."""
        member = Member(self.world.new_user(name), self, permissions)
        self.members[member.id] = member
        return member


@dataclass(frozen=True)
class Attachment:
    """A file that somebody has uploaded, to be given to a command."""

    payload: Json


@dataclass(eq=False)
class Message:
    """A message as people see it now; `bodies` holds every body that made it so."""

    id: int
    channel: Channel
    author: User
    sent_at: float
    content: str = ""
    embeds: list[Json] = field(default_factory=list)
    components: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    allowed_mentions: Json | None = None
    flags: int = 0
    bodies: list[Json] = field(default_factory=list)
    edits: int = 0
    deleted: bool = False
    reference: "Message | None" = None
    forwards: "Message | None" = None
    webhook_id: int | None = None  # of a proxy that posts for somebody
    pings_author: bool = True  # of the message that it replies to
    metadata: Json | None = None  # of the interaction that it answers
    visible_to: User | None = None  # of an ephemeral message
    reactions: dict[str, set[int]] = field(default_factory=dict)

    @property
    def is_ephemeral(self) -> bool:
        """Whether only one person sees it."""
        return bool(self.flags & MessageFlag.EPHEMERAL)

    @property
    def is_loading(self) -> bool:
        """Whether it still shows "thinking …"."""
        return bool(self.flags & MessageFlag.LOADING)

    @property
    def is_components_v2(self) -> bool:
        """Whether it is laid out with Components V2."""
        return bool(self.flags & MessageFlag.COMPONENTS_V2)

    @property
    def text(self) -> str:
        """Everything that it says: content, embeds and text displays, one a line."""
        embeds = [
            str(embed.get(key) or "") for embed in self.embeds for key in ("title", "description")
        ]
        displays = [c["content"] for c in walk(self.components) if c["type"] == 10]
        return "\n".join(part for part in [self.content, *embeds, *displays] if part)

    @property
    def buttons(self) -> list[Json]:
        """Its buttons, in order, as Discord stores them."""
        return [component for component in walk(self.components) if component["type"] == 2]

    @property
    def pings(self) -> list[str]:
        """The mentions in its text that its latest allowed_mentions let through."""
        allowed = self.allowed_mentions
        return [found for found in _MENTION.findall(self.text) if _is_allowed(found, allowed)]

    def option(self, label: str) -> tuple[Json, Json] | None:
        """Returns a menu and the option in it with this label; None where there is none."""
        for component in walk(self.components):
            for option in component.get("options") or []:
                if option["label"] == label:
                    return component, option
        return None

    @property
    def offers(self) -> list[str]:
        """What can be done with it: the labels of its buttons, and of its menus' options."""
        everything = walk(self.components)
        buttons = [component["label"] for component in everything if component["type"] == 2]
        options = [option for component in everything for option in component.get("options") or []]
        return [*buttons, *(option["label"] for option in options)]

    def component(self, wanted: str) -> Json:
        """Returns the component with this custom_id, label or (for selects) placeholder.

        Raises:
            LookupError: nothing on the message is called so.
        """
        for component in walk(self.components):
            if wanted in (component.get(key) for key in ("custom_id", "label", "placeholder")):
                return component
        labels = [c.get("label") or c.get("custom_id") for c in walk(self.components)]
        raise LookupError(f"no {wanted!r} on the message; there are {list(filter(None, labels))}")


def walk(components: list[Json]) -> list[Json]:
    """Returns the components and everything nested in them, in the order shown."""
    found: list[Json] = []
    for component in components:
        found.append(component)
        found.extend(walk(component.get("components") or []))
        inner = [component[key] for key in ("accessory", "component") if component.get(key)]
        found.extend(walk(inner))
    return found


def _is_allowed(mention: str, allowed: Json | None) -> bool:
    if allowed is None:
        return True
    if mention.startswith("@"):
        kind = "everyone"
    else:
        kind = "roles" if mention.startswith("<@&") else "users"
    named = [str(one) for one in allowed.get(kind) or []] if kind != "everyone" else []
    return kind in (allowed.get("parse") or []) or mention.strip("<@&!>") in named


class World:
    """Everything that exists, by id; ids carry the time as Discord's do."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self._numbers = itertools.count(1)
        self._names = itertools.count(1)
        self.guilds: dict[int, Guild] = {}
        self.channels: dict[int, Channel] = {}
        self.users: dict[int, User] = {}
        self.bot = User(self.new_id(), "Footnote", bot=True)
        self.users[self.bot.id] = self.bot

    def new_id(self) -> int:
        """Returns a fresh snowflake."""
        milliseconds = int((self.clock.unix() - DISCORD_EPOCH) * 1000)
        return milliseconds << 22 | next(self._numbers) & 0x3FFFFF

    def new_user(self, name: str | None = None) -> User:
        """Adds somebody; without a name, `reader1`, `reader2` and so on."""
        user = User(self.new_id(), name or f"reader{next(self._names)}")
        self.users[user.id] = user
        return user

    def add_guild(self, name: str) -> Guild:
        """Adds a guild with the bot in it."""
        guild = Guild(self.new_id(), name, self)
        self.guilds[guild.id] = guild
        return guild

    def direct_channel(self, user: User) -> Channel:
        """Returns the direct-message channel between the bot and somebody."""
        for channel in self.channels.values():
            if channel.type == 1 and channel.owner_id == user.id:
                return channel
        channel = Channel(self.new_id(), user.name, None, type=1, owner_id=user.id)
        self.channels[channel.id] = channel
        return channel

    def add_thread(self, parent: Channel, name: str, owner: User, thread_id: int) -> Channel:
        """Adds a public thread under a channel."""
        thread = Channel(thread_id, name, parent.guild, type=11, parent=parent, owner_id=owner.id)
        self.channels[thread.id] = thread
        return thread

    def message(self, channel_id: int, message_id: int) -> Message | None:
        """Returns a message that still exists, or None."""
        channel = self.channels.get(channel_id)
        message = channel.messages.get(message_id) if channel else None
        return None if message is None or message.deleted else message
