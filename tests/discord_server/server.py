"""The loopback Discord: an aiohttp server that speaks REST and the gateway to a real client."""

import asyncio
import re
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self

import yarl
from aiohttp import web
from discord.gateway import DiscordWebSocket
from discord.http import Route

from . import rest_application, rest_channels, rest_interactions
from .acting import Acting
from .clock import Clock
from .commands import CommandRegistry
from .core import Core, RecordedRequest
from .faults import Faults
from .gateway import Gateway
from .interactions import Interaction
from .rest import PREFIX, Rest
from .troubling import Troubling
from .waiting import LIMIT, HomeLoop
from .world import Guild, User, World

LOOPBACK_TOKEN = "loopback-token"
_ENDPOINTS = (
    *rest_application.ENDPOINTS,
    *rest_channels.ENDPOINTS,
    *rest_interactions.ENDPOINTS,
)


class DiscordServer(Acting, Troubling):
    """A Discord on 127.0.0.1, as an asynchronous context manager.

    Args:
        token: the bot token that it takes.
        enabled_intents: the privileged intents that are switched on for the application.
        check_every: checks one body in so many against the OpenAPI description (1: all), for load
            tests. The other rules always apply.
        in_thread: whether it runs on an event loop in a thread of its own, besides the bot's.
        in_real_time: whether its clock runs, for measuring; else deadlines pass by `clock.advance`.
    """

    def __init__(
        self,
        *,
        token: str = LOOPBACK_TOKEN,
        enabled_intents: int = 0,
        check_every: int = 1,
        in_thread: bool = False,
        in_real_time: bool = False,
    ) -> None:
        clock = Clock(runs=in_real_time)
        world = World(clock)
        home = HomeLoop()
        gateway = Gateway(world, lambda: self._core.token, enabled_intents=enabled_intents)
        self._core = Core(
            world=world,
            clock=clock,
            home=home,
            commands=CommandRegistry(world),
            gateway=gateway,
            faults=Faults(home),
            token=token,
            check_every=check_every,
        )
        self._in_thread = in_thread
        self._thread: threading.Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._runner: web.AppRunner | None = None
        self._before: tuple[str, yarl.URL] | None = None

    @classmethod
    def in_thread(cls, **settings: Any) -> Self:
        """Returns a server that will run in a thread of its own: for load tests."""
        return cls(in_thread=True, **settings)

    async def __aenter__(self) -> Self:
        self._loop = asyncio.get_running_loop()
        if self._in_thread:
            self._loop = asyncio.new_event_loop()
            self._thread = threading.Thread(target=self._loop.run_forever, name="discord-server")
            self._thread.start()
        self._core.home.settle(self._loop)
        await self._core.home.run(self._start())
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.detach()
        await self._core.home.run(self._stop())
        if self._thread is not None and self._loop is not None:
            self._loop.call_soon_threadsafe(self._loop.stop)
            await asyncio.to_thread(self._thread.join)
            self._loop.close()

    async def _start(self) -> None:
        app = web.Application(client_max_size=32 * 1024 * 1024)
        app.router.add_get("/gateway/", self._core.gateway.handle)
        app.router.add_get("/gateway/resume/", self._core.gateway.handle)
        app.router.add_get("/attachments/{number}/{name}", self._attachment)
        Rest(self._core, _ENDPOINTS).add_to(app)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0, backlog=1024).start()
        host, port = self._runner.addresses[0][:2]
        self._core.base_url = f"http://{host}:{port}"
        self._core.gateway.connect_url = f"ws://{host}:{port}/gateway/"
        self._core.gateway.resume_url = f"ws://{host}:{port}/gateway/resume/"

    async def _stop(self) -> None:
        self._core.faults.clear()
        await self._core.gateway.close()
        if self._runner is not None:
            await self._runner.cleanup()

    async def _attachment(self, request: web.Request) -> web.Response:
        file = self._core.files.get(request.match_info["number"])
        return web.Response(status=404) if file is None else web.Response(body=file.content)

    def attach(self) -> None:
        """Points discord.py at this server, until `detach` or the end of the context."""
        if self._before is None:
            self._before = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
        Route.BASE = self.api_url
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(self._core.gateway.connect_url)

    def detach(self) -> None:
        """Points discord.py's addresses back at where they pointed before."""
        if self._before is not None:
            Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = self._before
            self._before = None

    # What is there, and what happened

    @property
    def api_url(self) -> str:
        """The base address of the REST API."""
        return f"{self._core.base_url}{PREFIX}"

    @property
    def gateway_url(self) -> str:
        """The address of the gateway."""
        return self._core.gateway.connect_url

    @property
    def token(self) -> str:
        """The bot token that is taken. Setting another makes the old one wrong (401, 4004)."""
        return self._core.token

    @token.setter
    def token(self, token: str) -> None:
        self._core.token = token

    @property
    def clock(self) -> Clock:
        """The clock of deadlines, tokens and ids; `clock.advance(seconds)` sets it forward."""
        return self._core.clock

    @property
    def bot(self) -> User:
        """The bot's user; its id is the application's too."""
        return self._core.world.bot

    @property
    def gateway(self) -> Gateway:
        """The gateway, with `identifications`, `resumes` and `sessions`."""
        return self._core.gateway

    @property
    def commands(self) -> CommandRegistry:
        """The registered commands, and the count of `writes`."""
        return self._core.commands

    @property
    def requests(self) -> list[RecordedRequest]:
        """Every request so far, in order of arrival."""
        return self._core.requests

    def requests_to(self, pattern: str) -> list[RecordedRequest]:
        """Returns the requests in whose "METHOD /path" the pattern is found."""
        return [request for request in self.requests if re.search(pattern, request.line)]

    @property
    def interactions(self) -> list[Interaction]:
        """Every interaction so far."""
        return list(self._core.interactions.values())

    @property
    def violations(self) -> list[str]:
        """What the bot did and must never do; empty at the end of a good test."""
        return self._core.violations

    def take_violations(self) -> list[str]:
        """Returns the violations so far and forgets them: for tests that cause some on purpose."""
        taken = list(self._core.violations)
        self._core.violations.clear()
        return taken

    async def until(self, holds: Callable[[], bool], within: float = LIMIT) -> None:
        """Waits until a condition on what REST requests change holds; raises TimeoutError."""
        changes = self._core.changes
        await self._core.home.run(changes.until(holds, within, "the awaited change"))

    async def connected(self, within: float = LIMIT, *, times: int = 1) -> None:
        """Waits until a client is connected, after so many identifications in all."""
        gateway = self._core.gateway

        def holds() -> bool:
            return len(gateway.identifications) >= times and gateway.is_connected

        await self._core.home.run(gateway.changes.until(holds, within, "a connection"))

    async def reached(self, guild: Guild | None, within: float = LIMIT) -> None:
        """Waits until a client is connected on the shard of a guild (None: of direct messages)."""
        gateway, number = self._core.gateway, guild.id if guild else 0
        waiting = gateway.changes.until(lambda: gateway.reaches(number), within, "a connection")
        await self._core.home.run(waiting)

    async def disconnected(self, within: float = LIMIT) -> None:
        """Waits until no client is connected."""
        gateway = self._core.gateway
        waiting = gateway.changes.until(lambda: not gateway.connections, within, "a goodbye")
        await self._core.home.run(waiting)

    async def resumed(self, times: int = 1, within: float = LIMIT) -> None:
        """Waits until clients have asked to resume so many times and one is connected."""
        gateway = self._core.gateway

        def holds() -> bool:
            return len(gateway.resumes) >= times and gateway.is_connected

        await self._core.home.run(gateway.changes.until(holds, within, "a resume"))
