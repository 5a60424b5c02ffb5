"""`/privacy`: what is kept about oneself, as a file, and how to have it forgotten."""

import json
from collections.abc import Mapping
from typing import Any

from discord import app_commands

from bot.buttons.registry import with_buttons
from bot.language import say, say_count
from bot.ledger import RETENTION_DAYS
from bot.ledger.privacy import Tables
from bot.render.amounts import listed
from bot.render.reply import About, Enclosed, Kind, Reply
from bot.serve.interaction import BotInteraction
from bot.service.library import Server

privacy: app_commands.Group = app_commands.Group(
    name="privacy",
    description="What I keep about you.",
    allowed_contexts=app_commands.AppCommandContext(
        guild=True, dm_channel=True, private_channel=True
    ),
    allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
)
FILE_NAME = "my-data.json"
_SAFE_NUMBER = 2**53
"""Readers in other languages round greater numbers."""


@privacy.command(name="kept", description="What I keep about you, and for how long.")
async def kept(interaction: BotInteraction) -> None:
    """Say it."""
    await interaction.client.desk.serve(interaction, what_is_kept, private=True)


@privacy.command(name="my-data", description="All that I keep about you, as a file.")
async def my_data(interaction: BotInteraction) -> None:
    """Give it to them."""
    desk, user_id = interaction.client.desk, interaction.user.id
    await desk.serve(
        interaction, lambda _: data_page(desk.ledger.about_user(user_id)), private=True
    )


@privacy.command(name="forget-me", description="Delete all that I keep about you.")
async def forget_me(interaction: BotInteraction) -> None:
    """Ask whether they are sure."""
    desk, user_id = interaction.client.desk, interaction.user.id
    await desk.serve(interaction, lambda _: sure_page(user_id), private=True)


def what_is_kept(server: Server) -> Reply:
    """What is kept here, and for how long."""
    return kept_page(server.settings.retention_days if server.settings else RETENTION_DAYS)


def kept_page(retention_days: int) -> Reply:
    """What is kept, for how long, and what one can do about it."""
    lines = [
        say("your questions with their answers, and where and when you asked"),
        say("what you thought of answers, and why, if you said so"),
        say("what you want to be told of, and whether you asked humans"),
        say("how many questions you asked today, where there are daily limits"),
        say("which changes of papers and which golden questions are yours"),
        say("that you are waiting for a reply, until you have it"),
    ]
    long = say_count(
        "Questions and opinions are kept for {number} day here, then deleted.",
        "Questions and opinions are kept for {number} days here, then deleted.",
        retention_days,
    )
    rights = say("`/privacy my-data` gives you all of it; `/privacy forget-me` deletes it now.")
    head = say("**What I keep about you**")
    return Reply((f"{head}\n{listed(lines)}", f"{long}\n{rights}"), private=True)


def data_page(tables: Tables) -> Reply:
    """All that is kept about somebody, as a file."""
    if not tables:
        return Reply((say("I keep nothing about you."),), private=True)
    count = sum(len(rows) for rows in tables.values())
    said = say_count(
        "I keep {number} record about you: here it is.",
        "I keep {number} records about you: here they are.",
        count,
    )
    document = {name: [_plain(row) for row in rows] for name, rows in tables.items()}
    content = json.dumps(document, indent=2, ensure_ascii=False).encode("utf-8", "replace")
    return Reply((said,), private=True, files=(Enclosed(FILE_NAME, content),))


def sure_page(user_id: int) -> Reply:
    """Before forgetting somebody."""
    said = say(
        "I will delete all that I keep about you, in every server, for good. Messages in Discord "
        "stay; golden questions that you added stay with the server, without your name."
    )
    about = About(Kind.FORGETTING, asker=user_id)
    return with_buttons(Reply((said,), about, private=True))


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        key: str(value) if isinstance(value, int) and abs(value) >= _SAFE_NUMBER else value
        for key, value in row.items()
    }
