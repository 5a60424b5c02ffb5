"""Endpoints for messages in channels, reactions and threads."""

from typing import Any

from . import messages
from .core import Call, Core
from .errors import (
    ApiError,
    missing_permissions,
    unknown_channel,
    unknown_message,
    unknown_reference,
)
from .payloads import channel_payload, message_payload
from .rest import Endpoint, Reply
from .world import Channel, Message

Json = dict[str, Any]

_MESSAGES = "/channels/{channel_id}/messages"
_MESSAGE = f"{_MESSAGES}/{{message_id}}"
_REACTION = f"{_MESSAGE}/reactions/{{emoji_name}}/@me"
_SEND, _MANAGE, _REACT, _THREAD = 1 << 11, 1 << 13, 1 << 6, 1 << 35


def _channel(core: Core, call: Call, needed: int = 0) -> Channel:
    channel = core.world.channels.get(call.number("channel_id"))
    if channel is None:
        raise unknown_channel()
    if channel.guild is not None and needed & ~channel.guild.bot_permissions:
        raise missing_permissions()
    return channel


def _message(core: Core, call: Call, needed: int = 0) -> Message:
    _channel(core, call, needed)
    message = core.world.message(call.number("channel_id"), call.number("message_id"))
    if (
        message is None or message.is_ephemeral
    ):  # only its interaction's token reaches an ephemeral one
        raise unknown_message()
    return message


async def _get_channel(core: Core, call: Call) -> Reply:
    return Reply(channel_payload(_channel(core, call)))


async def _list_messages(core: Core, call: Call) -> Reply:
    found = [
        m for m in _channel(core, call).messages.values() if not m.deleted and not m.is_ephemeral
    ]
    limit = int(call.request.query.get("limit", 50))
    before = int(call.request.query.get("before") or 1 << 63)
    after = int(call.request.query.get("after") or 0)
    between = [message for message in found if after < message.id < before]
    page = between[:limit] if "after" in call.request.query else between[-limit:]
    return Reply([message_payload(message) for message in reversed(page)])


async def _create(core: Core, call: Call) -> Reply:
    channel = _channel(core, call, _SEND)
    if (same := _same(channel, call.body or {})) is not None:
        return Reply(message_payload(same))
    answered = _answered(core, channel, call.body or {})
    message = messages.create(core, channel, core.world.bot, call.body or {}, call.files)
    message.reference = answered
    await messages.announce(core, message, "MESSAGE_CREATE")
    return Reply(message_payload(message))


def _same(channel: Channel, body: Json) -> Message | None:
    """The message that was made with the same nonce, where the bot wants it made once."""
    if not body.get("enforce_nonce"):
        return None
    own = (message for message in channel.messages.values() if message.bodies)
    return next((m for m in own if m.bodies[0].get("nonce") == body.get("nonce")), None)


def _answered(core: Core, channel: Channel, body: Json) -> Message | None:
    """The message that a new one replies to; one that is gone is refused, unless told not to."""
    reference = body.get("message_reference") or {}
    if not reference:
        return None
    found = core.world.message(channel.id, int(reference["message_id"]))
    if found is None and reference.get("fail_if_not_exists", True):
        raise unknown_reference()
    return found


async def _get(core: Core, call: Call) -> Reply:
    return Reply(message_payload(_message(core, call)))


async def _edit(core: Core, call: Call) -> Reply:
    message = _message(core, call)
    if message.author is not core.world.bot:
        raise ApiError(403, 50005, "Cannot edit a message authored by another user", violation=True)
    messages.edit(core, message, call.body or {}, call.files)
    await messages.announce(core, message, "MESSAGE_UPDATE")
    return Reply(message_payload(message))


async def _delete(core: Core, call: Call) -> Reply:
    message = _message(core, call)
    if message.author is not core.world.bot:
        _channel(core, call, _MANAGE)
    messages.delete(message)
    return Reply()


async def _typing(core: Core, call: Call) -> Reply:
    _channel(core, call, _SEND)
    return Reply()


async def _react(core: Core, call: Call) -> Reply:
    message = _message(core, call, _REACT)
    message.reactions.setdefault(call.fields["emoji_name"], set()).add(core.world.bot.id)
    return Reply()


async def _unreact(core: Core, call: Call) -> Reply:
    message = _message(core, call)
    message.reactions.get(call.fields["emoji_name"], set()).discard(core.world.bot.id)
    return Reply()


async def _thread_on_message(core: Core, call: Call) -> Reply:
    message = _message(core, call, _THREAD)
    if message.id in core.world.channels:
        raise ApiError(400, 160004, "A thread has already been created for this message")
    return await _open_thread(core, message.channel, call.body["name"], message.id)


async def _thread_alone(core: Core, call: Call) -> Reply:
    channel = _channel(core, call, _THREAD)
    return await _open_thread(core, channel, call.body["name"], core.world.new_id())


async def _open_thread(core: Core, parent: Channel, name: str, thread_id: int) -> Reply:
    thread = core.world.add_thread(parent, name, core.world.bot, thread_id)
    await core.gateway.dispatch("THREAD_CREATE", channel_payload(thread) | {"newly_created": True})
    return Reply(channel_payload(thread), 201)


ENDPOINTS = (
    Endpoint("GET", "/channels/{channel_id}", _get_channel),
    Endpoint("POST", "/channels/{channel_id}/typing", _typing),
    Endpoint("POST", "/channels/{channel_id}/threads", _thread_alone),
    Endpoint("GET", _MESSAGES, _list_messages),
    Endpoint("POST", _MESSAGES, _create),
    Endpoint("GET", _MESSAGE, _get),
    Endpoint("PATCH", _MESSAGE, _edit),
    Endpoint("DELETE", _MESSAGE, _delete),
    Endpoint("POST", f"{_MESSAGE}/threads", _thread_on_message),
    Endpoint("PUT", _REACTION, _react),
    Endpoint("DELETE", _REACTION, _unreact),
)
