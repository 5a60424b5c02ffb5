"""Abstracts that are read behind an endpoint: from the command line, in processes, and counted."""

import json
import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from bot.cli import main as cli
from bot.service.library import Library
from bot.service.workers import Opening, answering
from knowledge.base import KnowledgeBase
from knowledge.model import Finding, Readings
from knowledge.reader import Reader
from knowledge.reader.endpoint import Endpoint, EndpointReader, Tally
from tests.bot.admin.office import HOW_MANY, TIDAL, Office, opened, record
from tests.discord_server.waiting import LIMIT
from tests.knowledge.reader.loopback import Loopback, http, loopback, says, sends

CLAIM = "Tidal has 12B parameters."
REFUTED = says(sentences=[2], short="176B", verdict="refutes", deciding=2)


@pytest.fixture
def server() -> Iterator[Loopback]:
    """An endpoint that answers the question on Tidal, and refutes the claim."""
    with loopback() as running:
        running.manner = REFUTED
        yield running


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data directory whose base holds the paper on Tidal."""
    with KnowledgeBase.open(tmp_path, seed=False) as base:
        base.ingest_records([record(TIDAL, "Tidal: A Model of the Sea")])
    return tmp_path


def _reader(server: Loopback) -> Reader:
    return EndpointReader(Endpoint(server.url, "small"))


def test_a_base_is_read_behind_an_endpoint(server: Loopback, folder: Path) -> None:
    """In whatever collection or trial of it; the quote is the abstract's own."""
    with KnowledgeBase.open(folder, reader=_reader(server)) as base:
        mine = base.beside("mine")
        mine.ingest_records([record("Coral is a model of reefs.")])
        trial = mine.foreseen([record("Atoll is a model of islands.")])
        for each in (base, mine, trial):
            verdict = each.check(CLAIM)
            assert verdict.finding is Finding.REFUTED
            (found,) = verdict.evidence
            assert found.citation.quote == TIDAL[TIDAL.index("It has") :]
        base.ask(HOW_MANY)
        assert {asked.shown["text"] for asked in server.asked} == {CLAIM, HOW_MANY}
        assert base.statistics().readings == Readings(2, 0)


def test_a_base_of_the_built_in_reader_counts_nothing(folder: Path) -> None:
    """There is nothing to be told."""
    with KnowledgeBase.open(folder) as base:
        assert base.reader is None
        assert base.statistics().readings is None


def test_processes_read_behind_it_too_and_count_together(server: Loopback, folder: Path) -> None:
    """What one of them has spoilt there is counted here."""
    reader = partial(EndpointReader, Endpoint(server.url, "small"), Tally(shared=True))
    with (
        KnowledgeBase.open(folder, reader=reader()) as base,
        answering(Opening(folder, reader=reader, log_level="ERROR"), 1) as workers,
    ):
        assert workers is not None
        assert workers.ready(LIMIT)
        there = Library(base, workers).of(None, None)
        server.manner, before = sends(http(b"", "500 Oh")), there.statistics().readings
        assert before is not None
        there.check(CLAIM)
        assert workers.run(os.getpid, otherwise=os.getpid) != os.getpid()
        assert there.statistics().readings == Readings(before.calls + 1, before.fallbacks + 1)
        assert server.asked[-1].shown["text"] == CLAIM


def test_the_command_line_asks_it(
    server: Loopback,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Where the environment names one; one that is down costs no answer, but a line of the log."""
    monkeypatch.setenv("FOOTNOTE_READER__URL", server.url)
    monkeypatch.setenv("FOOTNOTE_READER__MODEL", "small")
    command = ["check", CLAIM, "--json", "--data", str(folder)]
    assert cli.main(command) == 0
    assert json.loads(capsys.readouterr().out)["verdict"] == "refuted"
    server.manner = sends(http(b"", "500 Oh"))
    assert cli.main(command) == 0
    assert "verdict" in json.loads(capsys.readouterr().out)
    assert len(server.asked) == 2


def test_an_endpoint_without_a_model_is_told(
    monkeypatch: pytest.MonkeyPatch, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In one line that says what is missing."""
    monkeypatch.setenv("FOOTNOTE_READER__URL", "http://localhost/v1")
    assert cli.main(["ask", HOW_MANY, "--data", str(folder)]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert "FOOTNOTE_READER__MODEL" in line


@pytest.mark.asyncio
async def test_health_tells_how_much_was_not_read_there(server: Loopback, tmp_path: Path) -> None:
    """Since the start, over the wire; without an endpoint, nothing of it."""
    async with opened(tmp_path / "off") as office:
        assert "endpoint" not in (await office.use("health")).text
    async with opened(tmp_path / "on", _reader(server)) as office:
        assert "· too little known · endpoint, since I started: 0 of 0" in await _health(office)
        await office.stage.ask(HOW_MANY)
        assert "✓ good · endpoint, since I started: 0 of 1 passages" in await _health(office)
        server.manner = says(sentences=[9])
        await office.stage.ask(f"{HOW_MANY} Really?")
        assert "⚠ look · endpoint, since I started: 1 of 2 passages not read there (50 %)" in (
            await _health(office)
        )


async def _health(office: Office) -> str:
    return (await office.use("health")).text
