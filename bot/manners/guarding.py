"""What the gateway sends, taken in without ending the process: an event may be malformed."""

from collections.abc import Callable
from typing import Any

import structlog

Parse = Callable[[Any], None]
_log = structlog.stdlib.get_logger(__name__)


def guarded(event: str, parse: Parse) -> Parse:
    """What takes an event in, or logs and skips one that lacks what it should have.

    discord.py lets what it cannot read end the connection, and with it the bot.
    """

    def taken(data: Any) -> None:  # noqa: ANN401  # as Discord sends it
        try:
            parse(data)
        except Exception as error:  # noqa: BLE001  # whatever is wrong with it
            _log.warning("malformed event skipped", event_type=event, why=repr(error))

    return taken
