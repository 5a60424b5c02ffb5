"""What a command was sent with, checked against its definition: what Discord checked may be forged.

discord.py leaves the bounds of texts and the types of values to Discord's own client.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from discord import AppCommandOptionType as Kind
from discord.app_commands import Choice, Parameter

Option = Mapping[str, Any]
_TYPES: Mapping[Kind, tuple[type, ...]] = {
    Kind.string: (str,),
    Kind.integer: (int,),
    Kind.number: (int, float),
    Kind.boolean: (bool,),
}
"""Everything else is named by its id, and described beside."""
_SAFE_INTEGER = 2**53
"""Discord takes no greater one."""
_SUBCOMMANDS = frozenset({Kind.subcommand.value, Kind.subcommand_group.value})


def options_in(data: Mapping[str, Any]) -> Sequence[Option]:
    """The options of a command, at the end of the path of its groups."""
    options: Sequence[Option] = data.get("options") or []
    inner = next((option for option in options if option.get("type") in _SUBCOMMANDS), None)
    return options_in(inner) if inner else options


def keeps_bounds(
    parameters: Iterable[Parameter], options: Sequence[Option], described: Mapping[str, Any]
) -> bool:
    """Whether a command was sent as its definition allows.

    Args:
        parameters: its definition.
        options: what it was sent with, each with a `name` and a `value`.
        described: what Discord describes of people, roles, channels and files, by kind and id.
    """
    known = {parameter.display_name: parameter for parameter in parameters}
    given = {option.get("name"): option.get("value") for option in options}
    named = set(known) >= set(given) and len(given) == len(options)
    complete = all(name in given for name, each in known.items() if each.required)
    ids = {number for kind in described.values() for number in kind}
    return named and complete and all(_fits(known[n], v, ids) for n, v in given.items() if n)


def _fits(parameter: Parameter, value: object, ids: set[str]) -> bool:
    wanted = _TYPES.get(parameter.type)
    if wanted is None:
        return value in ids if isinstance(value, str) else False
    if not isinstance(value, wanted) or (isinstance(value, bool) and bool not in wanted):
        return False
    return _is_chosen(parameter.choices, value) and _is_within(parameter, value)


def _is_chosen(choices: Sequence[Choice[Any]], value: object) -> bool:
    return not choices or value in [choice.value for choice in choices]


def _is_within(parameter: Parameter, value: object) -> bool:
    size = len(value) if isinstance(value, str) else value
    if isinstance(size, bool) or not isinstance(size, int | float):
        return True
    low, high = parameter.min_value, parameter.max_value
    least = -_SAFE_INTEGER if low is None else low
    return least <= size <= (_SAFE_INTEGER if high is None else high)
