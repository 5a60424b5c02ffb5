"""Wishes to be told, granted: who asked in vain hears of it once the papers have an answer."""

import asyncio
import contextlib
from collections.abc import Iterable
from dataclasses import dataclass, replace

import discord
import structlog

from bot.language import Locales, chosen, say, speaking
from bot.ledger import Wish
from bot.protocol import Knowledge
from bot.questions import Told, may_ask, tell
from bot.render.layout import layout
from bot.render.reply import Reply
from bot.serve.delivery import UNDELIVERED, passes
from bot.serve.desk import Desk
from bot.serve.occasions import Occasion
from bot.serve.responses import NOBODY
from bot.service.library import Server
from bot.service.permissions import manages
from bot.service.side_by_side import ask_again
from knowledge.errors import FootnoteError
from knowledge.model import Abstention, Answer
from knowledge.reasons.remarks import WantedToKnow

EVERY_SECONDS = 60.0
"""So often it is looked whether the shared papers have changed, which another process may do."""
_log = structlog.stdlib.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class _Place:
    """Whose wishes are looked at: a server's, or (None) those of direct messages."""

    guild: discord.Guild | None

    @property
    def id(self) -> int | None:
        return self.guild.id if self.guild else None


class Granting:
    """Looks at the wishes after each start, and whenever papers have changed."""

    def __init__(
        self, client: discord.Client, desk: Desk, every_seconds: float = EVERY_SECONDS
    ) -> None:
        self._client = client
        self._desk = desk
        self._every = every_seconds
        self._turn = asyncio.Lock()
        self._changed = asyncio.Event()
        self._looking: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to look, as soon as the servers are known."""
        self._looking = asyncio.create_task(self._look())

    def papers_changed(self) -> None:
        """Look at once."""
        self._changed.set()

    async def close(self) -> None:
        """Look no more."""
        if self._looking is not None:
            self._looking.cancel()
            await asyncio.gather(self._looking, return_exceptions=True)

    async def look(self, version: str | None = None) -> str | None:
        """Grant what can be, unless the shared papers are of this version; the version of now.

        None, where something was in the way: then look again.
        """
        async with self._turn:
            return await self._grant_if_changed(version)

    async def _look(self) -> None:
        await self._client.wait_until_ready()
        version = None
        while not self._desk.closing:
            self._changed.clear()
            version = await self.look(version)
            # Not `wait_for`, which in Python 3.11 may not notice a stop that comes with a change.
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self._every):
                    await self._changed.wait()
                version = None

    async def _grant_if_changed(self, version: str | None) -> str | None:
        try:
            shared = self._desk.server(None).knowledge
            now = (await self._desk.work(shared.statistics)).knowledge_version
        except FootnoteError as error:
            _log.warning("wishes not looked at", why=str(error))
            return None
        if now == version:
            return now
        places = [_Place(guild) for guild in (None, *self._client.guilds)]
        ours = [place for place in places if self._desk.shards.owns(place.id)]
        done = [await self._grant(place) for place in ours]
        return now if all(done) else None

    async def _grant(self, place: _Place) -> bool:
        """Grant what can be in a place, and say whether nothing is to be tried again soon."""
        try:
            wishes = await self._desk.aside(lambda: answerable(self._desk, place.id))
        except FootnoteError as error:
            _log.warning("wishes not looked at", server=place.id, why=str(error))
            return False
        return all([await self._is_seen_to(wish, place) for wish in wishes])

    async def _is_seen_to(self, wish: Wish, place: _Place) -> bool:
        """Tell somebody; False where that is to be tried again soon, whatever becomes of others."""
        try:
            await self._desk.see_through(self._tell(wish, place))
        except (FootnoteError, *UNDELIVERED) as error:
            _log.warning("wish not granted yet", wish=wish.id, why=str(error))
            return not (isinstance(error, FootnoteError) or passes(error))
        return True

    async def _tell(self, wish: Wish, place: _Place) -> None:
        """Tell somebody, unless they have left or may not ask any more."""
        member = await _member(place.guild, wish.user_id)
        if place.guild is not None and member is None:
            await self._desk.work(lambda: self._desk.ledger.grant(wish.id))
            return
        occasion = _occasion(wish, place.id, member)
        server = self._desk.server(place.id)
        settings = await self._desk.work(lambda: server.settings)
        if not may_ask(settings, occasion):
            return
        locale = place.guild.preferred_locale.value if place.guild else None
        setting = settings.language if settings else None
        with speaking(chosen(Locales(server=locale, setting=setting), private=False)):
            if await self._is_delivered(wish, server, occasion):
                await self._desk.work(lambda: self._desk.ledger.grant(wish.id))

    async def _is_delivered(self, wish: Wish, server: Server, occasion: Occasion) -> bool:
        """Directly, or where that is not wished for in the channel; False: not any more.

        Raises:
            discord.HTTPException: neither can be now.
        """
        try:
            direct = await self._client.create_dm(discord.Object(wish.user_id))
            told = await self._desk.work(
                lambda: answered(self._desk, server, wish, replace(occasion, channel_id=direct.id))
            )
            if told is None:  # it was answerable a moment ago
                return False
            sent = await direct.send(
                view=layout(told.reply), allowed_mentions=NOBODY, nonce=f"wish:{wish.id}"
            )
            await self._desk.place(told.reply.asked_id, sent.id)
        except discord.Forbidden:
            await self._mention(wish)
        return True

    async def _mention(self, wish: Wish) -> None:
        """In the channel, where others read too: without the question, which was maybe private.

        Where that is refused as well, it can never be told.
        """
        allowed = discord.AllowedMentions.none()
        allowed.users = [discord.Object(wish.user_id)]
        channel = self._client.get_partial_messageable(wish.channel_id)
        view = layout(can_answer(wish.user_id))
        try:
            await channel.send(view=view, allowed_mentions=allowed, nonce=f"wish:{wish.id}")
        except UNDELIVERED as error:
            if passes(error):
                raise
            _log.warning("wish cannot be granted", wish=wish.id, why=str(error))


def answerable(desk: Desk, guild_id: int | None) -> list[Wish]:
    """The wishes of a server whose questions its papers answer now. Called in a thread."""
    base = desk.server(guild_id).knowledge
    return list(_answered(base, desk, desk.ledger.wishes(guild_id)))


def answered(desk: Desk, server: Server, wish: Wish, occasion: Occasion) -> Told | None:
    """The answer to what somebody wanted to be told; None where there is none any more."""
    context = _context(desk, wish)
    told = tell(
        desk, server, wish.question, occasion, context, ask=lambda base: _noted(base, wish, context)
    )
    return told if isinstance(told.outcome, Answer) else None


def _answered(base: Knowledge, desk: Desk, wishes: Iterable[Wish]) -> Iterable[Wish]:
    for wish in wishes:
        if isinstance(ask_again(base, wish.question, _context(desk, wish)), Answer):
            yield wish


def _noted(base: Knowledge, wish: Wish, context: tuple[str, ...]) -> Answer | Abstention:
    """What comes of the question now, with a note on why it is told."""
    outcome = ask_again(base, wish.question, context)
    return replace(outcome, notes=(WantedToKnow(), *outcome.notes))


def _context(desk: Desk, wish: Wish) -> tuple[str, ...]:
    asked = desk.ledger.asked(wish.asked_id) if wish.asked_id else None
    return asked.context if asked else ()


async def _member(guild: discord.Guild | None, user_id: int) -> discord.Member | None:
    """Who it is in a server; None for who has left."""
    if guild is None:
        return None
    try:
        return await guild.fetch_member(user_id)
    except discord.NotFound:
        return None


def _occasion(wish: Wish, guild_id: int | None, member: discord.Member | None) -> Occasion:
    return Occasion(
        user_id=wish.user_id,
        guild_id=guild_id,
        channel_id=wish.channel_id,
        roles=frozenset(role.id for role in member.roles) if member else frozenset(),
        private=False,
        manages=member is not None and manages(member.guild_permissions),
    )


def can_answer(user_id: int) -> Reply:
    """Tells somebody, in front of others, that what they asked can be answered; not what it was."""
    words = say("I can answer now what you wanted to be told. Please ask me again.")
    return Reply((f"<@{user_id}> {words}",))
