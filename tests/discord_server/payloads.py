"""World -> the JSON that Discord sends: users, members, channels, guilds, messages."""

from datetime import UTC, datetime
from typing import Any

from .world import EVERYDAY_PERMISSIONS, Channel, Guild, Member, Message, User

Json = dict[str, Any]

_VOICE = frozenset({2, 13})


def iso(unix: float) -> str:
    """Returns a time as Discord writes it."""
    return datetime.fromtimestamp(unix, UTC).isoformat()


def user_payload(user: User) -> Json:
    """Returns a user object."""
    return {
        "id": str(user.id),
        "username": user.name,
        "global_name": None if user.bot else user.name.title(),
        "discriminator": "0000" if user.bot else "0",
        "avatar": None,
        "bot": user.bot,
        "public_flags": 0,
    }


def member_payload(member: Member, *, with_permissions: bool = False) -> Json:
    """Returns a member object; interactions carry the permissions too."""
    payload: Json = {
        "user": user_payload(member.user),
        "roles": [str(role) for role in member.roles],
        "joined_at": "2024-01-01T00:00:00+00:00",
        "deaf": False,
        "mute": False,
        "flags": 0,
        "nick": None,
        "avatar": None,
        "pending": False,
    }
    if with_permissions:
        payload["permissions"] = str(member.permissions)
    return payload


def channel_payload(channel: Channel) -> Json:
    """Returns a channel object: of a guild, a direct message, or a thread."""
    common: Json = {"id": str(channel.id), "type": channel.type, "flags": 0}
    common["last_message_id"] = str(max(channel.messages)) if channel.messages else None
    if channel.guild is None:
        return common
    common |= {"name": channel.name, "guild_id": str(channel.guild.id), "rate_limit_per_user": 0}
    if channel.parent is not None:
        return common | _thread_fields(channel, channel.parent)
    if channel.type in _VOICE:
        common |= {"bitrate": 64000, "user_limit": 0, "rtc_region": None}
    return common | {
        "position": 0,
        "permission_overwrites": [],
        "nsfw": False,
        "topic": None,
        "parent_id": None,
    }


def _thread_fields(thread: Channel, parent: Channel) -> Json:
    return {
        "parent_id": str(parent.id),
        "owner_id": str(thread.owner_id),
        "message_count": len(thread.messages),
        "total_message_sent": len(thread.messages),
        "member_count": 2,
        "thread_metadata": {
            "archived": False,
            "auto_archive_duration": 1440,
            "archive_timestamp": "2024-01-01T00:00:00+00:00",
            "locked": False,
            "create_timestamp": "2024-01-01T00:00:00+00:00",
        },
    }


def role_payload(number: int, name: str, permissions: int = 0) -> Json:
    """Returns a role object."""
    return {
        "id": str(number),
        "name": name,
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "position": 0,
        "permissions": str(permissions),
        "managed": False,
        "mentionable": False,
        "flags": 0,
    }


def guild_payload(guild: Guild, bot: User) -> Json:
    """Returns the guild object of GUILD_CREATE, with its channels and the bot as a member."""
    permissions = guild.bot_permissions | EVERYDAY_PERMISSIONS
    everyone = role_payload(guild.id, "@everyone", permissions)
    others = [role_payload(number, name) for number, name in guild.roles.items()]
    return _guild_settings(guild) | {
        "roles": [everyone, *others],
        "channels": [channel_payload(channel) for channel in guild.channels.values()],
        "threads": [channel_payload(c) for c in guild.world.channels.values() if _is_in(c, guild)],
        "members": [member_payload(Member(bot, guild, guild.bot_permissions))],
        "member_count": len(guild.members) + 1,
        "joined_at": "2024-01-01T00:00:00+00:00",
        "large": False,
        "unavailable": False,
    }


def _is_in(thread: Channel, guild: Guild) -> bool:
    return thread.parent is not None and thread.guild is guild


def _guild_settings(guild: Guild) -> Json:
    nothing = ("icon", "splash", "discovery_splash", "banner", "description", "afk_channel_id")
    empty = ("emojis", "stickers", "features", "voice_states", "presences", "stage_instances")
    return {
        "id": str(guild.id),
        "name": guild.name,
        "owner_id": str(guild.id),
        "region": "loopback",
        "preferred_locale": guild.locale,
        "afk_timeout": 300,
        "verification_level": 0,
        "default_message_notifications": 0,
        "explicit_content_filter": 0,
        "mfa_level": 0,
        "nsfw_level": 0,
        "premium_tier": 0,
        "system_channel_flags": 0,
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
        **dict.fromkeys(nothing),
        **{key: [] for key in empty},
    }


def message_payload(message: Message) -> Json:
    """Returns a message object."""
    payload: Json = {
        "id": str(message.id),
        "channel_id": str(message.channel.id),
        "author": user_payload(message.author),
        "content": message.content,
        "timestamp": iso(message.sent_at),
        "edited_timestamp": iso(message.sent_at) if message.edits else None,
        "tts": False,
        "mention_everyone": False,
        "mentions": [],
        "mention_roles": [],
        "attachments": message.attachments,
        "embeds": message.embeds,
        "components": message.components,
        "pinned": False,
        "type": 19 if message.reference else 0,
        "flags": message.flags,
    }
    if message.author.bot:
        payload["application_id"] = str(message.author.id)
    return payload | _message_links(message)


def _message_links(message: Message) -> Json:
    links: Json = {}
    if message.metadata is not None:
        links["webhook_id"] = str(message.author.id)
        links["interaction_metadata"] = message.metadata
    if message.reference is not None:
        links["message_reference"] = {
            "message_id": str(message.reference.id),
            "channel_id": str(message.reference.channel.id),
        }
        links["referenced_message"] = message_payload(message.reference)
    if message.forwards is not None:
        whole = message_payload(message.forwards)
        links["message_reference"] = {
            "type": 1,
            "message_id": whole["id"],
            "channel_id": whole["channel_id"],
        }
        told = ("content", "timestamp", "edited_timestamp", "attachments", "embeds", "flags")
        snapshot = {key: whole[key] for key in (*told, "type", "mentions", "mention_roles")}
        links["message_snapshots"] = [{"message": snapshot}]
    if message.webhook_id is not None:
        links["webhook_id"] = str(message.webhook_id)
    return links


def application_payload(bot: User) -> Json:
    """Returns the application that the token belongs to; its id is the bot's."""
    return {
        "id": str(bot.id),
        "name": bot.name,
        "icon": None,
        "description": "",
        "summary": "",
        "bot_public": True,
        "bot_require_code_grant": False,
        "verify_key": "0" * 64,
        "owner": user_payload(User(1, "owner")),
        "team": None,
        "flags": 0,
        "rpc_origins": [],
    }
