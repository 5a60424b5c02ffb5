"""What the loopback Discord answers when it refuses: status, Discord's error code, message."""

from collections.abc import Sequence
from typing import Any

from .schema import Problem

Json = dict[str, Any]

_UNKNOWN_REFERENCE = Problem(("message_reference",), "Unknown message")


class ApiError(Exception):
    """A request that Discord refuses.

    Args:
        status: the HTTP status.
        code: Discord's JSON error code.
        message: Discord's words for it.
        violation: whether the bot must never cause it, so that tests fail on it.
        problems: what is wrong with the body, for code 50035.
    """

    def __init__(
        self,
        status: int,
        code: int,
        message: str,
        *,
        violation: bool = False,
        problems: Sequence[Problem] = (),
    ) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.violation = violation
        self.problems = tuple(problems)

    def payload(self) -> Json:
        """Returns the error as Discord's JSON, with the problems nested by their paths."""
        body: Json = {"message": self.message, "code": self.code}
        if self.problems:
            body["errors"] = _nested(self.problems)
        return body


def _nested(problems: Sequence[Problem]) -> Json:
    errors: Json = {}
    for problem in problems:
        node = errors
        for step in problem.path:
            node = node.setdefault(str(step), {})
        node.setdefault("_errors", []).append({"code": "INVALID", "message": problem.message})
    return errors


def invalid_form(problems: Sequence[Problem]) -> ApiError:
    """Returns the refusal of a malformed body."""
    return ApiError(400, 50035, "Invalid Form Body", violation=True, problems=problems)


def empty_message() -> ApiError:
    """Returns the refusal of a message that shows nothing."""
    return ApiError(400, 50006, "Cannot send an empty message", violation=True)


def unknown_message() -> ApiError:
    """Returns the answer for a message that is gone (or never was)."""
    return ApiError(404, 10008, "Unknown Message")


def unknown_reference() -> ApiError:
    """Returns the refusal of a reply to a message that is gone."""
    return ApiError(400, 50035, "Invalid Form Body", problems=[_UNKNOWN_REFERENCE])


def unknown_webhook() -> ApiError:
    """Returns the answer for a token that nobody was given, or that was not acknowledged yet."""
    return ApiError(404, 10015, "Unknown Webhook")


def unknown_channel() -> ApiError:
    """Returns the answer for a channel that does not exist."""
    return ApiError(404, 10003, "Unknown Channel")


def missing_permissions() -> ApiError:
    """Returns the refusal of what the bot may not do there."""
    return ApiError(403, 50013, "Missing Permissions")
