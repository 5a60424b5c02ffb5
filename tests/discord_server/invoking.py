"""What people do -> the `data` of an interaction, checked against what the bot has registered."""

from collections.abc import Mapping
from typing import Any

from .command_rules import CHAT_INPUT
from .payloads import (
    channel_payload,
    member_payload,
    message_payload,
    role_payload,
    user_payload,
)
from .world import Attachment, Channel, Member, Message, User, walk

Json = dict[str, Any]

_TYPES: Mapping[int, tuple[type, ...]] = {
    3: (str,),
    4: (int,),
    5: (bool,),
    6: (Member, User),
    7: (Channel,),
    9: (Member, User),
    11: (Attachment,),
    10: (int, float),
}


class ImpossibleError(ValueError):
    """Discord's own client would not let a person do this."""


def descend(command: Json, path: list[str]) -> Json:
    """Returns the (sub)command at this path below a registered command."""
    for name in path:
        inner = {option["name"]: option for option in command.get("options", [])}
        if name not in inner or inner[name]["type"] not in (1, 2):
            raise LookupError(f"/{command['name']} has no subcommand {name!r}")
        command = inner[name]
    return command


def command_data(command: Json, path: list[str], given: Json, focused: str | None = None) -> Json:
    """Returns the data of a slash command; with `focused`, of completing that option.

    Raises:
        ImpossibleError: an option is missing, unknown, of the wrong type or out of its bounds.
    """
    target = descend(command, path)
    options, resolved = _options(target, given, focused)
    for name in reversed(path):
        kind = 1 if name == path[-1] else 2
        options = [{"type": kind, "name": name, "options": options}]
    data: Json = {"id": command["id"], "name": command["name"], "type": CHAT_INPUT}
    data["options"] = options
    if resolved:
        data["resolved"] = resolved
    if "guild_id" in command:
        data["guild_id"] = command["guild_id"]
    return data


def _options(target: Json, given: Json, focused: str | None) -> tuple[list[Json], Json]:
    known = {option["name"]: option for option in target.get("options", [])}
    unknown = sorted(set(given) - set(known))
    missing = [n for n, o in known.items() if o.get("required") and n not in given and not focused]
    if unknown or missing:
        raise ImpossibleError(f"/{target['name']}: unknown options {unknown}, missing {missing}")
    options: list[Json] = []
    resolved: Json = {}
    for name, value in given.items():
        option = known[name]
        if name == focused:
            _check_focus(option)
            options.append({"type": option["type"], "name": name, "value": value, "focused": True})
        else:
            _check_value(option, value)
            sent = _resolve(value, resolved)
            options.append({"type": option["type"], "name": name, "value": sent})
    return options, resolved


def _check_focus(option: Json) -> None:
    if not option.get("autocomplete"):
        raise ImpossibleError(f"option {option['name']!r} has no autocompletion")


def _check_value(option: Json, value: Any) -> None:
    name, wanted = option["name"], _TYPES.get(option["type"], (object,))
    if not isinstance(value, wanted) or (isinstance(value, bool) and bool not in wanted):
        raise ImpossibleError(f"option {name!r} takes {wanted}, not {value!r}")
    size = len(value) if isinstance(value, str) else value
    if isinstance(size, int | float):
        kind = "length" if isinstance(value, str) else "value"
        low, high = option.get(f"min_{kind}"), option.get(f"max_{kind}", 6000)
        too_high = isinstance(value, str) or f"max_{kind}" in option
        if (low is not None and size < low) or (too_high and size > high):
            raise ImpossibleError(f"option {name!r} is out of its bounds {low} to {high}")
    choices = [choice["value"] for choice in option.get("choices", [])]
    if choices and value not in choices:
        raise ImpossibleError(f"option {name!r} is none of its choices {choices}")


def _resolve(value: Any, resolved: Json) -> Any:
    if isinstance(value, Member | User):
        user = value.user if isinstance(value, Member) else value
        resolved.setdefault("users", {})[str(user.id)] = user_payload(user)
        if isinstance(value, Member):
            member = member_payload(value, with_permissions=True)
            del member["user"]
            resolved.setdefault("members", {})[str(user.id)] = member
        return str(user.id)
    if isinstance(value, Channel):
        payload = channel_payload(value) | {"permissions": "0"}
        resolved.setdefault("channels", {})[str(value.id)] = payload
        return str(value.id)
    if isinstance(value, Attachment):
        resolved.setdefault("attachments", {})[value.payload["id"]] = value.payload
        return value.payload["id"]
    return value


