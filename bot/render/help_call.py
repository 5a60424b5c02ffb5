"""A call for the helpers of a server, and what is told to who wished to know: as replies."""

from bot.language import say
from bot.render.citations import small
from bot.render.replies import Reply
from bot.render.truncation import fit

Where = tuple[int | None, int, int | None]
"""Server, channel and message; no server for a direct message, no message for a private one."""
_QUESTION_LIMIT = 1500


def call(question: str, role_id: int, where: Where) -> Reply:
    """Asks the helpers a question, with a link to where it was asked."""
    lines = (
        f"<@&{role_id}> {say('Can you help with this? My papers were not enough.')}",
        f"> {fit(question, _QUESTION_LIMIT)}",
        small(say("Asked here: {link}", link=address(where))),
    )
    return Reply(("\n".join(lines),))


def address(where: Where) -> str:
    """The link to a message, or else to its channel."""
    guild_id, channel_id, message_id = where
    parts = [str(guild_id) if guild_id else "@me", str(channel_id)]
    message = [str(message_id)] if message_id else []
    return "/".join(["https://discord.com/channels", *parts, *message])


def can_answer(user_id: int) -> Reply:
    """Tells somebody, in front of others, that what they asked can be answered; not what it was."""
    words = say("I can answer now what you wanted to be told. Please ask me again.")
    return Reply((f"<@{user_id}> {words}",))
