"""A client without a library, to send the loopback Discord what discord.py would not."""

import contextlib
from collections.abc import AsyncIterator
from typing import Any

import aiohttp

from .gateway import GUILDS
from .server import DiscordServer

Json = dict[str, Any]


class RawClient:
    """Sends requests as they are; `identify` connects to the gateway without compression."""

    def __init__(self, server: DiscordServer, session: aiohttp.ClientSession) -> None:
        self.server = server
        self.session = session
        self.socket: aiohttp.ClientWebSocketResponse | None = None

    async def send(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        token: str | None = None,
        kind: str | None = None,
        **options: Any,
    ) -> tuple[int, Json]:
        """Sends a request; returns the status and the parsed answer ({} without one)."""
        headers = {"Authorization": f"Bot {token or self.server.token}"}
        if kind is not None:
            headers["Content-Type"] = kind
        if body is not None:
            options["json"] = body
        url = self.server.api_url + path
        async with self.session.request(method, url, headers=headers, **options) as response:
            return response.status, (await response.json() if response.status != 204 else {})

    async def connect(self) -> aiohttp.ClientWebSocketResponse:
        """Opens a web socket and takes the hello."""
        self.socket = await self.session.ws_connect(self.server.gateway_url)
        assert (await self.socket.receive_json())["op"] == 10
        return self.socket

    async def identify(self, **changes: Any) -> aiohttp.ClientWebSocketResponse:
        """Connects and identifies."""
        socket = await self.connect()
        data = {"token": self.server.token, "intents": GUILDS, "properties": {}} | changes
        await socket.send_json({"op": 2, "d": data})
        return socket

    async def register(self, *commands: Json) -> tuple[int, Json]:
        """Overwrites the global commands."""
        path = f"/applications/{self.server.bot.id}/commands"
        return await self.send("PUT", path, list(commands))

    async def acknowledge(self, interaction: Any, kind: int, data: Any = None) -> tuple[int, Json]:
        """Answers an interaction."""
        body = {"type": kind} | ({} if data is None else {"data": data})
        path = f"/interactions/{interaction.id}/{interaction.token}/callback"
        return await self.send("POST", path, body)


@contextlib.asynccontextmanager
async def raw_client(server: DiscordServer) -> AsyncIterator[RawClient]:
    """A raw client, closed in the end."""
    async with aiohttp.ClientSession() as session:
        client = RawClient(server, session)
        yield client
        if client.socket is not None:
            await client.socket.close()
