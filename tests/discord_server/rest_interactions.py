"""Endpoints that take an interaction's token: acknowledging it, its reply and its follow-ups."""

from typing import Any

from . import messages
from .command_rules import autocomplete_problems
from .core import Call, Core
from .errors import ApiError, invalid_form, unknown_message, unknown_webhook
from .interactions import CallbackType, Interaction, InteractionType
from .message_rules import component_problems
from .payloads import message_payload, user_payload
from .rest import Endpoint, Reply
from .schema import Problem
from .world import Message, MessageFlag

Json = dict[str, Any]

_BROUGHT_ALONG = 5  # follow-ups where only people have installed the app
_WEBHOOK = "/webhooks/{webhook_id}/{webhook_token}"
_ORIGINAL = f"{_WEBHOOK}/messages/@original"
_MESSAGE = f"{_WEBHOOK}/messages/{{message_id}}"
_REPLY = {CallbackType.MESSAGE, CallbackType.DEFERRED_MESSAGE}
_UPDATE = {CallbackType.DEFERRED_UPDATE, CallbackType.UPDATE}
_ALLOWED = {
    InteractionType.COMMAND: _REPLY | {CallbackType.MODAL},
    InteractionType.COMPONENT: _REPLY | _UPDATE | {CallbackType.MODAL},
    InteractionType.AUTOCOMPLETE: {CallbackType.AUTOCOMPLETE},
    InteractionType.MODAL_SUBMIT: _REPLY | _UPDATE,
}


async def _acknowledge(core: Core, call: Call) -> Reply:
    interaction = core.interactions.get(call.fields["interaction_token"])
    if interaction is None or interaction.id != call.number("interaction_id"):
        raise ApiError(404, 10062, "Unknown interaction")
    if interaction.acknowledged_at is not None:
        text = "Interaction has already been acknowledged."
        known = call.request.path in core.unanswered  # whoever was not told may ask again
        raise ApiError(400, 40060, text, violation=not known)
    if interaction.is_late:
        raise ApiError(404, 10062, "Unknown interaction", violation=True)
    kind = _callback_type(interaction, call.body)
    await _carry_out(core, interaction, kind, call)
    if call.request.query.get("with_response", "").lower() not in {"1", "true"}:
        return Reply()
    return Reply(_callback_payload(interaction, kind))


def _callback_type(interaction: Interaction, body: Json) -> CallbackType:
    kind = body["type"]
    allowed = _ALLOWED[interaction.type]
    if interaction.message is None:
        allowed = allowed - _UPDATE
    if kind not in allowed:
        message = f"Type {kind} cannot answer an interaction of type {interaction.type.value}."
        raise invalid_form([Problem(("type",), message)])
    return CallbackType(kind)


async def _carry_out(core: Core, interaction: Interaction, kind: CallbackType, call: Call) -> None:
    data: Json = call.body.get("data") or {}
    if kind is CallbackType.MESSAGE:
        interaction.original = _say(core, interaction, data, call)
    elif kind is CallbackType.DEFERRED_MESSAGE:
        interaction.original = messages.placeholder(
            core, interaction.channel, data.get("flags") or 0
        )
        _belongs(interaction, interaction.original)
    elif kind is CallbackType.AUTOCOMPLETE:
        interaction.choices = _suggestions(interaction, data)
    elif kind is CallbackType.MODAL:
        _check_modal(data)
        interaction.modal = data
    else:
        interaction.original = interaction.message
        if kind is CallbackType.UPDATE:
            _change(core, interaction, _standing(interaction.message), call, data)
    interaction.note_acknowledged(call.body)
    if kind not in {CallbackType.DEFERRED_MESSAGE, CallbackType.DEFERRED_UPDATE}:
        interaction.note_answered()
    if kind is CallbackType.MESSAGE and interaction.original is not None:
        await messages.announce(core, interaction.original, "MESSAGE_CREATE")


def _say(core: Core, interaction: Interaction, body: Json, call: Call, flags: int = 0) -> Message:
    author, channel = core.world.bot, interaction.channel
    message = messages.create(core, channel, author, body, call.files, flags=flags)
    _belongs(interaction, message)
    return message


def _belongs(interaction: Interaction, message: Message) -> None:
    message.metadata = {
        "id": str(interaction.id),
        "type": interaction.type.value,
        "user": user_payload(interaction.member.user),
        "authorizing_integration_owners": {},
    }
    if message.is_ephemeral:
        message.visible_to = interaction.member.user


def _suggestions(interaction: Interaction, data: Json) -> list[Json]:
    choices: list[Json] = [choice for choice in data.get("choices") or [] if choice]
    problems = autocomplete_problems(choices, interaction.focused_type)
    if problems:
        raise invalid_form(problems)
    return choices


def _check_modal(data: Json) -> None:
    problems = list(component_problems(data["components"]))
    if len(data["components"]) > 5:
        problems.append(Problem(("data", "components"), "Must be between 1 and 5 in length."))
    if problems:
        raise invalid_form(problems)


