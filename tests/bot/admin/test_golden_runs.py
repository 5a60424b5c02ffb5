"""Golden questions are asked after each change of the shared papers as well."""

import asyncio

import pytest

from bot.client import FootnoteClient
from bot.ledger import Golden
from bot.serve.golden_runs import EVERY_SECONDS, go_on_rerunning, rerun
from tests.bot.admin.office import HOW_MANY, Office, record
from tests.bot.ledger.samples import NOW

RIVAL = record(
    "We present Tidal, a language model that has 200B parameters.", "Tidal: 200B Parameters"
)


def _client(office: Office) -> FootnoteClient:
    assert office.stage.client is not None
    return office.stage.client


def _passed(office: Office) -> list[int]:
    """How many questions passed, the last run first."""
    return [run.passed for run in office.ledger.golden_runs(office.guild.id)]


def _add_golden(office: Office) -> None:
    (paper,) = office.base.papers()
    office.ledger.add_golden(Golden(office.guild.id, HOW_MANY, (paper.id,), NOW))


@pytest.mark.asyncio
async def test_a_server_is_asked_once_for_each_version(office: Office) -> None:
    """Where nothing has changed since its last run, or it has no question, nothing is asked."""
    client, guilds = _client(office), [office.guild.id, office.other_guild.id]
    _add_golden(office)
    assert rerun(client.desk, client.additions, guilds) == [office.guild.id]
    assert rerun(client.desk, client.additions, guilds) == []
    office.base.ingest_records([RIVAL])
    assert rerun(client.desk, client.additions, guilds) == [office.guild.id]
    assert _passed(office) == [0, 1]
    assert "golden questions: 0 of 1 (before: 1 of 1)" in (await office.use("health")).text


@pytest.mark.asyncio
async def test_it_goes_on_while_the_bot_runs(office: Office) -> None:
    """Each time the shared papers are others than before; what fails is tried again."""
    client, pauses, over = _client(office), list[float](), asyncio.Event()
    _add_golden(office)

    async def pause(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == 3:
            office.base.ingest_records([RIVAL])
        if len(pauses) == 4:
            office.base.close()
        if len(pauses) == 6:
            over.set()
            await asyncio.Event().wait()

    looking = asyncio.create_task(
        go_on_rerunning(client.desk, client.additions, lambda: [office.guild.id], pause)
    )
    await over.wait()
    looking.cancel()
    assert pauses == [EVERY_SECONDS] * 6
    assert _passed(office) == [0, 1]
