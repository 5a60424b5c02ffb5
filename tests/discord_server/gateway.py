"""The gateway: sessions over web sockets, with heartbeats, resuming and transport compression."""

import asyncio
import contextlib
import json
import zlib
from collections.abc import Callable
from typing import Any

from aiohttp import WSMsgType, web

from .payloads import guild_payload, user_payload
from .waiting import Changes
from .world import Guild, World

Json = dict[str, Any]

GUILDS, MEMBERS, PRESENCES, MESSAGE_CONTENT = 1 << 0, 1 << 1, 1 << 8, 1 << 15
GUILD_MESSAGES, DIRECT_MESSAGES = 1 << 9, 1 << 12
PRIVILEGED = MEMBERS | PRESENCES | MESSAGE_CONTENT
_DISPATCH, _HEARTBEAT, _IDENTIFY, _RESUME, _RECONNECT, _INVALID, _HELLO, _ACK = (
    0,
    1,
    2,
    6,
    7,
    9,
    10,
    11,
)
_IGNORED = frozenset({3, 4, 8})  # presence, voice state, request for members


class Connection:
    """One web socket, with the compression that the client asked for."""

    def __init__(self, request: web.Request) -> None:
        self.socket = web.WebSocketResponse(autoping=False)
        self.request = request
        zlib_wanted = request.query.get("compress") == "zlib-stream"
        self._deflate = zlib.compressobj() if zlib_wanted else None
        self._turn = asyncio.Lock()
        self.closed_here = False
        self._pongs: list[asyncio.Future[None]] = []

    async def send(self, payload: Json | str) -> None:
        """Sends one payload; quietly drops it when the other side is gone."""
        text = payload if isinstance(payload, str) else json.dumps(payload)
        async with self._turn:
            if self.socket.closed:
                return
            try:
                if self._deflate is None:
                    await self.socket.send_str(text)
                else:
                    data = self._deflate.compress(text.encode())
                    await self.socket.send_bytes(data + self._deflate.flush(zlib.Z_SYNC_FLUSH))
            except ConnectionError:
                return

    async def round_trip(self) -> None:
        """Returns when the client has answered a ping, or after a second without an answer."""
        pong: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._pongs.append(pong)
        with contextlib.suppress(ConnectionError, TimeoutError):
            await self.socket.ping()
            await asyncio.wait_for(pong, 1.0)

    def note_pong(self) -> None:
        """Wakes those who wait for the client's answer to a ping."""
        waiting, self._pongs = self._pongs, []
        for pong in waiting:
            if not pong.done():
                pong.set_result(None)

    def abort(self) -> None:
        """Cuts the line without a goodbye."""
        if self.request.transport is not None:
            self.request.transport.abort()


class Session:
    """What survives a lost connection: the sequence of events and who listens."""

    def __init__(self, session_id: str, identify: Json) -> None:
        self.id = session_id
        self.intents: int = identify["intents"]
        self.sequence = 0
        self.sent: list[tuple[int, str]] = []
        self.connection: Connection | None = None
        self.shard: int
        self.shards: int
        self.shard, self.shards = identify.get("shard") or (0, 1)

    def hears(self, guild_id: int) -> bool:
        """Whether a guild's events (0: those of no guild) go to this shard."""
        return bool((guild_id >> 22) % self.shards == self.shard)

    async def dispatch(self, event: str, data: Any) -> None:
        """Numbers an event, keeps it for a resume, and sends it where somebody is connected."""
        self.sequence += 1
        text = json.dumps({"op": _DISPATCH, "t": event, "s": self.sequence, "d": data})
        self.sent.append((self.sequence, text))
        if self.connection is not None:
            await self.connection.send(text)

    async def replay(self, after: int) -> None:
        """Sends everything after the sequence number `after` again."""
        for sequence, text in list(self.sent):
            if sequence > after and self.connection is not None:
                await self.connection.send(text)


