"""Creating and editing messages the way Discord does, limits included."""

import copy
import mimetypes
import re
from collections.abc import Sequence
from typing import Any

from . import message_rules
from .core import Core, SentFile
from .errors import empty_message, invalid_form
from .gateway import DIRECT_MESSAGES, GUILD_MESSAGES, MESSAGE_CONTENT
from .payloads import member_payload, message_payload, user_payload
from .world import Channel, Message, MessageFlag, User, walk

Json = dict[str, Any]

_SETTABLE = (
    MessageFlag.SUPPRESS_EMBEDS
    | MessageFlag.EPHEMERAL
    | MessageFlag.SUPPRESS_NOTIFICATIONS
    | MessageFlag.COMPONENTS_V2
)
_EDITABLE = MessageFlag.SUPPRESS_EMBEDS | MessageFlag.COMPONENTS_V2
_EVERYONE = re.compile("@(?:everyone|here)")
_USER_MENTION = re.compile(r"<@!?(\d+)>")


def check(body: Json, before: Message | None, files: Sequence[SentFile] = ()) -> None:
    """Raises ApiError when Discord would refuse to create this message, or to edit `before` so."""
    names = [file.name for file in files]
    problems = message_rules.message_problems(body, before, files=names)
    if problems:
        raise invalid_form(problems)
    if message_rules.is_empty(body, before, files=names):
        raise empty_message()


def create(
    core: Core,
    channel: Channel,
    author: User,
    body: Json,
    files: Sequence[SentFile] = (),
    *,
    flags: int = 0,
) -> Message:
    """Checks and adds a message; `flags` are set besides those of the body."""
    check(body, None, files)
    message = Message(core.world.new_id(), channel, author, core.clock.unix())
    message.flags = flags | ((body.get("flags") or 0) & _SETTABLE)
    _apply(core, message, body, files)
    channel.messages[message.id] = message
    return message


def placeholder(core: Core, channel: Channel, flags: int) -> Message:
    """Adds the "thinking …" message of a deferred reply."""
    message = Message(core.world.new_id(), channel, core.world.bot, core.clock.unix())
    message.flags = MessageFlag.LOADING | (flags & MessageFlag.EPHEMERAL)
    channel.messages[message.id] = message
    return message


def edit(core: Core, message: Message, body: Json, files: Sequence[SentFile] = ()) -> None:
    """Checks and applies an edit; the message is then no longer "thinking …"."""
    check(body, message, files)
    wanted = body.get("flags")
    if wanted is not None:
        message.flags = (message.flags & ~_EDITABLE) | (wanted & _EDITABLE)
    if not message.is_loading:
        message.edits += 1
    message.flags &= ~MessageFlag.LOADING
    _apply(core, message, body, files)


def delete(message: Message) -> None:
    """Removes a message."""
    message.deleted = True


def _apply(core: Core, message: Message, body: Json, files: Sequence[SentFile]) -> None:
    message.bodies.append(body)
    if "content" in body:
        message.content = body["content"] or ""
    if "embeds" in body:
        message.embeds = body["embeds"] or []
    if "components" in body:
        message.components = _numbered(body["components"] or [])
    message.allowed_mentions = body.get("allowed_mentions")
    if "attachments" in body or files:
        kept = {str(one["id"]) for one in body.get("attachments") or []}
        message.attachments = [one for one in message.attachments if one["id"] in kept]
        message.attachments += [attach(core, file) for file in files]


def _numbered(components: list[Json]) -> list[Json]:
    """Returns a copy in which every component has an id, as Discord gives one to those without."""
    copied = copy.deepcopy(components)
    everything = walk(copied)
    taken = {component.get("id") for component in everything}
    free = (number for number in range(1, 1000) if number not in taken)
    for component in everything:
        component["id"] = component.get("id") or next(free)
    return copied


def attach(core: Core, file: SentFile) -> Json:
    """Stores a file and returns its attachment object; the server serves its `url`."""
    number = str(core.world.new_id())
    core.files[number] = file
    url = f"{core.base_url}/attachments/{number}/{file.name}"
    return {
        "id": number,
        "filename": file.name,
        "size": len(file.content),
        "url": url,
        "proxy_url": url,
        "content_type": mimetypes.guess_type(file.name)[0] or "application/octet-stream",
    }


async def announce(core: Core, message: Message, event: str) -> None:
    """Tells the clients of a message event, as far as intents and privacy go.

    A guild that people only brought the bot along to tells it nothing of its messages. Without the
    message-content intent, clients see what is said by or to the bot, and in DMs.
    """
    if message.is_ephemeral:
        return
    guild, bot = message.channel.guild, core.world.bot
    if guild is not None and not guild.installed:
        return
    intent = GUILD_MESSAGES if guild else DIRECT_MESSAGES
    payload = event_payload(core, message)
    mentioned = str(bot.id) in (mention["id"] for mention in payload["mentions"])
    open_to_all = message.author is bot or mentioned or guild is None
    for session in core.gateway.listening(intent, guild.id if guild else 0):
        visible = open_to_all or session.intents & MESSAGE_CONTENT
        hidden = (
            {} if visible else {"content": "", "embeds": [], "components": [], "attachments": []}
        )
        await session.dispatch(event, payload | hidden)


async def announce_gone(core: Core, message: Message) -> None:
    """Tells the clients that a message was deleted."""
    guild = message.channel.guild
    gone = {"id": str(message.id), "channel_id": str(message.channel.id)}
    gone |= {"guild_id": str(guild.id)} if guild else {}
    intent = GUILD_MESSAGES if guild else DIRECT_MESSAGES
    for session in core.gateway.listening(intent, guild.id if guild else 0):
        await session.dispatch(
            "MESSAGE_DELETE", gone | ({"guild_id": str(guild.id)} if guild else {})
        )


def event_payload(core: Core, message: Message) -> Json:
    """Returns the message with what only events carry: guild, membership, mentions."""
    payload = message_payload(message)
    guild = message.channel.guild
    if guild is not None:
        payload["guild_id"] = str(guild.id)
        if member := guild.members.get(message.author.id):
            payload["member"] = {k: v for k, v in member_payload(member).items() if k != "user"}
    named = [core.world.users.get(int(found)) for found in _USER_MENTION.findall(message.content)]
    if message.reference is not None and message.pings_author:
        named.append(message.reference.author)
    payload["mentions"] = [user_payload(user) for user in dict.fromkeys(named) if user is not None]
    payload["mention_everyone"] = bool(_EVERYONE.search(message.content))
    return payload
