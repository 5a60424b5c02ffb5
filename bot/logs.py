"""Logs: structlog to stderr, discord.py's included, and never a secret in them.

Nothing logs a token on purpose. Should a library or an exception carry one, it is blotted out of
the finished line: the secrets that are known, everything of a bot token's shape, and the tokens
of interactions in web addresses. What people ask is not logged.
"""

import logging
import re
import sys
from collections.abc import Sequence
from typing import TextIO

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

_BLOT = "[secret]"
_KEYS = ("timestamp", "level", "logger", "event")
_TOKEN_SHAPE = re.compile(r"[\w-]{23,30}\.[\w-]{6,7}\.[\w-]{27,}")
_ADDRESS = re.compile(r"(/(?:webhooks|interactions)/\d+/)[^/\s\"']+")


class Redaction:
    """The last processor: the rendered line without secrets."""

    def __init__(self, render: Processor, secrets: Sequence[str]) -> None:
        self._render = render
        self._secrets = [secret for secret in secrets if secret]

    def __call__(self, logger: WrappedLogger, name: str, event: EventDict) -> str:
        """The line that `event` makes, secrets blotted out."""
        line = str(self._render(logger, name, event))
        for secret in self._secrets:
            line = line.replace(secret, _BLOT)
        return _ADDRESS.sub(rf"\1{_BLOT}", _TOKEN_SHAPE.sub(_BLOT, line))


def set_up_logs(level: str, secrets: Sequence[str], stream: TextIO | None = None) -> None:
    """Send structlog's and the standard library's messages to `stream` (default: stderr).

    Args:
        level: The least important level that is shown, such as `INFO`.
        secrets: Texts that must never be shown.
        stream: Where to.
    """
    shared: list[Processor] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(_formatter(shared, secrets))
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)


def _formatter(shared: Sequence[Processor], secrets: Sequence[str]) -> logging.Formatter:
    render = structlog.processors.LogfmtRenderer(key_order=_KEYS)
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[*shared, structlog.stdlib.ExtraAdder()],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            Redaction(render, secrets),
        ],
    )
