"""All buttons, found by themselves: a new one is a module in this package, and nothing else."""

import pkgutil
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from importlib import import_module

import bot.buttons
from bot.buttons.press import NEVER, Lasting
from bot.render.reply import Reply


@cache
def buttons() -> tuple[type[Lasting], ...]:
    """The classes of all buttons and menus, by the names of their modules."""
    names = sorted(each.name for each in pkgutil.iter_modules(bot.buttons.__path__))
    modules = [import_module(f"{bot.buttons.__name__}.{name}") for name in names]
    return tuple(
        each
        for module in modules
        for each in vars(module).values()
        if isinstance(each, type)
        and issubclass(each, Lasting)
        and each.__module__ == module.__name__
        and each.shape.pattern != NEVER
    )


def with_buttons(reply: Reply) -> Reply:
    """A reply with the buttons that belong below it, in the language that is spoken."""
    offered = [action for button in buttons() for action in button.offered(reply.about)]
    return replace(reply, actions=tuple(sorted(offered, key=lambda action: action.rank)))


def asked_among(custom_ids: Iterable[str]) -> int:
    """The number of the question that a reply with these buttons answers; 0: of none."""
    found = (each.shape.fullmatch(name) for name in custom_ids for each in buttons())
    numbers = (int(match.groupdict().get("asked_id") or 0) for match in found if match)
    return next(filter(None, numbers), 0)
