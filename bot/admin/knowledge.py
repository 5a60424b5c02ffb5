"""`/knowledge`: a server's own papers, added, removed, brought back and looked up."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import assert_never

import discord
from discord import app_commands

from bot.admin.live_reply import LiveSteps
from bot.buttons.registry import with_buttons
from bot.language import say
from bot.render import paper_changes as pages
from bot.render.choices import choices
from bot.render.reply import Choice, Reply
from bot.serve.delivery import UNDELIVERED
from bot.serve.desk import Desk
from bot.serve.interaction import BotInteraction
from bot.serve.occasions import member_of
from bot.service.additions import Added, Additions, Proposal, Refused
from bot.service.library import Library, Server
from bot.service.permissions import Member, kept_by
from bot.service.submissions import MOST_UPLOAD_BYTES, Entry, fetched, identifiers_in, read_upload
from knowledge.errors import InputError
from knowledge.model import Abstract
from knowledge.settings import tuned

_FOUND = 10
_OFFERED = 100
"""So many papers that match are looked at for the server's own."""
_DOWNLOAD_SECONDS = tuned().limits.upload_seconds
_MEGABYTES = tuned().limits.upload_mb

knowledge: app_commands.Group = app_commands.Group(
    name="knowledge", description="The papers that this server has added.", guild_only=True
)


@knowledge.command(name="add", description="Add papers: by arXiv id or DOI, or from a file.")
@app_commands.describe(
    identifiers="arXiv ids, DOIs or PubMed ids, with spaces between.",
    file="BibTeX, RIS, CSV, JSON, XML or a page of abstracts; also packed.",
)
async def add(
    interaction: BotInteraction,
    identifiers: app_commands.Range[str, 1, 4000] | None = None,
    file: discord.Attachment | None = None,
) -> None:
    """Add them, saying how far it is; where that would break something, ask first."""
    client, member, live = interaction.client, member_of(interaction), LiveSteps(interaction)
    order = _Order(client.desk, client.additions, member, identifiers or "", _upload(file))
    await client.desk.serve(
        interaction,
        live.around(lambda server: order.carry_out(server, live)),
        private=True,
        aside=True,
    )
    client.dispatch("papers_changed", member.guild_id)


@knowledge.command(name="remove", description="Take one of this server's own papers out.")
@app_commands.describe(paper="Choose it from the list.")
async def remove(interaction: BotInteraction, paper: app_commands.Range[str, 1, 100]) -> None:
    """Take it out, and say how the golden questions do."""
    client, member = interaction.client, member_of(interaction)
    await client.desk.serve(
        interaction,
        lambda server: pages.amended(
            client.additions.remove(kept_by(member, server.known_settings), member.user_id, paper)
        ),
        private=True,
        aside=True,
    )


@remove.autocomplete("paper")
async def suggest(interaction: BotInteraction, typed: str) -> list[app_commands.Choice[str]]:
    """The server's own papers that match what is typed so far."""
    desk, member, nothing = interaction.client.desk, member_of(interaction), list[Choice]()
    offered = await desk.soon(
        lambda: offers(desk, desk.server(member.guild_id), member, typed), nothing
    )
    return [app_commands.Choice(name=choice.name, value=choice.value) for choice in offered]


@knowledge.command(name="history", description="What has changed this server's own papers.")
async def history(interaction: BotInteraction) -> None:
    """Show it, the latest first."""
    client, member = interaction.client, member_of(interaction)
    await client.desk.serve(
        interaction,
        lambda server: changes(client.desk, client.additions, server, member),
        private=True,
    )


@knowledge.command(name="undo", description="Undo a change of this server's own papers.")
@app_commands.describe(entry="Its number in /knowledge history.")
async def undo(interaction: BotInteraction, entry: app_commands.Range[int, 1, 2**31 - 1]) -> None:
    """Undo it, and say how the golden questions do."""
    client, member = interaction.client, member_of(interaction)
    await client.desk.serve(
        interaction,
        lambda server: pages.amended(
            client.additions.undo(kept_by(member, server.known_settings), member.user_id, entry)
        ),
        private=True,
        aside=True,
    )
    client.dispatch("papers_changed", member.guild_id)


