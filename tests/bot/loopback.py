"""The loopback Discord as the bot's tests use it: started, looked at, and used by people."""

import asyncio
import re
import secrets
import sys
from collections.abc import Awaitable, Callable, Iterator
from typing import Any, Self

import discord
from aiohttp import web
from yarl import URL

from tests.discord_server import rest_application, rest_channels, rest_interactions
from tests.discord_server.clock import Clock
from tests.discord_server.commands import CommandRegistry
from tests.discord_server.core import Core
from tests.discord_server.faults import Fault, Faults
from tests.discord_server.gateway import Gateway
from tests.discord_server.interactions import Interaction, InteractionType
from tests.discord_server.invoking import command_data, component_data
from tests.discord_server.payloads import channel_payload, member_payload, message_payload
from tests.discord_server.rest import Rest
from tests.discord_server.schema import schema_problems
from tests.discord_server.waiting import HomeLoop
from tests.discord_server.world import Channel, Member, Message, World

Json = dict[str, Any]

TOKEN = "loopback.token.of-the-bot"
_ENDPOINTS = (
    *rest_application.ENDPOINTS,
    *rest_channels.ENDPOINTS,
    *rest_interactions.ENDPOINTS,
)
_CALLBACK = "/interactions/{interaction_id}/{interaction_token}/callback"
_WEBHOOK = "/webhooks/{webhook_id}/{webhook_token}"
_DESCRIBED = (
    (re.compile(r"POST /interactions/"), f"POST {_CALLBACK}"),
    (re.compile(r"POST /webhooks/"), f"POST {_WEBHOOK}"),
    (re.compile(r"PATCH /webhooks/"), f"PATCH {_WEBHOOK}/messages/@original"),
)
"""Requests that may carry a message, and what the OpenAPI description calls them."""
_PATIENCE = 30.0
"""Seconds after which a test gives up."""


