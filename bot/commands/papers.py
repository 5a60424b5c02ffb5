"""`/papers`: one paper with its abstract and sources, or the papers of a time."""

from discord import app_commands

from bot.buttons.registry import with_buttons
from bot.commands.contexts import everywhere
from bot.protocol import Knowledge
from bot.render.answers import reply
from bot.render.choices import choices
from bot.render.notes import no_paper
from bot.render.paper import paper
from bot.render.reply import Choice, Reply
from bot.serve.interaction import BotInteraction
from bot.serve.occasions import server_of
from knowledge.questions.periods import period

_FOUND = 5


@everywhere
@app_commands.command(description="Look up a paper: its abstract, authors and sources.")
@app_commands.describe(
    query="A title, an author, a topic or a year; choose from the list or type freely."
)
async def papers(interaction: BotInteraction, query: app_commands.Range[str, 1, 300]) -> None:
    """Show the chosen paper, or the best match for what was typed."""
    desk, asker = interaction.client.desk, interaction.user.id
    await desk.serve(interaction, lambda server: look_up(server.knowledge, query, asker))


@papers.autocomplete("query")
async def suggest(interaction: BotInteraction, typed: str) -> list[app_commands.Choice[str]]:
    """Papers whose title or authors match what is typed so far."""
    desk, here = interaction.client.desk, server_of(interaction)
    nothing: list[Choice] = []
    offered = await desk.soon(lambda: choices(desk.server(here).knowledge.suggest(typed)), nothing)
    return [app_commands.Choice(name=choice.name, value=choice.value) for choice in offered]


def look_up(knowledge: Knowledge, query: str, asker: int) -> Reply:
    """The paper whose id `query` is, or else the best that it finds; of a time, a list."""
    chosen = knowledge.abstract(query)
    if chosen is not None:
        return with_buttons(paper(chosen, asker))
    if period(query):
        return with_buttons(reply(knowledge.ask(f"Papers {query}"), asker))
    found = knowledge.papers(query, limit=_FOUND)
    if not found:
        return no_paper(query)
    return with_buttons(paper(found[0], asker, others=found[1:]))
