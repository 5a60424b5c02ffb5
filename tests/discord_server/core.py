"""What the server's parts share: the world, the commands, the interactions, the records."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .clock import Clock
from .commands import CommandRegistry
from .faults import Faults
from .gateway import Gateway
from .interactions import Interaction
from .waiting import Changes, HomeLoop
from .world import World

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file of a multipart request."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class RecordedRequest:
    """A request as it arrived; `path` without the API prefix, `at` in the clock's seconds."""

    method: str
    path: str
    body: Any
    headers: Mapping[str, str]
    at: float
    query: Mapping[str, str]
    files: tuple[SentFile, ...] = ()

    @property
    def line(self) -> str:
        """`METHOD /path`: what patterns are searched in."""
        return f"{self.method} {self.path}"


@dataclass(frozen=True, slots=True)
class Call:
    """A request on its way to a handler: its path's fields and what it brought."""

    fields: Mapping[str, str]
    request: RecordedRequest

    def number(self, name: str) -> int:
        """Returns a snowflake of the path; 0, which nothing has, where it is none."""
        text = self.fields[name]
        return int(text) if text.isdecimal() else 0

    @property
    def body(self) -> Any:
        """The JSON body."""
        return self.request.body

    @property
    def files(self) -> tuple[SentFile, ...]:
        """The files sent along."""
        return self.request.files


@dataclass(eq=False)
class Core:
    """Everything the handlers work on."""

    world: World
    clock: Clock
    home: HomeLoop
    commands: CommandRegistry
    gateway: Gateway
    faults: Faults
    token: str
    base_url: str = ""
    interactions: dict[str, Interaction] = field(default_factory=dict)
    requests: list[RecordedRequest] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)
    files: dict[str, SentFile] = field(default_factory=dict)
    changes: Changes = field(default_factory=Changes)
    unanswered: set[str] = field(default_factory=set)  # paths of requests whose answer was lost
    check_every: int = 1  # one body in so many is checked against the schema
