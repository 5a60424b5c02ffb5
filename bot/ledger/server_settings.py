"""What a server sets for itself with `/settings`, and what holds where it has set nothing."""

from dataclasses import dataclass, field
from enum import StrEnum

from knowledge.settings import tuned

RETENTION_DAYS = tuned().retention.questions_days


class WhenUnanswered(StrEnum):
    """What happens in a Q&A channel to a question that the base does not answer."""

    TELL = "tell"
    SILENT = "silent"


class Replies(StrEnum):
    """Where answers go."""

    INLINE = "inline"
    THREAD = "thread"
    PRIVATE = "private"


@dataclass(frozen=True, slots=True)
class QaChannel:
    """A channel whose questions are answered without a command."""

    id: int
    when_unanswered: WhenUnanswered = WhenUnanswered.TELL


@dataclass(frozen=True, slots=True)
class DailyLimits:
    """Questions in a day (UTC) for a user, a channel and the whole server; None: no limit."""

    user: int | None = None
    channel: int | None = None
    server: int | None = None


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """How the bot behaves in one server.

    Attributes:
        channels: the Q&A channels, each once.
        replies: where answers go.
        strictness: a level of `answers.confidence.STRICTNESS`; None: as many answers as may help.
        helper_role: whom "Ask a human" pings; None: nobody can be asked.
        asker_role: who may ask; None: everyone.
        keeper_role: who may change the server's papers besides who manages the server.
        limits: how much may be asked in a day.
        language: what the bot speaks, such as "de"; None: what each person's Discord speaks.
        retention_days: how long questions are kept.
    """

    guild_id: int
    channels: tuple[QaChannel, ...] = ()
    replies: Replies = Replies.INLINE
    strictness: str | None = None
    helper_role: int | None = None
    asker_role: int | None = None
    keeper_role: int | None = None
    limits: DailyLimits = field(default_factory=DailyLimits)
    language: str | None = None
    retention_days: int = RETENTION_DAYS

    def channel(self, channel_id: int) -> QaChannel | None:
        """The Q&A channel with this id, None where it is none."""
        return next((each for each in self.channels if each.id == channel_id), None)