def _callback_payload(interaction: Interaction, kind: CallbackType) -> Json:
    about: Json = {"id": str(interaction.id), "type": interaction.type.value}
    resource: Json = {"type": kind.value}
    if interaction.original is not None:
        about |= {
            "response_message_id": str(interaction.original.id),
            "response_message_loading": interaction.original.is_loading,
            "response_message_ephemeral": interaction.original.is_ephemeral,
        }
        if kind is not CallbackType.DEFERRED_UPDATE:
            resource["message"] = message_payload(interaction.original)
    return {"interaction": about, "resource": resource}


def _by_token(core: Core, call: Call) -> Interaction:
    interaction = core.interactions.get(call.fields["webhook_token"])
    if interaction is None or call.number("webhook_id") != core.world.bot.id:
        raise unknown_webhook()
    if interaction.is_expired:
        raise ApiError(401, 50027, "Invalid Webhook Token")
    if interaction.acknowledged_at is None:
        early = ApiError(404, 10015, "Unknown Webhook", violation=not interaction.is_late)
        raise early
    return interaction


def _standing(message: Message | None) -> Message:
    if message is None or message.deleted:
        raise unknown_message()
    return message


def _named(interaction: Interaction, call: Call) -> Message:
    number = call.number("message_id")
    original = [interaction.original] if interaction.original else []
    for message in [*original, *interaction.followups]:
        if message.id == number:
            return _standing(message)
    raise unknown_message()


def _change(core: Core, interaction: Interaction, message: Message, call: Call, body: Json) -> None:
    messages.edit(core, message, body, call.files)
    if message is interaction.original or interaction.original is None:
        interaction.note_answered()
    interaction.changes.announce()


async def _get_original(core: Core, call: Call) -> Reply:
    return Reply(message_payload(_standing(_by_token(core, call).original)))


async def _edit_original(core: Core, call: Call) -> Reply:
    interaction = _by_token(core, call)
    return await _edited(core, interaction, _standing(interaction.original), call)


async def _edited(core: Core, interaction: Interaction, message: Message, call: Call) -> Reply:
    _change(core, interaction, message, call, call.body or {})
    await messages.announce(core, message, "MESSAGE_UPDATE")
    return Reply(message_payload(message))


async def _delete_original(core: Core, call: Call) -> Reply:
    return _removed(_by_token(core, call), _standing(_by_token(core, call).original))


def _removed(interaction: Interaction, message: Message) -> Reply:
    messages.delete(message)
    if message is interaction.original:  # that it is gone is the answer: a dismissal
        interaction.note_answered()
    interaction.changes.announce()
    return Reply()


async def _follow_up(core: Core, call: Call) -> Reply:
    interaction = _by_token(core, call)
    original = interaction.original
    if original is not None and original.is_loading and not original.deleted:
        # Discord takes the first follow-up of a deferred reply for the reply itself, as private.
        body = dict(call.body or {})
        body["flags"] = (body.get("flags") or 0) & ~MessageFlag.EPHEMERAL
        for key in ("tts", "username", "avatar_url"):
            body.pop(key, None)
        _change(core, interaction, original, call, body)
        return Reply(message_payload(original))
    guild = interaction.channel.guild
    if guild is not None and not guild.installed and len(interaction.followups) >= _BROUGHT_ALONG:
        text = "This interaction has reached its maximum number of follow up messages."
        raise ApiError(400, 40094, text, violation=True)
    message = _say(core, interaction, call.body or {}, call)
    interaction.followups.append(message)
    interaction.note_answered()
    await messages.announce(core, message, "MESSAGE_CREATE")
    return Reply(message_payload(message))


async def _get(core: Core, call: Call) -> Reply:
    return Reply(message_payload(_named(_by_token(core, call), call)))


async def _edit(core: Core, call: Call) -> Reply:
    interaction = _by_token(core, call)
    return await _edited(core, interaction, _named(interaction, call), call)


async def _delete(core: Core, call: Call) -> Reply:
    interaction = _by_token(core, call)
    return _removed(interaction, _named(interaction, call))


_CALLBACK = "/interactions/{interaction_id}/{interaction_token}/callback"
ENDPOINTS = (
    Endpoint("POST", _CALLBACK, _acknowledge, has_own_token=True),
    Endpoint("POST", _WEBHOOK, _follow_up, has_own_token=True),
    Endpoint("GET", _ORIGINAL, _get_original, has_own_token=True),
    Endpoint("PATCH", _ORIGINAL, _edit_original, has_own_token=True),
    Endpoint("DELETE", _ORIGINAL, _delete_original, has_own_token=True),
    Endpoint("GET", _MESSAGE, _get, has_own_token=True),
    Endpoint("PATCH", _MESSAGE, _edit, has_own_token=True),
    Endpoint("DELETE", _MESSAGE, _delete, has_own_token=True),
)