class LoopbackDiscord:
    """A Discord on loopback; while it is open, discord.py talks to it."""

    def __init__(self) -> None:
        clock = Clock()
        self.world = World(clock)
        self.home = HomeLoop()
        self.gateway = Gateway(self.world, lambda: TOKEN)
        self.faults = Faults(self.home)
        self.commands = CommandRegistry(self.world)
        self.core = Core(
            self.world, clock, self.home, self.commands, self.gateway, self.faults, TOKEN
        )
        # Bodies are checked by `check`, which knows what discord.py adds to them.
        self.core.check_every = sys.maxsize

    async def __aenter__(self) -> Self:
        self.home.settle(asyncio.get_running_loop())
        app = web.Application(middlewares=[_without_empty_json])
        app.router.add_get("/gateway/", self.gateway.handle)
        Rest(self.core, _ENDPOINTS).add_to(app)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0, backlog=1024).start()
        port = self._runner.addresses[0][1]
        self.core.base_url = f"http://127.0.0.1:{port}"
        self.gateway.connect_url = self.gateway.resume_url = f"ws://127.0.0.1:{port}/gateway/"
        self._before = discord.http.Route.BASE, discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY
        point_discord_at(self.api_url, self.gateway.connect_url)
        return self

    async def __aexit__(self, *_: object) -> None:
        discord.http.Route.BASE, discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = self._before
        self.faults.clear()
        self.gateway.drop()
        await self._runner.cleanup()

    @property
    def api_url(self) -> str:
        """Where its REST side is."""
        return f"{self.core.base_url}/api/v10"

    def message_bodies(self) -> Iterator[Json]:
        """Every message that the bot has sent or made by editing."""
        for request in self.core.requests:
            body = request.body if isinstance(request.body, dict) else {}
            message = body.get("data") or body
            if "components" in message:
                yield message

    def check(self) -> None:
        """Nothing was refused, every body is valid by the OpenAPI description, nothing can ping."""
        assert self.core.violations == []
        for request in self.core.requests:
            for pattern, endpoint in _DESCRIBED:
                if pattern.match(request.line):
                    body = {key: value for key, value in request.body.items() if key != "tts"}
                    assert schema_problems(endpoint, body) == []
        for message in self.message_bodies():
            assert message["allowed_mentions"] == {"parse": []}

    def fail(self, pattern: str, status: int, times: int | None = 1) -> None:
        """The next requests whose "METHOD /path" matches fail."""
        self.faults.fail(Fault(re.compile(pattern), status, times))

    async def until(self, holds: Callable[[], bool]) -> None:
        """Waits until requests of the bot, or its connection, have made this true."""
        what = "what the test waits for"
        await self.home.run(self.core.changes.until(holds, _PATIENCE, what))

    async def connected(self, times: int = 1) -> None:
        """Waits until the bot is connected and has identified itself this often."""

        def holds() -> bool:
            return self.gateway.is_connected and len(self.gateway.identifications) >= times

        await self.home.run(self.gateway.changes.until(holds, _PATIENCE, "the connection"))

    async def resumed(self) -> None:
        """Waits until the bot has resumed its session."""

        def holds() -> bool:
            return self.gateway.is_connected and bool(self.gateway.resumes)

        await self.home.run(self.gateway.changes.until(holds, _PATIENCE, "the resume"))

    async def slash(self, by: Member, where: Channel, name: str, **options: Any) -> Interaction:
        """Somebody uses a slash command."""
        command = self.commands.find(name, 1, None)
        data = command_data(command, [], options)
        return await self._happen(InteractionType.COMMAND, by, where, data)

    async def type(
        self, by: Member, where: Channel, name: str, option: str, text: str
    ) -> Interaction:
        """Somebody types into an option that offers choices."""
        command = self.commands.find(name, 1, None)
        data = command_data(command, [], {option: text}, option)
        return await self._happen(InteractionType.AUTOCOMPLETE, by, where, data)

    async def press(self, by: Member, message: Message, button: str) -> Interaction:
        """Somebody presses a button, named by its label or custom_id."""
        data = component_data(by, message, button, None)
        return await self._happen(InteractionType.COMPONENT, by, message.channel, data, message)

    async def _happen(
        self,
        kind: InteractionType,
        by: Member,
        where: Channel,
        data: Json,
        message: Message | None = None,
    ) -> Interaction:
        interaction = Interaction(
            id=self.world.new_id(),
            token=secrets.token_hex(16),
            type=kind,
            member=by,
            channel=where,
            data=data,
            clock=self.core.clock,
            home=self.home,
            message=message,
        )
        self.core.interactions[interaction.token] = interaction
        interaction.sent_at = self.core.clock.now()
        await self.home.run(
            self.gateway.dispatch("INTERACTION_CREATE", _payload(self.world, interaction))
        )
        return interaction


def point_discord_at(api: str, gateway: str) -> None:
    """Let discord.py talk to another Discord."""
    discord.http.Route.BASE = api
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = URL(gateway)


def _payload(world: World, interaction: Interaction) -> Json:
    guild = interaction.member.guild
    assert guild is not None
    payload: Json = {
        "id": str(interaction.id),
        "application_id": str(world.bot.id),
        "type": int(interaction.type),
        "data": interaction.data,
        "channel_id": str(interaction.channel.id),
        "channel": channel_payload(interaction.channel),
        "guild_id": str(guild.id),
        "guild": {"id": str(guild.id), "locale": guild.locale, "features": []},
        "guild_locale": guild.locale,
        "member": member_payload(interaction.member, with_permissions=True),
        "token": interaction.token,
        "version": 1,
        "locale": "en-US",
        "app_permissions": str(guild.bot_permissions),
        "entitlements": [],
        "authorizing_integration_owners": {"0": str(guild.id)},
        "context": 0,
        "attachment_size_limit": 10_000_000,
    }
    if interaction.message is not None:
        payload["message"] = message_payload(interaction.message)
    return payload


@web.middleware
async def _without_empty_json(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """A reply without a body has no content type: discord.py would try to read it as JSON."""
    response = await handler(request)
    return web.Response(status=204) if response.status == 204 else response