def context_menu_data(command: Json, target: Member | Message) -> Json:
    """Returns the data of a command chosen from a message's or a person's menu."""
    resolved: Json = {}
    if isinstance(target, Message):
        resolved["messages"] = {str(target.id): message_payload(target)}
    else:
        _resolve(target, resolved)
    return {
        "id": command["id"],
        "name": command["name"],
        "type": command["type"],
        "target_id": str(target.id),
        "resolved": resolved,
    }


def component_data(member: Member, message: Message, wanted: str, values: list[str] | None) -> Json:
    """Returns the data of a click on a button, or of a choice in a select menu.

    Raises:
        LookupError: there is no such component.
        ImpossibleError: this person cannot see the message, or the component cannot be used.
    """
    if message.deleted or (message.visible_to or member.user) is not member.user:
        raise ImpossibleError("the message is gone, or somebody else's")
    component = message.component(wanted)
    if component.get("disabled") or not component.get("custom_id"):
        raise ImpossibleError(f"{wanted!r} is disabled, or a link")
    data: Json = {"custom_id": component["custom_id"], "component_type": component["type"]}
    data["id"] = component["id"]
    if component["type"] != 2:
        options = {option["value"] for option in component.get("options", [])}
        if component["type"] == 3 and not set(values or []) <= options:
            raise ImpossibleError(f"{values} are not among {sorted(options)}")
        data["values"] = values or []
        if resolved := _chosen(message.channel, component, data["values"]):
            data["resolved"] = resolved
    return data


def _chosen(channel: Channel, select: Json, values: list[str]) -> Json:
    """The roles or channels that were chosen, as Discord describes them; else nothing.

    Raises:
        ImpossibleError: the guild has no such role or channel.
    """
    guild, kind = channel.guild, {6: "roles", 8: "channels"}.get(select["type"])
    if guild is None or kind is None or not values:
        return {}
    there: Json = {str(number): role_payload(number, name) for number, name in guild.roles.items()}
    if kind == "channels":
        there = {
            str(each.id): channel_payload(each) | {"permissions": "0"}
            for each in guild.channels.values()
        }
    if unknown := sorted(set(values) - set(there)):
        raise ImpossibleError(f"the guild has no {kind} {unknown}")
    return {kind: {value: there[value] for value in values}}


def modal_data(modal: Json, values: Mapping[str, Any]) -> Json:
    """Returns the data of a filled-in modal; `values` are by the inputs' custom_id.

    Raises:
        ImpossibleError: a value is unknown, missing or out of its bounds.
    """
    inputs = {c["custom_id"]: c for c in walk(modal["components"]) if c.get("custom_id")}
    if unknown := sorted(set(values) - set(inputs)):
        raise ImpossibleError(f"the modal has no {unknown}; it has {sorted(inputs)}")
    return {
        "custom_id": modal["custom_id"],
        "components": [_submitted(component, values) for component in modal["components"]],
    }


def _submitted(component: Json, values: Mapping[str, Any]) -> Json:
    kind: Json = {"type": component["type"], "id": component.get("id", 0)}
    if "components" in component:
        return kind | {"components": [_submitted(c, values) for c in component["components"]]}
    if "component" in component:
        return kind | {"component": _submitted(component["component"], values)}
    if "custom_id" not in component:
        return kind | {"content": component.get("content", "")}
    name = component["custom_id"]
    value = values.get(name, component.get("value") or "")
    if component["type"] != 4:
        return kind | {"custom_id": name, "values": list(values.get(name, []))}
    needed = 1 if component.get("required") is not False else 0
    low, high = component.get("min_length") or needed, component.get("max_length") or 4000
    if not (low <= len(value) <= high or (not value and not needed)):
        raise ImpossibleError(f"{name!r} takes {low} to {high} letters")
    return kind | {"custom_id": name, "value": value}
