"""Answers messages that ask something: heard, decided on, answered where the server wants it.

Whether one is answered at all: `relevance`.
"""

import contextlib
import datetime as dt
import time
from dataclasses import replace

import discord
import structlog

from bot.language import Locales, chosen, speaking
from bot.ledger import Replies, ServerSettings, WhenUnanswered
from bot.messages.inbox import StoppingError
from bot.messages.message import heard, in_forum, place_of, replied_to
from bot.messages.posting import Response, post
from bot.messages.relevance import Asking, Place, asking
from bot.questions import Told, context_in, context_of, count, may_ask, tell, welcomed
from bot.render.layout import layout
from bot.render.notes import NOT_WRITTEN_TO, closed, held_up, note, too_many
from bot.render.reply import Reply
from bot.serve.delivery import UNDELIVERED, is_gone, passes
from bot.serve.desk import Desk
from bot.serve.occasions import Occasion, channel_of
from bot.serve.responses import NOBODY
from bot.serve.stopwatch import Stopwatch
from bot.service.library import Server
from bot.service.limits import MINUTE, SpentError
from bot.service.permissions import manages
from knowledge.errors import FootnoteError, StoreError
from knowledge.model import Abstention

_NO_PERMISSION = frozenset({50001, 50013, 160002})
"""Discord's codes for a channel that is closed to the bot, or to what it does there."""
_MOST_KEPT = 500
"""Answers that are kept until Discord takes them; others are made anew."""
_MESSAGE = "message"
"""What answering a message is called where it is told how things were served."""
_log = structlog.stdlib.get_logger(__name__)


class Listener:
    """Hears messages, each once; keeps what could not be posted yet."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._made: dict[int, Response] = {}

    async def hear(self, message: discord.Message, own_id: int) -> None:
        """Answer a message, or leave it alone. What hears a message twice answers it twice.

        What Discord did not take is posted as it was made when the message is heard again.

        Args:
            message: as it came.
            own_id: the bot's user id.

        Raises:
            StoppingError: the bot is being stopped.
            StoreError: a database cannot be used now.
            discord.HTTPException: Discord did not take the answer.
            Exception: what nobody foresaw.
        """
        if self._desk.closing:
            raise StoppingError("The bot is being stopped.")
        if _may_matter(message, own_id):
            await self._desk.see_through(self._answer(message, own_id))

    async def _answer(self, message: discord.Message, own_id: int) -> None:
        watch = Stopwatch(_MESSAGE, message.guild.id if message.guild else None)
        try:
            response = self._made.pop(message.id, None)
            if response is None:
                await _look_up_author(message)
                response = await self._desk.work(lambda: self._response(message, own_id))
            if response is None:
                return
            sent = await self._posted(message, response)
        except Exception as error:
            if isinstance(error, discord.HTTPException) and is_gone(error):
                _log.info("message taken back", message=message.id)
                return
            self._desk.owed_replies.note(watch.served(failed=True))
            raise
        watch.answered()
        self._desk.owed_replies.note(watch.served(failed=False))
        await self._desk.place(response.reply.asked_id, sent.id if sent else None)

    async def _posted(self, message: discord.Message, response: Response) -> discord.Message | None:
        """Post it; where that cannot be, keep it, and tell who waits for it what they can do."""
        place = message.guild.id if message.guild else 0, message.channel.id
        try:
            sent = await post(message, response)
        except discord.Forbidden as error:
            if response.privately:
                await self._tell_here(message, response.language)
            elif error.code in _NO_PERMISSION:
                self._desk.closed_channels.refused(*place)
                await self._tell(message, response.language, closed(message.channel.id))
            raise
        except UNDELIVERED as error:
            if passes(error):
                self._keep(message.id, response)
            if isinstance(error, discord.RateLimited):
                slowed = held_up(message.channel.id, error.retry_after)
                await self._tell(message, response.language, slowed)
            raise
        self._desk.closed_channels.taken(*place)
        return sent

    def _keep(self, message_id: int, response: Response) -> None:
        self._made[message_id] = response
        if len(self._made) > _MOST_KEPT:
            del self._made[next(iter(self._made))]

    async def _tell(self, message: discord.Message, language: str, note: Reply) -> None:
        """Tell the one who asked directly, once for each message; where that cannot be, let it be.

        Only who could see the answer in that channel is told.
        """
        if self._desk.deeds.first_time(f"told:{message.id}"):
            with contextlib.suppress(*UNDELIVERED), speaking(language):
                await message.author.send(view=layout(note), allowed_mentions=NOBODY)

    async def _tell_here(self, message: discord.Message, language: str) -> None:
        """Tell the one who asked below their question that no answer can be sent to them."""
        if self._desk.deeds.first_time(f"told:{message.id}"):
            with contextlib.suppress(*UNDELIVERED):
                await post(message, Response(NOT_WRITTEN_TO, language=language))

    def _response(self, message: discord.Message, own_id: int) -> Response | None:
        """What is answered; None where nothing is. Called in a thread."""
        guild_id = message.guild.id if message.guild else None
        server = self._desk.server(guild_id)
        settings = server.settings
        asked = asking(heard(message, own_id, settings))
        occasion = _occasion(message, settings)
        if asked is None or not may_ask(settings, occasion):
            return None
        spoken = _language(message, settings)
        with speaking(spoken):
            response = self._asked(message, asked, server, own_id)
        return replace(response, language=spoken) if response else None

    def _asked(
        self,
        message: discord.Message,
        asked: Asking,
        server: Server,
        own_id: int,
    ) -> Response | None:
        """What is answered to a question of somebody who may ask."""
        settings = server.settings
        occasion = _occasion(message, settings)
        who, where = occasion.user_id, channel_of(message)
        if refusal := self._desk.gate.refused(who, where, occasion.guild_id):
            return Response(too_many(refusal)) if self._first_refused(who) else None
        if asked.courtesy is not None:
            return Response(welcomed(self._desk, server, asked.courtesy))
        try:
            count(self._desk, settings, occasion)
            context = self._context(message, own_id)
            told = tell(self._desk, server, asked.question, occasion, context)
        except SpentError as error:
            return Response(note(error.reason)) if self._first_spent(who) else None
        except FootnoteError as error:
            if isinstance(error, StoreError) and not asked.addressed:
                raise  # it is tried again: nobody was told that it went wrong
            return Response(note(error.reason)) if asked.addressed else None
        if _keeps_silent(told, asked, message, settings):
            return None
        privately = settings is not None and settings.replies is Replies.PRIVATE
        thread = asked.question if _opens_thread(message, settings) else ""
        return Response(told.reply, privately, thread)

    def _first_refused(self, user_id: int) -> bool:
        """Whether somebody is put off for the first time this minute: once is enough."""
        return self._desk.deeds.first_time(f"slow:{user_id}:{time.time() // MINUTE}")

    def _first_spent(self, user_id: int) -> bool:
        """Whether somebody is told for the first time today that nothing is left: as above."""
        return self._desk.deeds.first_time(f"spent:{user_id}:{dt.datetime.now(dt.UTC).date()}")

    def _context(self, message: discord.Message, own_id: int) -> tuple[str, ...]:
        """The questions of the conversation that a message goes on with."""
        ledger, channel = self._desk.hurried, message.channel
        answered = replied_to(message)
        if answered is not None and answered.author.id == own_id:
            return context_of(ledger, answered.id)
        if place_of(message, own_id, None) in {Place.DIRECT, Place.OWN_THREAD}:
            return context_in(ledger, channel.id, channel.id)
        if isinstance(channel, discord.Thread) and in_forum(channel):
            return context_in(ledger, channel.id) or _title(channel, message)
        return ()


def _may_matter(message: discord.Message, own_id: int) -> bool:
    """Whether a message may be answered, whatever the server's settings are; cheap."""
    found = heard(message, own_id, None)
    elsewhere = found.place is Place.ELSEWHERE
    return asking(replace(found, place=Place.QUESTIONS) if elsewhere else found) is not None


