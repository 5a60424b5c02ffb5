"""What tests can order to go wrong in the loopback Discord."""

import re
from typing import Any

from .core import Core
from .faults import Fault, Hold


class Troubling:
    """The orders; requests are named by a pattern that is searched for in `METHOD /path`."""

    _core: Core

    def fail_next(
        self,
        pattern: str,
        status: int | None = 500,
        times: int | None = 1,
        retry_after: float = 0.0,
        *,
        code: int = 0,
        is_global: bool = False,
        behind_proxy: bool = True,
        processed: bool = False,
    ) -> None:
        """Fails the next `times` requests (None: all) in whose "METHOD /path" the pattern is found.

        Status 429 carries `retry_after`; without `behind_proxy` it looks like a ban by the proxy.
        Status None cuts the connection. With `processed` the request is carried out before that,
        as where its answer is lost on the way. Mind that discord.py retries 5xx after a real
        second.
        """
        fault = Fault(
            re.compile(pattern),
            status,
            times,
            retry_after,
            code,
            is_global,
            behind_proxy,
            processed,
        )
        self._core.faults.fail(fault)

    async def send_event(self, event: str, data: Any) -> None:
        """Sends an event to every client as it is, however malformed."""
        for session in list(self._core.gateway.sessions.values()):
            await self._core.home.run(session.dispatch(event, data))

    def delay(self, pattern: str, seconds: float) -> None:
        """Delays matching requests by real seconds; prefer `hold` and `clock.advance`."""
        self._core.faults.delay(pattern, seconds)

    def hold(self, pattern: str) -> Hold:
        """Holds matching requests back until `await hold.release()`."""
        return self._core.faults.hold(pattern)

    async def drop_connections(self) -> None:
        """Cuts every gateway connection without a goodbye; the sessions stay resumable."""

        async def drop() -> None:
            self._core.gateway.drop()

        await self._core.home.run(drop())

    async def close_connections(self, code: int) -> None:
        """Closes every gateway connection with a close code."""
        await self._core.home.run(self._core.gateway.close(code))

    async def ask_reconnect(self) -> None:
        """Tells the clients to reconnect and resume (op 7)."""
        await self._core.home.run(self._core.gateway.ask_reconnect())

    async def invalidate_sessions(self, *, resumable: bool = False) -> None:
        """Tells the clients that their sessions are invalid (op 9)."""
        await self._core.home.run(self._core.gateway.invalidate(resumable=resumable))

    def refuse_resume(self, times: int = 1) -> None:
        """Answers the next resumes with an invalid session, so that the client identifies anew."""
        self._core.gateway.refusals_left = times
