"""The REST side: takes a request in, checks what holds for every endpoint, calls its handler."""

import asyncio
import hashlib
import json
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

from aiohttp import BodyPartReader, web

from .core import Call, Core, RecordedRequest, SentFile
from .errors import ApiError, invalid_form
from .faults import Fault
from .schema import Problem, schema_problems, subset

Json = dict[str, Any]

PREFIX = "/api/v10"
_JSON, _MULTIPART = "application/json", "multipart/form-data"


@dataclass(frozen=True, slots=True)
class Reply:
    """What a handler answers; no body means 204."""

    body: Any = None
    status: int = 200


Handler = Callable[[Core, Call], Awaitable[Reply]]


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A method and path (named as in the OpenAPI description) with its handler.

    Endpoints whose token stands in the path take no Authorization header.
    """

    method: str
    path: str
    handler: Handler
    has_own_token: bool = False

    @property
    def key(self) -> str:
        """The endpoint's name in the OpenAPI subset."""
        return f"{self.method} {self.path}"


class Rest:
    """Serves endpoints over aiohttp."""

    def __init__(self, core: Core, endpoints: Sequence[Endpoint]) -> None:
        self._core = core
        self._bodies = 0
        self._described = frozenset(subset()["bodies"])
        self._endpoints = endpoints

    def add_to(self, app: web.Application) -> None:
        """Adds the routes; `@original` and `@me` before placeholders that would take them."""
        for endpoint in sorted(self._endpoints, key=lambda one: "@" not in one.path):
            app.router.add_route(endpoint.method, PREFIX + endpoint.path, self._serving(endpoint))
        app.router.add_route("*", "/{anything:.*}", self._unserved)

    def _serving(self, endpoint: Endpoint) -> Callable[[web.Request], Awaitable[web.Response]]:
        async def serve(request: web.Request) -> web.Response:
            return await self._answer(request, endpoint)

        return serve

    async def _unserved(self, request: web.Request) -> web.Response:
        """An endpoint that the loopback Discord lacks must not go unseen."""
        self._core.violations.append(f"{request.method} {request.path}: not served here")
        return _response(Reply({"message": "404: Not Found", "code": 0}, 404))

    async def _answer(self, request: web.Request, endpoint: Endpoint) -> web.Response:
        core = self._core
        recorded, reading_error = await self._record(request)
        await core.faults.wait(recorded.line)
        fault = core.faults.take(recorded.line)
        if fault is not None and not fault.processed:
            return _failure(fault, request)
        reply = await self._carried_out(request, endpoint, recorded, reading_error)
        if fault is not None:
            core.unanswered.add(recorded.path)
            return _failure(fault, request)
        return _response(reply, bucket=None if endpoint.has_own_token else endpoint.key)

    async def _carried_out(
        self,
        request: web.Request,
        endpoint: Endpoint,
        recorded: RecordedRequest,
        reading_error: ApiError | None,
    ) -> Reply:
        core = self._core
        try:
            if reading_error is not None:
                raise reading_error
            self._check(endpoint, recorded)
            reply = await endpoint.handler(core, Call(request.match_info, recorded))
        except ApiError as error:
            reply = self._refuse(recorded, error)
        core.changes.announce()
        return reply

    def _refuse(self, request: RecordedRequest, error: ApiError) -> Reply:
        if error.violation:
            details = [str(problem) for problem in error.problems] or [error.message]
            self._core.violations += [f"{request.line}: {detail}" for detail in details]
        return Reply(error.payload(), error.status)

    def _check(self, endpoint: Endpoint, request: RecordedRequest) -> None:
        if not endpoint.has_own_token and request.headers.get("Authorization") != (
            f"Bot {self._core.token}"
        ):
            raise ApiError(401, 0, "401: Unauthorized")
        if endpoint.key not in self._described:
            return
        self._bodies += 1
        if self._bodies % self._core.check_every == 0:
            problems = schema_problems(endpoint.key, request.body)
            if problems:
                raise invalid_form(problems)

    async def _record(self, request: web.Request) -> tuple[RecordedRequest, ApiError | None]:
        error: ApiError | None = None
        body: Any = None
        files: tuple[SentFile, ...] = ()
        try:
            body, files = await _read(request)
        except ApiError as refused:
            error = refused
        recorded = RecordedRequest(
            method=request.method,
            path=request.path.removeprefix(PREFIX),
            body=body,
            headers=request.headers.copy(),
            at=self._core.clock.now(),
            query=dict(request.query),
            files=files,
        )
        self._core.requests.append(recorded)
        return recorded, error


async def _read(request: web.Request) -> tuple[Any, tuple[SentFile, ...]]:
    if not request.can_read_body:
        return None, ()
    kind = request.headers.get("Content-Type", "")
    if kind.startswith(_MULTIPART):
        return await _read_multipart(request)
    if kind != _JSON:
        expected = f'Expected "Content-Type" header to be one of {{{_JSON!r}}}, not {kind!r}.'
        raise ApiError(400, 50035, expected, violation=True)
    return _parsed(await request.text()), ()


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        message = "The request body contains invalid JSON."
        raise ApiError(400, 50109, message, violation=True) from None


async def _read_multipart(request: web.Request) -> tuple[Any, tuple[SentFile, ...]]:
    body: Any = None
    files: list[SentFile] = []
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader):
            raise invalid_form([Problem((), "Nested multipart bodies are not taken.")])
        content = bytes(await part.read())
        if part.name == "payload_json":
            body = _parsed(content.decode())
        elif (part.name or "").startswith("files["):
            files.append(SentFile(part.filename or "unnamed", content))
        else:
            raise invalid_form([Problem((), f"Unknown part {part.name!r}.")])
    return body, tuple(files)


def _response(reply: Reply, *, bucket: str | None = None) -> web.Response:
    # The exact header matters: discord.py takes a body for JSON only without a charset.
    headers = {"Content-Type": _JSON}
    if bucket is not None:
        headers |= _rate_limit_headers(bucket)
    if reply.body is None:  # discord.py would try to read an empty body of this type
        del headers["Content-Type"]
        return web.Response(status=204, headers=headers)
    return web.Response(status=reply.status, body=json.dumps(reply.body).encode(), headers=headers)


def _rate_limit_headers(bucket: str) -> dict[str, str]:
    return {
        "X-RateLimit-Limit": "1000",
        "X-RateLimit-Remaining": "999",
        "X-RateLimit-Reset-After": "0.001",
        "X-RateLimit-Reset": "0",
        "X-RateLimit-Bucket": hashlib.sha256(bucket.encode()).hexdigest()[:32],
    }


def _failure(fault: Fault, request: web.Request) -> web.Response:
    if fault.status is None:
        if request.transport is not None:
            request.transport.abort()
        raise asyncio.CancelledError
    if fault.status != 429:
        return _response(Reply({"message": "ordered to fail", "code": fault.code}, fault.status))
    body = {
        "message": "You are being rate limited.",
        "retry_after": fault.retry_after,
        "global": fault.is_global,
    }
    response = _response(Reply(body, 429))
    response.headers["Retry-After"] = str(fault.retry_after)
    response.headers["X-RateLimit-Scope"] = "global" if fault.is_global else "user"
    if fault.behind_proxy:  # without it discord.py believes that Cloudflare has banned it
        response.headers["Via"] = "1.1 loopback"
    return response