async def _look_up_author(message: discord.Message) -> None:
    """Learn the roles of who wrote a message that was read later: Discord leaves them out there.

    Raises:
        discord.HTTPException: Discord does not tell.
    """
    if message.guild is None or isinstance(message.author, discord.Member):
        return
    with contextlib.suppress(discord.NotFound):  # who has left has none
        message.author = await message.guild.fetch_member(message.author.id)


def _opens_thread(message: discord.Message, settings: ServerSettings | None) -> bool:
    """Whether a conversation begins here that gets a thread of its own."""
    wanted = settings is not None and settings.replies is Replies.THREAD
    return wanted and isinstance(message.channel, discord.TextChannel)


def _occasion(message: discord.Message, settings: ServerSettings | None) -> Occasion:
    """Who asks, and where. What is typed into a channel is answered in the open."""
    member = message.author if isinstance(message.author, discord.Member) else None
    # Discord gives a thread the number of the message that it is opened on.
    in_thread = _opens_thread(message, settings)
    return Occasion(
        user_id=message.author.id,
        guild_id=message.guild.id if message.guild else None,
        channel_id=message.id if in_thread else message.channel.id,
        roles=frozenset(role.id for role in member.roles) if member else frozenset(),
        private=False,
        manages=member is not None and manages(member.guild_permissions),
        parent_id=channel_of(message),
    )


def _title(post: discord.Thread, message: discord.Message) -> tuple[str, ...]:
    """The title of a post as what was said before its first message."""
    return (post.name,) if post.id == message.id and post.name not in message.content else ()


def _keeps_silent(
    told: Told, asked: Asking, message: discord.Message, settings: ServerSettings | None
) -> bool:
    """Whether nothing is said: in a channel that wants no abstentions, to who did not call."""
    if asked.addressed or settings is None or not isinstance(told.outcome, Abstention):
        return False
    channel = settings.channel(message.channel.id) or settings.channel(
        getattr(message.channel, "parent_id", None) or 0
    )
    return channel is not None and channel.when_unanswered is WhenUnanswered.SILENT


def _language(message: discord.Message, settings: ServerSettings | None) -> str:
    """What is spoken where a message stands: Discord does not say what its author speaks."""
    server = message.guild.preferred_locale.value if message.guild else None
    setting = settings.language if settings else None
    return chosen(Locales(server=server, setting=setting), private=False)
