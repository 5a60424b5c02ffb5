"""The commands for running the bot; each checks who may use it, calls the core, and presents."""

from typing import Any

from discord import app_commands

from bot.admin.commands.gaps import gaps
from bot.admin.commands.golden import golden
from bot.admin.commands.health import health
from bot.admin.commands.knowledge import knowledge
from bot.admin.commands.privacy import privacy
from bot.admin.commands.settings import settings
from bot.admin.commands.stats import stats

COMMANDS: tuple[app_commands.Command[Any, ..., None] | app_commands.Group, ...] = (
    settings,
    knowledge,
    golden,
    gaps,
    stats,
    health,
    privacy,
)

__all__ = ["COMMANDS"]