class Gateway:
    """All sessions. `identifications` and `resumes` hold what clients sent, in order."""

    def __init__(self, world: World, token: Callable[[], str], *, enabled_intents: int = 0) -> None:
        self._world = world
        self._token = token
        self._enabled = enabled_intents
        self.sessions: dict[str, Session] = {}
        self.connections: set[Connection] = set()
        self.identifications: list[Json] = []
        self.resumes: list[Json] = []
        self.presences: list[Json] = []
        self.refusals_left = 0
        self.shards = 1
        self.heartbeat_interval = 41_250
        self.connect_url = ""
        self.resume_url = ""
        self.changes = Changes()

    async def handle(self, request: web.Request) -> web.WebSocketResponse:
        """Serves one web socket until it closes."""
        connection = Connection(request)
        await connection.socket.prepare(request)
        self.connections.add(connection)
        try:
            hello = {"heartbeat_interval": self.heartbeat_interval}
            await connection.send({"op": _HELLO, "d": hello, "s": None, "t": None})
            async for message in connection.socket:
                if message.type is WSMsgType.TEXT:
                    await self._receive(connection, json.loads(message.data))
                elif message.type is WSMsgType.PONG:
                    connection.note_pong()
                elif message.type is WSMsgType.PING:
                    await connection.socket.pong(message.data)
        finally:
            self._forget(connection)
        return connection.socket

    def _forget(self, connection: Connection) -> None:
        self.connections.discard(connection)
        code = connection.socket.close_code
        said_goodbye = code in {1000, 1001} and not connection.closed_here
        for session in list(self.sessions.values()):
            if session.connection is connection:
                session.connection = None
                if said_goodbye:  # then Discord forgets the session
                    del self.sessions[session.id]
        self.changes.announce()

    async def _receive(self, connection: Connection, payload: Json) -> None:
        operation, data = payload.get("op"), payload.get("d")
        if operation == _HEARTBEAT:
            await connection.send({"op": _ACK, "d": None})
        elif operation == _IDENTIFY and isinstance(data, dict):
            await self._identify(connection, data)
        elif operation == _RESUME and isinstance(data, dict):
            await self._resume(connection, data)
        elif operation in _IGNORED:
            self.presences.append(payload)
        else:
            await connection.socket.close(code=4001, message=b"Unknown opcode")

    async def _identify(self, connection: Connection, data: Json) -> None:
        self.identifications.append(data)
        intents = data.get("intents")
        if data.get("token") != self._token():
            await connection.socket.close(code=4004, message=b"Authentication failed.")
        elif not isinstance(intents, int):
            await connection.socket.close(code=4013, message=b"Invalid intent(s).")
        elif intents & PRIVILEGED & ~self._enabled:
            await connection.socket.close(code=4014, message=b"Disallowed intent(s).")
        else:
            await self._begin(connection, data)

    async def _begin(self, connection: Connection, data: Json) -> None:
        session = Session(f"session{self._world.new_id()}", data)
        session.connection = connection
        ready: Json = {
            "v": 10,
            "user": user_payload(self._world.bot),
            "guilds": [
                {"id": str(guild.id), "unavailable": True} for guild in self._guilds_of(session)
            ],
            "session_id": session.id,
            "resume_gateway_url": self.resume_url,
            "application": {"id": str(self._world.bot.id), "flags": 0},
        }
        if "shard" in data:
            ready["shard"] = data["shard"]
        await session.dispatch("READY", ready)
        if session.intents & GUILDS:
            for guild in self._guilds_of(session):
                await session.dispatch("GUILD_CREATE", guild_payload(guild, self._world.bot))
        self.sessions[session.id] = session
        self.changes.announce()

    def _guilds_of(self, session: Session) -> list[Guild]:
        """The guilds that the bot is in, as far as the session is about them."""
        there = self._world.guilds.values()
        return [guild for guild in there if guild.installed and session.hears(guild.id)]

    async def _resume(self, connection: Connection, data: Json) -> None:
        self.resumes.append(data | {"path": connection.request.path})
        session = self.sessions.get(str(data.get("session_id")))
        if data.get("token") != self._token():
            await connection.socket.close(code=4004, message=b"Authentication failed.")
        elif session is None or self.refusals_left > 0:
            self.refusals_left = max(0, self.refusals_left - 1)
            self.sessions.pop(str(data.get("session_id")), None)
            await connection.send({"op": _INVALID, "d": False})
        else:
            session.connection = connection
            await session.replay(data.get("seq") or 0)
            await session.dispatch("RESUMED", {})
            self.changes.announce()

    @property
    def is_connected(self) -> bool:
        """Whether some session is identified and connected."""
        return any(session.connection is not None for session in self.sessions.values())

    def reaches(self, guild_id: int) -> bool:
        """Whether some client is connected that gets a guild's events (0: those of no guild)."""
        there = self.sessions.values()
        return any(one.connection is not None and one.hears(guild_id) for one in there)

    async def dispatch(self, event: str, data: Json, *, intent: int | None = None) -> None:
        """Sends an event to every session that has the intent (None: to all), and the guild."""
        for session in self.listening(intent, int(data.get("guild_id") or 0)):
            await session.dispatch(event, data)

    def listening(self, intent: int | None, guild_id: int = 0) -> list[Session]:
        """Returns the sessions that have the intent (None: all) and get events of the guild."""
        everyone = [one for one in self.sessions.values() if one.hears(guild_id)]
        return [one for one in everyone if intent is None or one.intents & intent]

    async def settle(self) -> None:
        """Lets the clients take in what REST has answered, as a person's slowness does in Discord.

        A click can otherwise overtake the answer that told the client of the message clicked on.
        """
        for connection in list(self.connections):
            await connection.round_trip()
            await connection.round_trip()

    def drop(self) -> None:
        """Cuts every connection without a goodbye; the sessions stay resumable."""
        for connection in list(self.connections):
            connection.abort()

    async def ask_reconnect(self) -> None:
        """Tells every client to reconnect and resume (op 7)."""
        for connection in list(self.connections):
            await connection.send({"op": _RECONNECT, "d": None})

    async def invalidate(self, *, resumable: bool = False) -> None:
        """Declares every session invalid (op 9)."""
        for connection in list(self.connections):
            await connection.send({"op": _INVALID, "d": resumable})

    async def close(self, code: int = 1001) -> None:
        """Closes every connection with a close code."""
        for connection in list(self.connections):
            connection.closed_here = True
            await connection.socket.close(code=code, message=b"Closing")
