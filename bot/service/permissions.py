"""Who may do what in a server: checked here for every command and button, whatever Discord did."""

from dataclasses import dataclass

from bot.language import say
from bot.ledger import ServerSettings
from knowledge.errors import InputError

MANAGING = "manage_guild"
"""What somebody must be permitted to manage the bot in a server, by Discord's name of it."""


class NotAllowedError(InputError):
    """Somebody may not do this here."""


def manages(permissions: object) -> bool:
    """Whether these permissions, as discord.py has them, let somebody manage the bot."""
    return bool(getattr(permissions, MANAGING))


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody in a server, as Discord described them with what they did.

    Attributes:
        user_id: who it is.
        guild_id: the server; None outside servers, and where the bot is no member.
        manages: whether they may manage the server.
        roles: the ids of their roles.
    """

    user_id: int
    guild_id: int | None
    manages: bool
    roles: frozenset[int] = frozenset()


def managed_by(member: Member) -> int:
    """The id of the server that somebody manages.

    Raises:
        NotAllowedError: they do not, or this is no server.
    """
    guild_id = _server(member)
    if not member.manages:
        raise NotAllowedError(say("Only those who may manage this server can do this."))
    return guild_id


def kept_by(member: Member, settings: ServerSettings | None) -> int:
    """The id of the server whose papers somebody may change.

    Raises:
        NotAllowedError: they neither manage it nor have the role for it; or this is no server.
    """
    guild_id = _server(member)
    keeper = settings.keeper_role if settings else None
    if not member.manages and keeper not in member.roles:
        raise NotAllowedError(
            say(
                "Only those who may manage this server, or have the role for it, can do this: "
                "`/settings` says which role."
            )
        )
    return guild_id


def _server(member: Member) -> int:
    if member.guild_id is None:
        raise NotAllowedError(say("This can be done in a server that I am a member of only."))
    return member.guild_id
