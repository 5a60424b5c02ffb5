"""A Discord on loopback for the real, unpatched discord.py: see `DiscordServer`.

It enforces what Discord enforces. What a bot must never do is also listed in
`DiscordServer.violations`, which the `discord_server` fixture asserts to be empty after each test.

server.py             the server: started, asked, stopped; `violations`
core.py               what its parts share
world.py              guilds, channels, people, roles, messages, permissions
clock.py              its clock
acting.py             what people do: commands, clicks, choices, forms, messages
invoking.py           what an interaction's `data` is; what a person could not have sent
interactions.py       an interaction's state: acknowledged, replied to, its token
rest.py               requests: authorisation, routing, rate limits, checks for every endpoint
rest_application.py   endpoints of the application and its commands
rest_channels.py      endpoints of messages, reactions, threads
rest_interactions.py  endpoints of an interaction's token: acknowledging, follow-ups
messages.py           messages created and edited
message_rules.py      which messages Discord refuses: lengths, components, embeds
command_rules.py      which commands and suggestions it refuses
schema.py             bodies checked against Discord's OpenAPI description
errors.py             error codes and texts of refusals
payloads.py           the JSON that is sent of the world
commands.py           the commands that are registered
gateway.py            the gateway: sessions, heartbeats, resuming, shards, compression
faults.py             faults: answers that fail, are late, held back or lost
troubling.py          how a test orders these, lost connections, revoked tokens
waiting.py            waiting for something to become true, across event loops
fixtures.py           the fixtures
raw_client.py         a client without a library
example_bot.py        a bot to test it with
bodies.py             messages that are refused, and some that just fit
command_bodies.py     the same of commands
extract_openapi.py    how openapi_subset.json is cut
test_conversation.py  with a real client: commands, buttons, forms, messages
test_rules.py         what is refused
test_manners.py       what discord.py would not send
test_schema.py        the schema check
test_trouble.py       failures, lost connections, wrong tokens
"""

from .interactions import CallbackType, Interaction, InteractionType
from .invoking import ImpossibleError
from .server import DiscordServer
from .world import (
    EVERYDAY_PERMISSIONS,
    Attachment,
    Channel,
    Guild,
    Member,
    Message,
    MessageFlag,
    User,
)

__all__ = [
    "EVERYDAY_PERMISSIONS",
    "Attachment",
    "CallbackType",
    "Channel",
    "DiscordServer",
    "Guild",
    "ImpossibleError",
    "Interaction",
    "InteractionType",
    "Member",
    "Message",
    "MessageFlag",
    "User",
]
