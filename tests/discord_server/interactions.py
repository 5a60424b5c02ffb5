"""One interaction: what somebody did, and what the bot made of it."""

from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

from .clock import Clock
from .waiting import LIMIT, Changes, HomeLoop
from .world import Channel, Member, Message

Json = dict[str, Any]

ACKNOWLEDGE_WITHIN = 3.0
TOKEN_LIVES = 15 * 60.0


class InteractionType(IntEnum):
    """What somebody did."""

    COMMAND = 2
    COMPONENT = 3
    AUTOCOMPLETE = 4
    MODAL_SUBMIT = 5


class CallbackType(IntEnum):
    """How a bot may acknowledge."""

    MESSAGE = 4
    DEFERRED_MESSAGE = 5
    DEFERRED_UPDATE = 6
    UPDATE = 7
    AUTOCOMPLETE = 8
    MODAL = 9


@dataclass(eq=False)
class Interaction:
    """An interaction and its outcome. Times are the server clock's seconds.

    `original` is the reply (or, for a component, the message that it changed), `callback` the
    acknowledgement's body, `choices` the suggestions of an autocompletion, `modal` the form that
    was opened.
    """

    id: int
    token: str
    type: InteractionType
    member: Member
    channel: Channel
    data: Json
    clock: Clock
    home: HomeLoop
    message: Message | None = None
    focused_type: int = 3
    sent_at: float = 0.0
    acknowledged_at: float | None = None
    answered_at: float | None = None
    callback: Json | None = None
    original: Message | None = None
    followups: list[Message] = field(default_factory=list)
    choices: list[Json] | None = None
    modal: Json | None = None
    changes: Changes = field(default_factory=Changes)

    @property
    def callback_type(self) -> CallbackType | None:
        """How the bot acknowledged, or None while it has not."""
        return CallbackType(self.callback["type"]) if self.callback else None

    @property
    def acknowledged_after(self) -> float:
        """Seconds from sending to the acknowledgement; infinity without one."""
        return float("inf") if self.acknowledged_at is None else self.acknowledged_at - self.sent_at

    @property
    def answered_after(self) -> float:
        """Seconds from sending until more than "thinking …" was shown; else infinity."""
        return float("inf") if self.answered_at is None else self.answered_at - self.sent_at

    @property
    def is_late(self) -> bool:
        """Whether the time to acknowledge is over without an acknowledgement."""
        late = self.clock.now() - self.sent_at > ACKNOWLEDGE_WITHIN
        return self.acknowledged_at is None and late

    @property
    def is_expired(self) -> bool:
        """Whether its token is no longer taken."""
        return self.clock.now() - self.sent_at > TOKEN_LIVES

    def note_acknowledged(self, callback: Json) -> None:
        """Records the bot's acknowledgement."""
        self.acknowledged_at = self.clock.now()
        self.callback = callback
        self.changes.announce()

    def note_answered(self) -> None:
        """Records that the person now sees an answer."""
        if self.answered_at is None:
            self.answered_at = self.clock.now()
        self.changes.announce()

    async def acknowledged(self, within: float = LIMIT) -> "Interaction":
        """Waits for the acknowledgement; raises TimeoutError without one."""
        await self._until(lambda: self.acknowledged_at is not None, within, "acknowledgement")
        return self

    async def response(self, within: float = LIMIT) -> Message:
        """Waits until the answer is shown and returns the reply as it stands.

        Raises:
            TimeoutError: nothing was shown in time.
            LookupError: it was answered, but not with a message (see `choices`, `modal`).
        """
        await self._until(lambda: self.answered_at is not None, within, "answer")
        if self.original is None:
            raise LookupError(f"the answer is no message but {self.callback}")
        return self.original

    async def followup(self, number: int = 1, within: float = LIMIT) -> Message:
        """Waits for the n-th follow-up message and returns it."""
        await self._until(lambda: len(self.followups) >= number, within, f"follow-up {number}")
        return self.followups[number - 1]

    async def suggested(self, within: float = LIMIT) -> list[Json]:
        """Waits for the suggestions of an autocompletion: `{"name", "value"}` each."""
        await self._until(lambda: self.choices is not None, within, "autocompletion")
        return self.choices or []

    async def _until(self, holds: Any, within: float, what: str) -> None:
        name = f"the {what} of {self.type.name.lower()} {self.data}"
        await self.home.run(self.changes.until(holds, within, name))
