"""A message as Discord gives it -> what matters of it."""

import discord

from bot.ledger import ServerSettings
from bot.messages.inquiry import questions
from bot.messages.relevance import Heard, Place, mentioned

_TYPED = (discord.MessageType.default, discord.MessageType.reply)


def heard(message: discord.Message, own_id: int, settings: ServerSettings | None) -> Heard:
    """What matters of a message.

    Args:
        message: as it came.
        own_id: the bot's user id.
        settings: the server's; None outside servers. See `may_matter` for doing without.
    """
    named, called = mentioned(message.content), set(message.raw_role_mentions)
    own_role = message.guild.self_role if message.guild else None
    own_roles = {own_role.id} if own_role else set()
    answered = replied_to(message)
    by_person = not (message.author.bot or message.webhook_id) and message.type in _TYPED
    to_answer = answered is not None and answered.author.id == own_id
    to_other = message.reference is not None and not to_answer
    return Heard(
        text=text_of(message),
        place=place_of(message, own_id, settings),
        by_person=by_person,
        to_bot=own_id in named or bool(called & own_roles),
        to_answer=to_answer,
        to_others=to_other or bool(named - {own_id}) or bool(called - own_roles),
        to_everyone=message.mention_everyone,
        quoted=answered.content if answered and not to_answer else "",
    )


def text_of(message: discord.Message) -> str:
    """What a message says; of the first message of a post, its title where that is what asks."""
    post, said = message.channel, words_of(message)
    opens = isinstance(post, discord.Thread) and in_forum(post) and post.id == message.id
    if isinstance(post, discord.Thread) and opens and not questions(said):
        return f"{post.name}\n{said}"
    return said


def words_of(message: discord.Message) -> str:
    """What was typed into a message, or into the one that it forwards."""
    forwarded = (snapshot.content for snapshot in message.message_snapshots)
    return message.content or "\n".join(filter(None, forwarded))


def place_of(message: discord.Message, own_id: int, settings: ServerSettings | None) -> Place:
    """Where a message stands."""
    channel = message.channel
    if message.guild is None:
        return Place.DIRECT
    if isinstance(channel, discord.Thread):
        if channel.owner_id == own_id:
            return Place.OWN_THREAD
        asked_in = channel.parent_id if in_forum(channel) else None
    else:
        asked_in = channel.id
    chosen = settings is not None and asked_in is not None and settings.channel(asked_in)
    return Place.QUESTIONS if chosen else Place.ELSEWHERE


def in_forum(thread: discord.Thread) -> bool:
    """Whether a thread is a post of a forum."""
    return isinstance(thread.parent, discord.ForumChannel)


def replied_to(message: discord.Message) -> discord.Message | None:
    """The message that a message replies to, where Discord sends it along."""
    resolved = message.reference.resolved if message.reference else None
    return resolved if isinstance(resolved, discord.Message) else None
