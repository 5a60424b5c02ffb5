"""Logs go to one place in one shape, and hold no secret."""

import io
import logging

import pytest
import structlog

from bot.logs import set_up_logs

_TOKEN = "MTExMTExMTExMTExMTExMTEx.GabcDE.abcdefghijklmnopqrstuvwxyz0123456789ab"


@pytest.fixture
def stream() -> io.StringIO:
    """Where the logs go."""
    written = io.StringIO()
    set_up_logs("INFO", ["a-known-secret"], written)
    return written


def test_both_kinds_of_log_have_one_shape(stream: io.StringIO) -> None:
    """Structlog's messages and the standard library's are lines with time, level and name."""
    structlog.stdlib.get_logger("ours").info("served", ms=3)
    logging.getLogger("discord.client").warning("theirs %s", 1)
    ours, theirs = stream.getvalue().splitlines()
    assert "level=info logger=ours event=served ms=3" in ours
    assert 'level=warning logger=discord.client event="theirs 1"' in theirs


def test_less_important_messages_are_left_out(stream: io.StringIO) -> None:
    """What is below the level is not written."""
    logging.getLogger("discord.http").debug("noise")
    assert stream.getvalue() == ""


def test_known_secrets_are_blotted_out(stream: io.StringIO) -> None:
    """A known secret is written nowhere: not in an event, a value, or an exception."""
    log = structlog.stdlib.get_logger("ours")
    try:
        float("a-known-secret")
    except ValueError:
        log.exception("failed with a-known-secret", value="a-known-secret")
    assert "a-known-secret" not in stream.getvalue()
    assert stream.getvalue().count("[secret]") >= 3
    assert "ValueError" in stream.getvalue()


def test_what_looks_like_a_token_is_blotted_out(stream: io.StringIO) -> None:
    """A bot token's shape and an interaction's token in an address are not written either."""
    logging.getLogger("x").info("Bot %s", _TOKEN)
    logging.getLogger("x").info("PATCH /webhooks/123/aW50ZXJhY3Rpb24/messages/@original")
    logging.getLogger("x").info("POST /interactions/12/aW50ZXJhY3Rpb24/callback")
    assert _TOKEN not in stream.getvalue()
    assert "aW50ZXJhY3Rpb24" not in stream.getvalue()
    assert "/webhooks/123/[secret]/messages/@original" in stream.getvalue()
