"""What a message's own menu offers: its claims checked, its question answered."""

import discord
from discord import app_commands

from bot.commands.check import checked_here
from bot.commands.contexts import everywhere
from bot.messages import message as hearing
from bot.messages.inquiry import plain, questions
from bot.messages.relevance import spoken
from bot.questions import answered
from bot.render.notes import NO_WORDS
from bot.serve.interaction import BotInteraction
from bot.serve.occasions import occasion_of
from bot.serve.responses import show


@everywhere
@app_commands.context_menu(name="Check claims")
async def check_claims(interaction: BotInteraction, message: discord.Message) -> None:
    """Check every claim of a message, for the one who asks alone; they may share it."""
    claims = spoken(words_of(message))
    if not claims:
        await show(interaction, NO_WORDS)
        return
    desk, occasion = interaction.client.desk, occasion_of(interaction, private=True)
    await desk.serve(
        interaction, lambda server: checked_here(desk, server, claims, occasion), private=True
    )


@everywhere
@app_commands.context_menu(name="Answer this")
async def answer_this(interaction: BotInteraction, message: discord.Message) -> None:
    """Answer what a message asks; one that asks nothing as such is taken as the question."""
    said = spoken(words_of(message))
    question = " ".join(questions(said)) or " ".join(plain(said).split())
    if not question:
        await show(interaction, NO_WORDS)
        return
    desk, occasion = interaction.client.desk, occasion_of(interaction)
    await desk.serve(
        interaction,
        lambda server: answered(desk, server, question, occasion),
        private=desk.expects_private(occasion),
    )


def words_of(message: discord.Message) -> str:
    """What a message says, be it in the one that it forwards, or in its embeds."""
    return (
        hearing.words_of(message) or "\n".join(e.description or "" for e in message.embeds).strip()
    )
