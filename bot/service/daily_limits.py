"""How much may be asked in a day, as each server has set it."""

import datetime as dt
import math

from bot.language import say, say_count
from bot.ledger import DailyLimits, Ledger, ServerSettings
from bot.service.limits import Scope
from knowledge.errors import InputError

_HOUR = 3600
_NO_LIMITS = DailyLimits()


class SpentError(InputError):
    """As much as a server lets be asked in a day was asked today."""


def spend(
    ledger: Ledger, settings: ServerSettings | None, user_id: int, channel_id: int, now: dt.datetime
) -> None:
    """Count a question of somebody in a channel. Days are those of UTC.

    Where a server has set no limits, nothing is counted.

    Args:
        ledger: counts.
        settings: the server's; None outside servers, where there are no daily limits.
        user_id: who asks.
        channel_id: where; of a thread, the channel that it belongs to.
        now: in UTC.

    Raises:
        SpentError: a limit is reached; it says which, and when one can ask again.
    """
    if settings is None or settings.limits == _NO_LIMITS:
        return
    reached = ledger.spend(now.date(), user_id, channel_id, settings.guild_id, settings.limits)
    if reached is not None:
        raise SpentError(f"{_reached(Scope(reached))} {_again(now)}")


def _reached(scope: Scope) -> str:
    return {
        Scope.USER: say("You have asked as much today as one may in this server."),
        Scope.CHANNEL: say("In this channel, as much was asked today as may be."),
        Scope.SERVER: say("In this server, as much was asked today as may be."),
    }[scope]


def _again(now: dt.datetime) -> str:
    midnight = dt.datetime.combine(now.date() + dt.timedelta(days=1), dt.time(), dt.UTC)
    return say_count(
        "Please ask again in {number} hour.",
        "Please ask again in {number} hours.",
        math.ceil((midnight - now).total_seconds() / _HOUR),
    )
