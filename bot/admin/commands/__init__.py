"""The commands for running the bot; each checks who may use it, calls the core, and presents."""

from typing import Any

from discord import app_commands

from bot.admin.gaps import gaps
from bot.admin.golden import golden
from bot.admin.health import health
from bot.admin.knowledge import knowledge
from bot.admin.privacy import privacy
from bot.admin.settings import settings
from bot.admin.stats import stats

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