@knowledge.command(name="search", description="Look papers up, and see which are this server's.")
@app_commands.describe(query="A title, an author or a topic.")
async def search(interaction: BotInteraction, query: app_commands.Range[str, 1, 300]) -> None:
    """Show what is found, with what is the server's own."""
    desk, member = interaction.client.desk, member_of(interaction)
    await desk.serve(interaction, lambda server: found(desk, server, member, query), private=True)


def outcome(done: Refused | Proposal | Added) -> Reply:
    """What came of adding papers."""
    match done:
        case Refused(rejected):
            return pages.refused(rejected)
        case Proposal():
            return with_buttons(pages.proposed(done))
        case Added():
            return pages.added(done)
        case _:
            assert_never(done)


@dataclass(frozen=True, slots=True)
class _Upload:
    name: str
    size: int
    read: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class _Order:
    """What somebody wants to add; carried out in a thread."""

    desk: Desk
    additions: Additions
    member: Member
    typed: str
    upload: _Upload | None

    def carry_out(self, server: Server, live: LiveSteps) -> Reply:
        """Fetch, read, try out, and add."""
        guild_id = kept_by(self.member, server.known_settings)
        named = identifiers_in(self.typed)
        if not named and self.upload is None:
            raise InputError(say("Give identifiers such as 2211.05100, or a file, or both."))
        entries = [*self._fetched(named, live), *self._uploaded(live)]
        what = [*named, *([self.upload.name] if self.upload else [])]
        done = self.additions.propose(guild_id, self.member.user_id, entries, what, live.step)
        return outcome(done)

    def _fetched(self, named: list[str], live: LiveSteps) -> list[Entry]:
        if not named:
            return []
        live.step(say("Fetching {total} …", total=len(named)))
        return fetched(
            named,
            self.desk.library.fetch,
            lambda count: live.counted(
                lambda: say("Fetched {count} of {total} …", count=count, total=len(named))
            ),
        )

    def _uploaded(self, live: LiveSteps) -> list[Entry]:
        if self.upload is None:
            return []
        if self.upload.size > MOST_UPLOAD_BYTES:
            raise InputError(say("A file may have {most} MB at most: split it.", most=_MEGABYTES))
        live.step(say("Reading the file …"))
        return read_upload(
            self.upload.name,
            self.upload.read(),
            lambda count: live.counted(lambda: say("Read {count} papers …", count=count)),
        )


def offers(desk: Desk, server: Server, member: Member, typed: str) -> list[Choice]:
    """The server's own papers that match, for those who may take them out."""
    kept_by(member, server.known_settings)
    matching = server.knowledge.suggest(typed, _OFFERED)
    return choices(paper for paper, own in with_owner(desk.library, matching) if own)


def changes(desk: Desk, additions: Additions, server: Server, member: Member) -> Reply:
    """The history of a server's own papers."""
    guild_id = kept_by(member, server.known_settings)
    return pages.history(additions.history(guild_id), desk.ledger.changers(guild_id))


def found(desk: Desk, server: Server, member: Member, query: str) -> Reply:
    """What a query finds among all papers that the server sees."""
    kept_by(member, server.known_settings)
    papers = server.knowledge.papers(query, _FOUND)
    return pages.found(query, with_owner(desk.library, papers))


def with_owner(library: Library, papers: list[Abstract]) -> list[tuple[Abstract, bool]]:
    """Papers, each with whether it is a server's own: the shared base does not hold it."""
    shared = library.of(None, None)
    return [(paper, shared.abstract(paper.id) is None) for paper in papers]


def _upload(file: discord.Attachment | None) -> _Upload | None:
    """An uploaded file, to be downloaded by the thread that needs it."""
    if file is None:
        return None
    loop = asyncio.get_running_loop()

    def read() -> bytes:
        return asyncio.run_coroutine_threadsafe(_downloaded(file), loop).result()

    return _Upload(file.filename, file.size, read)


async def _downloaded(file: discord.Attachment) -> bytes:
    try:
        return await asyncio.wait_for(file.read(), _DOWNLOAD_SECONDS)
    except UNDELIVERED as error:
        raise InputError(
            say("The file could not be downloaded: please upload it again.")
        ) from error
