"""A run from start to stop: tokens, signals, exit codes, and what stands in the log."""

import asyncio
import os
import signal
import sys
import threading
from asyncio.subprocess import PIPE, Process
from collections.abc import Iterator
from pathlib import Path

import discord
import pytest
from pydantic import SecretStr

from bot import app
from bot.app import NO_TOKEN, NOT_SHARED, WRONG_TOKEN, ConnectionFailedError, run, run_with, serve
from bot.ledger import Ledger
from bot.settings import WorkSettings
from tests.bot.fakes import SmallKnowledge
from tests.bot.stage import QUESTION, Stage, check
from tests.discord_server import CallbackType, DiscordServer, Interaction
from tests.discord_server.waiting import LIMIT

_TOKENS = ("DISCORD_TOKEN", "DISCORD_TOKEN_FILE", "FOOTNOTE_TOKEN_FILE")
_WORK = WorkSettings(grace_seconds=1)


@pytest.fixture(autouse=True)
def _no_token(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in _TOKENS:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def discord_elsewhere() -> Iterator[DiscordServer]:
    """A loopback Discord on a thread of its own, so that a run has the main thread."""
    server = DiscordServer.in_thread()
    asyncio.run(server.__aenter__())
    server.attach()
    try:
        yield server
        check(server)
    finally:
        asyncio.run(server.__aexit__(None, None, None))


def _when_connected(server: DiscordServer, number: signal.Signals) -> threading.Thread:
    """Send this process a signal as soon as the bot is connected."""

    def wait() -> None:
        asyncio.run(server.connected())
        os.kill(os.getpid(), number)

    thread = threading.Thread(target=wait)
    thread.start()
    return thread


def test_without_a_token_nothing_starts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One line says how to get a token and offers the chat; no base is made."""
    assert run(tmp_path / "data", "base") == 1
    assert capsys.readouterr().err == NO_TOKEN + "\n"
    assert "https://discord.com/developers" in NO_TOKEN
    assert "footnote chat" in NO_TOKEN
    assert not (tmp_path / "data").exists()


def test_a_bad_setting_is_told_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A setting that cannot be used ends the run with code 1."""
    monkeypatch.setenv("FOOTNOTE_WORK__THREADS", "many")
    assert run(tmp_path, "base") == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_shards_that_are_none_are_told_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With how they are written."""
    monkeypatch.setenv("DISCORD_TOKEN", "a-token")
    monkeypatch.setenv("FOOTNOTE_SHARDS", "4/4")
    assert run(tmp_path / "data", "base") == 1
    assert "shards 0 and 1 of 4" in capsys.readouterr().err


def test_shards_need_a_database_that_is_shared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A base in a file has one process, which one line says; no base is made."""
    monkeypatch.setenv("DISCORD_TOKEN", "a-token")
    monkeypatch.setenv("FOOTNOTE_SHARDS", "0/2")
    assert run(tmp_path / "data", "base") == 1
    assert capsys.readouterr().err == NOT_SHARED + "\n"
    assert not (tmp_path / "data").exists()


def test_a_wrong_token_is_told_in_one_line(
    seeded: Path,
    discord_elsewhere: DiscordServer,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Discord's refusal ends the run with code 1; the token is not repeated."""
    monkeypatch.setenv("DISCORD_TOKEN", "not-the-token")
    monkeypatch.setenv("FOOTNOTE_LOG_LEVEL", "ERROR")
    assert run(seeded, "base") == 1
    assert capsys.readouterr().err == WRONG_TOKEN + "\n"
    assert discord_elsewhere.requests[0].headers["Authorization"] == "Bot not-the-token"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_run(
    seeded: Path,
    discord_elsewhere: DiscordServer,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    number: signal.Signals,
) -> None:
    """SIGTERM and Ctrl-C end the run with code 0; its log never holds the token."""
    monkeypatch.setenv("DISCORD_TOKEN", discord_elsewhere.token)
    monkeypatch.setenv("FOOTNOTE_LOG_LEVEL", "DEBUG")
    thread = _when_connected(discord_elsewhere, number)
    assert run(seeded, "base") == 0
    thread.join()
    log = capsys.readouterr().err
    assert "commands registered" in log
    assert discord_elsewhere.token not in log


def test_no_network_is_told(monkeypatch: pytest.MonkeyPatch, ledger: Ledger) -> None:
    """Where nothing listens, the run ends with what to check, and the base is closed."""
    monkeypatch.setattr(discord.http.Route, "BASE", "http://127.0.0.1:9/api/v10")
    knowledge = SmallKnowledge()
    with pytest.raises(ConnectionFailedError, match=r"cannot be reached .* Check the network"):
        run_with(knowledge, ledger, SecretStr("any"), _WORK)
    assert knowledge.closed


@pytest.mark.asyncio
@pytest.mark.parametrize(("code", "words"), [(4004, WRONG_TOKEN), (4013, "code 4013")])
async def test_a_closed_gateway_is_told(code: int, words: str, ledger: Ledger) -> None:
    """Where the gateway refuses for good, the run ends and says why."""
    async with DiscordServer() as server:
        server.attach()
        running = asyncio.create_task(
            serve(
                SmallKnowledge(),
                ledger,
                SecretStr(server.token),
                _WORK,
                guild_ready_timeout=0.05,
            )
        )
        await server.connected()
        await server.close_connections(code)
        with pytest.raises(ConnectionFailedError) as caught:
            await running
        assert words in str(caught.value)
        check(server)


def test_an_unforeseen_end_is_told(caplog: pytest.LogCaptureFixture) -> None:
    """What nobody foresaw stands in the log, and the line on stderr says to try again."""
    told = app._failure(RuntimeError("inner words"))
    assert "Please try again" in str(told)
    assert "inner words" in caplog.text


def test_a_thread_that_hangs_does_not_keep_the_process(
    monkeypatch: pytest.MonkeyPatch, discord_elsewhere: DiscordServer, ledger: Ledger
) -> None:
    """Where a thread still works at the end, the process is ended with code 0."""
    left: list[int] = []
    gate = threading.Event()
    knowledge = SmallKnowledge(gate=gate)
    monkeypatch.setattr(os, "_exit", left.append)
    stage = Stage(discord_elsewhere, knowledge, ledger)

    async def ask() -> None:
        await discord_elsewhere.connected()
        await stage.slash("ask", question=QUESTION)
        assert knowledge.asked.acquire(timeout=LIMIT)  # acknowledged, and in the thread's hands
        os.kill(os.getpid(), signal.SIGTERM)

    thread = threading.Thread(target=lambda: asyncio.run(ask()))
    thread.start()
    work = WorkSettings(grace_seconds=0)
    run_with(knowledge, ledger, SecretStr(discord_elsewhere.token), work)
    thread.join()
    gate.set()
    assert left == [0]
    assert not knowledge.closed


async def _process(server: DiscordServer, grace: str) -> Process:
    where = (server.api_url, server.gateway_url, server.token, grace)
    arguments = ("-m", "tests.bot.bot_process", *where)
    process = await asyncio.create_subprocess_exec(
        sys.executable, *arguments, stdin=PIPE, stderr=PIPE, cwd=Path(__file__).parents[2]
    )
    await server.connected()
    return process


async def _refused(stage: Stage[SmallKnowledge]) -> Interaction:
    """Ask until a question is not acknowledged but refused, as the bot has heard the signal."""
    while True:
        asked = await (await stage.slash("ask", question=QUESTION)).acknowledged()
        if asked.callback_type is CallbackType.MESSAGE:
            return asked


@pytest.mark.asyncio
async def test_sigterm_finishes_the_answer_in_flight(ledger: Ledger) -> None:
    """The process takes no more, answers what it has acknowledged, exits 0, logs no token."""
    async with DiscordServer() as server:
        server.attach()
        stage = Stage(server, SmallKnowledge(), ledger)
        process = await _process(server, "5")
        running = await stage.slash("ask", question=QUESTION)
        await running.acknowledged()
        process.send_signal(signal.SIGTERM)
        assert "I am being restarted" in (await (await _refused(stage)).response()).text
        _, log = await process.communicate(b"go on\n")
        assert "176B" in (await running.response()).text
        assert process.returncode == 0
        assert server.token not in log.decode()
        assert "stopping" in log.decode()
        check(server)


@pytest.mark.asyncio
async def test_sigterm_ends_a_process_that_hangs(ledger: Ledger) -> None:
    """An engine that never returns does not keep the process; the asker is told; the code is 0."""
    async with DiscordServer() as server:
        server.attach()
        stage = Stage(server, SmallKnowledge(), ledger)
        process = await _process(server, "0.1")
        running = await stage.slash("ask", question=QUESTION)
        await running.acknowledged()
        process.send_signal(signal.SIGTERM)
        assert "restarted before I could finish" in (await running.followup()).text
        assert await asyncio.wait_for(process.wait(), LIMIT) == 0
        await process.communicate()
        check(server)
