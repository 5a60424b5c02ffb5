"""Endpoints about the bot itself and its registered commands."""

from typing import Any

from .command_rules import command_problems, commands_problems
from .core import Call, Core
from .errors import ApiError, invalid_form
from .payloads import application_payload, channel_payload, member_payload, user_payload
from .rest import Endpoint, Reply
from .schema import Problem

Json = dict[str, Any]

_COMMANDS = "/applications/{application_id}/commands"
_GUILD_COMMANDS = "/applications/{application_id}/guilds/{guild_id}/commands"


async def _gateway(core: Core, _call: Call) -> Reply:
    return Reply({"url": core.gateway.connect_url})


async def _gateway_bot(core: Core, _call: Call) -> Reply:
    limit = {"total": 1000, "remaining": 1000, "reset_after": 0, "max_concurrency": 1}
    return Reply(
        {
            "url": core.gateway.connect_url,
            "shards": core.gateway.shards,
            "session_start_limit": limit,
        }
    )


async def _me(core: Core, _call: Call) -> Reply:
    return Reply(user_payload(core.world.bot))


async def _application(core: Core, _call: Call) -> Reply:
    return Reply(application_payload(core.world.bot))


async def _direct_channel(core: Core, call: Call) -> Reply:
    user = core.world.users.get(int(call.body.get("recipient_id") or 0))
    if user is None:
        raise invalid_form([Problem(("recipient_id",), "Nobody has this id.")])
    channel = core.world.direct_channel(user)
    return Reply(channel_payload(channel) | {"recipients": [user_payload(user)]})


async def _member(core: Core, call: Call) -> Reply:
    guild = core.world.guilds.get(call.number("guild_id"))
    member = guild.members.get(call.number("user_id")) if guild else None
    if member is None:
        raise ApiError(404, 10007, "Unknown Member")
    return Reply(member_payload(member))


def _scope(core: Core, call: Call) -> int | None:
    """Returns the guild whose commands the path means; None for the global ones."""
    if call.number("application_id") != core.world.bot.id:
        raise ApiError(
            403, 20012, "You are not authorized to perform this action on this application"
        )
    if "guild_id" not in call.fields:
        return None
    if call.number("guild_id") not in core.world.guilds:
        raise ApiError(403, 50001, "Missing Access")
    return call.number("guild_id")


def _known(core: Core, call: Call) -> tuple[Json, int | None]:
    scope = _scope(core, call)
    command = core.commands.by_id(call.fields["command_id"], scope)
    if command is None:
        raise ApiError(404, 10063, "Unknown application command")
    return command, scope


async def _list_commands(core: Core, call: Call) -> Reply:
    listed = core.commands.listed(_scope(core, call))
    if call.request.query.get("with_localizations") in {"1", "true"}:
        return Reply(listed)
    return Reply([_without_localizations(command) for command in listed])


def _without_localizations(value: Any) -> Any:
    """A definition as it is listed where nobody asks for all its languages."""
    if isinstance(value, list):
        return [_without_localizations(inner) for inner in value]
    if isinstance(value, dict):
        kept = {k: v for k, v in value.items() if not k.endswith("_localizations")}
        return {k: _without_localizations(inner) for k, inner in kept.items()}
    return value


async def _overwrite_commands(core: Core, call: Call) -> Reply:
    scope = _scope(core, call)
    problems = commands_problems(call.body or [])
    if problems:
        raise invalid_form(problems)
    return Reply(core.commands.overwrite(call.body or [], scope))


async def _add_command(core: Core, call: Call) -> Reply:
    scope = _scope(core, call)
    problems = command_problems(call.body)
    if problems:
        raise invalid_form(problems)
    command, is_new = core.commands.upsert(call.body, scope)
    return Reply(command, 201 if is_new else 200)


async def _get_command(core: Core, call: Call) -> Reply:
    return Reply(_known(core, call)[0])


async def _edit_command(core: Core, call: Call) -> Reply:
    command, scope = _known(core, call)
    problems = command_problems(command | call.body)
    if problems:
        raise invalid_form(problems)
    return Reply(core.commands.edit(command, call.body, scope))


async def _delete_command(core: Core, call: Call) -> Reply:
    command, scope = _known(core, call)
    core.commands.delete(command, scope)
    return Reply()


def _command_endpoints(base: str) -> list[Endpoint]:
    return [
        Endpoint("GET", base, _list_commands),
        Endpoint("PUT", base, _overwrite_commands),
        Endpoint("POST", base, _add_command),
        Endpoint("GET", f"{base}/{{command_id}}", _get_command),
        Endpoint("PATCH", f"{base}/{{command_id}}", _edit_command),
        Endpoint("DELETE", f"{base}/{{command_id}}", _delete_command),
    ]


ENDPOINTS = (
    Endpoint("GET", "/gateway", _gateway, has_own_token=True),
    Endpoint("GET", "/gateway/bot", _gateway_bot),
    Endpoint("GET", "/users/@me", _me),
    Endpoint("POST", "/users/@me/channels", _direct_channel),
    Endpoint("GET", "/guilds/{guild_id}/members/{user_id}", _member),
    Endpoint("GET", "/oauth2/applications/@me", _application),
    Endpoint("GET", "/applications/@me", _application),
    *_command_endpoints(_COMMANDS),
    *_command_endpoints(_GUILD_COMMANDS),
)
