"""Discord's rules for commands and autocompletion that its OpenAPI description does not state."""

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from .schema import Problem

Json = dict[str, Any]
Path = tuple[str | int, ...]

CHAT_INPUT, USER, MESSAGE = 1, 2, 3
MAX_OF_TYPE = {CHAT_INPUT: 100, USER: 15, MESSAGE: 15}
MAX_COMMAND_TEXT = 8000
MAX_CHOICE_VALUE = 100
_NESTED = (1, 2)  # subcommand, subcommand group


def commands_problems(commands: Sequence[Json]) -> list[Problem]:
    """Returns what is wrong with a whole set of commands (a bulk overwrite)."""
    found: list[Problem] = []
    for index, command in enumerate(commands):
        found += [Problem((index, *p.path), p.message) for p in command_problems(command)]
    for (_, name), count in Counter((_kind(c), c["name"]) for c in commands).items():
        if count > 1:
            found.append(Problem((), f"Application command names must be unique: {name!r}"))
    for kind, count in Counter(map(_kind, commands)).items():
        if count > MAX_OF_TYPE.get(kind, 1):
            found.append(Problem((), f"Too many commands of type {kind}: {count}"))
    return found


def command_problems(command: Json) -> list[Problem]:
    """Returns what is wrong with one command."""
    found: list[Problem] = []
    if _kind(command) == CHAT_INPUT:
        found += _naming_problems((), command)
        found += _options_problems((), command.get("options") or [])
    else:
        found += _context_menu_problems(command)
    if _text_length(command) > MAX_COMMAND_TEXT:
        found.append(Problem((), f"Command exceeds maximum size of {MAX_COMMAND_TEXT}"))
    return found


def _kind(command: Json) -> int:
    return int(command.get("type") or CHAT_INPUT)


def is_valid_name(name: str) -> bool:
    """Returns whether a slash command or an option may be called so."""
    return 1 <= len(name) <= 32 and name == name.lower() and all(map(_is_name_letter, name))


def _is_name_letter(letter: str) -> bool:
    if letter in "-_'" or unicodedata.category(letter)[0] in "LN":
        return True
    return unicodedata.name(letter, "").startswith(("DEVANAGARI ", "THAI "))


def _naming_problems(path: Path, named: Json) -> Iterator[Problem]:
    if not is_valid_name(named["name"]):
        yield Problem((*path, "name"), f"String value {named['name']!r} is not a valid name.")
    description = named.get("description") or ""
    if not description.strip() or len(description) > 100:
        yield Problem((*path, "description"), "Must be between 1 and 100 in length.")


def _context_menu_problems(command: Json) -> Iterator[Problem]:
    if command.get("description"):
        yield Problem(("description",), "Context menu commands cannot have description.")
    if command.get("options"):
        yield Problem(("options",), "Context menu commands cannot have options.")
    if not command["name"].strip():
        yield Problem(("name",), "This field is required")


def _options_problems(path: Path, options: Sequence[Json]) -> Iterator[Problem]:
    names = [option["name"] for option in options]
    if len(set(names)) < len(names):
        yield Problem((*path, "options"), "Option names must be unique.")
    nested = [option["type"] in _NESTED for option in options]
    if any(nested) and not all(nested):
        yield Problem((*path, "options"), "Subcommands and plain options cannot be mixed.")
    required = [bool(option.get("required")) for option in options]
    if required != sorted(required, reverse=True):
        yield Problem((*path, "options"), "Required options must be placed before others.")
    for index, option in enumerate(options):
        yield from _option_problems((*path, "options", index), option)


def _option_problems(path: Path, option: Json) -> Iterator[Problem]:
    yield from _naming_problems(path, option)
    choices = option.get("choices") or []
    if choices and option.get("autocomplete"):
        yield Problem((*path, "choices"), "Choices and autocomplete are mutually exclusive.")
    yield from _choice_problems((*path, "choices"), choices)
    for low, high in (("min_value", "max_value"), ("min_length", "max_length")):
        least, most = option.get(low), option.get(high)
        if least is not None and most is not None and least > most:
            yield Problem((*path, low), f"{low} is above {high}.")
    yield from _options_problems(path, option.get("options") or [])


def _choice_problems(path: Path, choices: Sequence[Json]) -> Iterator[Problem]:
    names = [choice["name"] for choice in choices]
    if len(set(names)) < len(names):
        yield Problem(path, "Choice names must be unique.")
    for index, choice in enumerate(choices):
        yield from _one_choice_problems((*path, index), choice)


def _one_choice_problems(path: Path, choice: Json) -> Iterator[Problem]:
    if not choice["name"].strip():
        yield Problem((*path, "name"), "This field is required")
    value = choice["value"]
    if isinstance(value, str) and not 1 <= len(value) <= MAX_CHOICE_VALUE:
        yield Problem((*path, "value"), f"Must be between 1 and {MAX_CHOICE_VALUE} in length.")


def _text_length(node: Json) -> int:
    texts = [node.get("name"), node.get("description"), node.get("value")]
    inner = [*(node.get("options") or []), *(node.get("choices") or [])]
    return sum(len(text) for text in texts if isinstance(text, str)) + sum(map(_text_length, inner))


def autocomplete_problems(choices: Sequence[Json], option_type: int) -> list[Problem]:
    """Returns what is wrong with suggestions for an option of type 3 (text), 4 (whole) or 10."""
    path: Path = ("data", "choices")
    found: list[Problem] = []
    for index, choice in enumerate(choices):
        found += _one_choice_problems((*path, index), choice)
        wanted = {3: str, 4: int}.get(option_type, (int, float))
        if not isinstance(choice["value"], wanted) or isinstance(choice["value"], bool):
            found.append(Problem((*path, index, "value"), f"Not of option type {option_type}."))
    return found
