"""The composition root: settings, knowledge base, client; a run from start to graceful stop."""

import asyncio
import contextlib
import os
import signal
import sys
from functools import partial
from pathlib import Path

import aiohttp
import discord
import structlog
from pydantic import SecretStr

from bot.client import FootnoteClient
from bot.ledger import Ledger, ledger_place
from bot.ledger.sharding import Plan
from bot.logs import set_up_logs
from bot.protocol import Knowledge
from bot.serve.shards import Shards
from bot.service.lock import alone
from bot.service.workers import Opening, Workers, answering
from bot.settings import Settings, SettingsError, WorkSettings, load_settings
from knowledge.base import KnowledgeBase
from knowledge.errors import FootnoteError
from knowledge.garbage_collection import settle
from knowledge.reader.endpoint import EndpointReader, Tally
from knowledge.store import url_of

PORTAL = "https://discord.com/developers/applications"
NO_TOKEN = (
    f"No bot token: create a bot at {PORTAL} (Bot, Reset Token) and set DISCORD_TOKEN; "
    "or try `footnote chat`, which needs none."
)
WRONG_TOKEN = (
    f"Discord does not take this bot token: copy it anew from {PORTAL} (Bot, Reset Token); "
    "or try `footnote chat`, which needs none."
)
NO_MESSAGE_CONTENT = (
    f"Discord lets this bot read no messages: switch on the Message Content Intent at {PORTAL} "
    "(Bot, Privileged Gateway Intents), or unset FOOTNOTE_WORK__READ_MESSAGES."
)
NOT_SHARED = (
    "FOOTNOTE_SHARDS shares servers out among processes on one PostgreSQL database: give its URL "
    "with FOOTNOTE_DATABASE_URL, or unset FOOTNOTE_SHARDS."
)
USUAL = Plan()
_CLOSE_SECONDS = 1.5
_AUTHENTICATION_FAILED = 4004
_log = structlog.stdlib.get_logger(__name__)


class ConnectionFailedError(FootnoteError):
    """Discord cannot be reached, or does not let the bot in."""


def run(data_dir: Path, collection: str) -> int:
    """Run the bot until it is told to stop (SIGTERM, Ctrl-C).

    Args:
        data_dir: Where the knowledge base is; made, and filled from the seeds, where there is none.
        collection: The collection that is asked.

    Returns:
        The exit code: 0 after a stop; 1 where it cannot run, which one line on stderr says.
    """
    try:
        settings = load_settings()
        token = settings.token()
        if token is None:
            raise SettingsError(NO_TOKEN)
        endpoint = settings.endpoint()
        key = endpoint.key if endpoint else None
        set_up_logs(settings.log_level, [token.get_secret_value(), key or ""])
        reader = partial(EndpointReader, endpoint, Tally(shared=True)) if endpoint else None
        if endpoint:
            _log.info("an endpoint reads the abstracts", url=endpoint.url, model=endpoint.model)
        plan = _plan(settings)
        if plan.wanted is not None and not url_of(data_dir):
            raise SettingsError(NOT_SHARED)
        opening = Opening(data_dir, collection, settings.engine(), reader, settings.log_level)
        with alone(data_dir):
            _run(opening, token, settings.work, plan)
    except FootnoteError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def _plan(settings: Settings) -> Plan:
    """Which shards this process runs.

    Raises:
        SettingsError: what is set says nothing of that kind.
    """
    try:
        return Plan.of(settings.shards)
    except ValueError as error:
        raise SettingsError(f"The setting shards cannot be used: {error}.") from None


def _run(opening: Opening, token: SecretStr, work: WorkSettings, plan: Plan) -> None:
    knowledge = KnowledgeBase.open(
        opening.data_dir,
        collection=opening.collection,
        engine=opening.engine,
        reader=opening.reader() if opening.reader else None,
    )
    settle()
    ledger = Ledger(ledger_place(opening.data_dir))
    with answering(opening, work.processes) as workers:
        run_with(knowledge, ledger, token, work, workers, plan=plan)


def run_with(
    knowledge: Knowledge,
    ledger: Ledger,
    token: SecretStr,
    work: WorkSettings,
    workers: Workers | None = None,
    *,
    plan: Plan = USUAL,
) -> None:
    """Run the bot on an open knowledge base and ledger until told to stop; then close both.

    Where a thread hangs at the end, the process exits at once, with code 0.

    Raises:
        ConnectionFailedError: Discord cannot be reached, or does not let the bot in.
        FleetError: Others serve from the same ledger, and otherwise.
    """
    finished = True
    try:
        finished = asyncio.run(serve(knowledge, ledger, token, work, workers, plan=plan))
    finally:
        if finished:
            knowledge.close()
            ledger.close()
    if not finished:
        if workers is not None:
            workers.close()
        # The interpreter would wait for the thread, whose answer nobody awaits any more.
        sys.stderr.flush()
        os._exit(0)


async def serve(
    knowledge: Knowledge,
    ledger: Ledger,
    token: SecretStr,
    work: WorkSettings,
    workers: Workers | None = None,
    *,
    plan: Plan = USUAL,
    guild_ready_timeout: float = 2.0,
) -> bool:
    """Connect, serve until SIGTERM or Ctrl-C, finish what runs, disconnect.

    Args:
        knowledge: What is asked.
        ledger: What is remembered.
        token: The bot's token.
        work: How it works on interactions.
        workers: Processes that answer; None: this one does.
        plan: Which shards it runs, where others serve from the same ledger.
        guild_ready_timeout: Seconds to wait for the servers' descriptions after connecting.

    Returns:
        Whether everything is finished: False where a thread still works.

    Raises:
        ConnectionFailedError: Discord cannot be reached, or does not let the bot in.
        FleetError: Others serve from the same ledger, and otherwise.
    """
    client = FootnoteClient(
        knowledge,
        ledger,
        work=work,
        workers=workers,
        shards=Shards(ledger.fleet(plan)),
        guild_ready_timeout=guild_ready_timeout,
    )
    running = asyncio.create_task(client.start(token.get_secret_value()))
    stopping = asyncio.create_task(_stop_signal().wait())
    await asyncio.wait({running, stopping}, return_when=asyncio.FIRST_COMPLETED)
    told = stopping.done()
    _log.info("stopping", told=told)
    finished = await client.finish(work.grace_seconds)
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(client.close(), _CLOSE_SECONDS)
    (running if told else stopping).cancel()
    outcome, _ = await asyncio.gather(running, stopping, return_exceptions=True)
    if not told:
        raise _failure(outcome)
    return finished


def _stop_signal() -> asyncio.Event:
    """Set by SIGTERM and Ctrl-C."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    return stop


def _failure(outcome: BaseException | None) -> FootnoteError:
    """Why the connection ended although nobody told the bot to stop."""
    match outcome:
        case FootnoteError():
            return outcome
        case discord.LoginFailure():
            words = WRONG_TOKEN
        case discord.PrivilegedIntentsRequired():
            words = NO_MESSAGE_CONTENT
        case discord.ConnectionClosed(code=code):
            closed = f"Discord closed the connection (code {code}). Please try again later."
            words = WRONG_TOKEN if code == _AUTHENTICATION_FAILED else closed
        case OSError() | aiohttp.ClientError() | discord.DiscordException():
            why = " ".join(str(outcome).split())
            words = f"Discord cannot be reached ({why}). Check the network and try again."
        case _:
            _log.error("unexpected failure", exc_info=outcome)
            words = "The connection to Discord ended unexpectedly. Please try again."
    return ConnectionFailedError(words)
