"""A server's own papers over the wire: added, tried out, removed, undone, looked up."""

import asyncio
import threading
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from bot.ledger import Golden
from bot.service.clock import now
from bot.service.library import Library
from bot.service.submissions import MOST_IDENTIFIERS, MOST_UPLOAD_BYTES
from knowledge.fetching import fetch
from knowledge.model import Record, Rejection
from tests.bot.admin.office import BIBTEX, HOW_MANY, LUNAR, Office, record
from tests.bot.ledger.samples import NOW, asked
from tests.discord_server import Message
from tests.discord_server.waiting import LIMIT

LUNAR_ASKED = "How many parameters does Lunar have?"
RIVAL = b"""@article{t, title = {Tidal: 200B Parameters}, year = {2024},
  abstract = {We present Tidal, a language model that has 200B parameters.}}
"""


async def _add(office: Office, content: bytes = BIBTEX, name: str = "lunar.bib") -> Message:
    return await office.use("knowledge add", file=office.server.upload(name, content))


def _steps(office: Office) -> list[str]:
    """What every edit of a reply has shown, in order."""
    return [
        str(request.body["components"])
        for request in office.server.requests_to("PATCH /webhooks")
        if request.body and "components" in request.body
    ]


@pytest.mark.asyncio
async def test_an_uploaded_file_becomes_the_servers_own_papers(office: Office) -> None:
    """Its members get answers from it at once; another server, and the base, do not."""
    shown = await _add(office)
    assert "Added **1** paper, as entry **1**" in shown.text
    assert shown.is_ephemeral
    answer = await office.use("ask", question=LUNAR_ASKED)
    assert "**12B**" in answer.text
    other = await office.elsewhere("ask", question=LUNAR_ASKED)
    assert "I found no answer." in other.text
    assert len(office.base.papers()) == 1
    assert any("Reading the file" in step for step in _steps(office))


@pytest.mark.asyncio
async def test_papers_are_fetched_by_their_identifiers(office: Office) -> None:
    """Those that can be had are added, the others told with the reason; the steps are shown."""
    gone = "doi:10.1000/gone"

    told = threading.Event()

    def fetched(named: Iterable[str]) -> Iterator[Record | Rejection]:
        assert list(named) == ["2101.00001", gone]
        assert told.wait(LIMIT)
        yield record(LUNAR, "Lunar")
        yield Rejection(gone, 1, "Crossref has no such paper with an abstract.")

    _library(office).fetch = fetched
    adding = asyncio.create_task(
        office.use("knowledge add", identifiers=f" 2101.00001, {gone} 2101.00001")
    )
    await office.server.until(lambda: any("Fetching 2" in step for step in _steps(office)))
    told.set()
    shown = await adding
    assert "Added **1** paper" in shown.text
    assert "doi\\:10.1000/gone: Crossref has no such paper" in shown.text


def _library(office: Office) -> Library:
    assert office.stage.client is not None
    return office.stage.client.desk.library


@pytest.mark.asyncio
async def test_an_identifier_that_is_none_is_told(office: Office) -> None:
    """The real fetching says what an identifier looks like, and asks nobody."""
    _library(office).fetch = lambda named: fetch(named, services=())
    shown = await office.use("knowledge add", identifiers="nonsense")
    assert "Nothing was added" in shown.text
    assert "This is no identifier that Footnote knows" in shown.text


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("notes.bin", b"\x00\x01\x02" * 50, "Nothing was added"),
        ("evil name (1).txt", b"nothing to read here", "holds no abstracts"),
        ("big.txt", b"x" * (MOST_UPLOAD_BYTES + 1), "10 MB at most"),
    ],
)
async def test_a_file_that_cannot_be_read_is_told(
    office: Office, name: str, content: bytes, words: str
) -> None:
    """In words that say what to do, without a path of the machine."""
    shown = await _add(office, content, name)
    assert words in shown.text
    assert "footnote-upload" not in shown.text
    assert len(office.base.papers()) == 1


@pytest.mark.asyncio
async def test_too_little_or_too_much_is_told(office: Office) -> None:
    """Nothing given, and more than is fetched at a time."""
    assert "or a file, or both" in (await office.use("knowledge add")).text
    many = " ".join(f"2101.{n:05}" for n in range(MOST_IDENTIFIERS + 1))
    assert "at most 50 at a time" in (await office.use("knowledge add", identifiers=many)).text


async def _golden(office: Office) -> None:
    """Tidal's parameters must be answered from its paper."""
    (paper,) = office.base.papers()
    guild = office.guild.id
    office.ledger.add_golden(Golden(guild, HOW_MANY, (paper.id,), NOW))


async def _proposed(office: Office) -> Message:
    """Papers that answer the golden question in another way, proposed."""
    await _golden(office)
    office.ledger.keep_asked(asked(HOW_MANY, guild_id=office.guild.id, at=now()))
    return await _add(office, RIVAL, "rival.bib")


@pytest.mark.asyncio
async def test_papers_that_break_a_golden_question_wait_for_a_decision(office: Office) -> None:
    """It is said which, and which past answers would change; nothing is kept until then."""
    shown = await _proposed(office)
    assert "**Not added yet.**" in shown.text
    assert HOW_MANY in shown.text
    assert "The answer to 1 earlier question changes:" in shown.text
    assert "200B" in shown.text
    assert "**176B**" in (await office.use("ask", question=HOW_MANY)).text
    kept = await office.press(shown, "Add")
    assert "Added **1** paper" in kept.text
    assert "0 of 1 pass" in kept.text
    assert "**200B**" in (await office.use("ask", question=HOW_MANY)).text
    (run,) = office.ledger.golden_runs(office.guild.id)
    assert (run.passed, run.total) == (0, 1)
    again = await office.press(shown, "Add")
    assert "decided already" in again.text
    history = await office.use("knowledge history")
    assert history.text.count("added") == 1


@pytest.mark.asyncio
async def test_a_proposal_outlives_the_process(office: Office) -> None:
    """It waits in the ledger: the bot that is started next adds it."""
    shown = await _proposed(office)
    await office.stage.restart()
    assert "Added **1** paper" in (await office.press(shown, "Add")).text
    assert "**200B**" in (await office.use("ask", question=HOW_MANY)).text


@pytest.mark.asyncio
async def test_a_proposal_can_be_turned_down(office: Office) -> None:
    """Then nothing is added, and nothing can be later."""
    shown = await _proposed(office)
    dropped = await office.press(shown, "Don't add")
    assert "1 paper was not added" in dropped.text
    assert "decided already" in (await office.press(shown, "Add")).text
    assert "added no papers" in (await office.use("knowledge history")).text


@pytest.mark.asyncio
async def test_papers_that_break_nothing_are_kept_at_once(office: Office) -> None:
    """With how the golden questions do."""
    await _golden(office)
    shown = await _add(office)
    assert "Added **1** paper" in shown.text
    assert "Golden questions: 1 of 1 pass." in shown.text


@pytest.mark.asyncio
async def test_changes_are_told_undone_and_brought_back(office: Office) -> None:
    """The history names who did what; an undoing can be undone; the questions are asked anew."""
    await _golden(office)
    await _add(office)
    undone = await office.use("knowledge undo", entry=1)
    assert "Done: entry **2**" in undone.text
    assert "1 record was taken out." in undone.text
    assert "Golden questions: 1 of 1 pass." in undone.text
    assert "I found no answer." in (await office.use("ask", question=LUNAR_ASKED)).text
    back = await office.use("knowledge undo", entry=2)
    assert "1 record was brought back." in back.text
    assert "**12B**" in (await office.use("ask", question=LUNAR_ASKED)).text
    history = await office.use("knowledge history")
    assert f"<@{office.manager.id}>" in history.text
    assert "**1** added lunar.bib · 1 paper" in history.text
    assert "undone by 3" in history.text
    assert history.pings == []


@pytest.mark.asyncio
@pytest.mark.parametrize("entry", [1, 2, 99])
async def test_only_the_servers_own_changes_can_be_undone(office: Office, entry: int) -> None:
    """Neither the base's, nor another server's, nor one that is none."""
    uploaded = office.server.upload("lunar.bib", BIBTEX)
    await office.elsewhere("knowledge add", file=uploaded)
    shown = await office.use("knowledge undo", entry=entry)
    assert "can still be undone" in shown.text
    assert "**12B**" in (await office.elsewhere("ask", question=LUNAR_ASKED)).text


@pytest.mark.asyncio
async def test_only_the_servers_own_papers_can_be_removed(office: Office) -> None:
    """They are offered while typing; a shared paper is neither offered nor removed."""
    await _add(office)
    offered = await office.server.autocomplete(
        office.manager, office.stage.channel, "knowledge remove", "paper", ""
    )
    assert [choice["name"] for choice in offered] == ["Lunar: A Model of the Moon · Ada North"]
    (shared,) = office.base.papers()
    for wanted in (shared.id, "nonsense"):
        refused = await office.use("knowledge remove", paper=wanted)
        assert "none of the server's own papers" in refused.text
    removed = await office.use("knowledge remove", paper=offered[0]["value"])
    assert "1 record was taken out." in removed.text
    assert "I found no answer." in (await office.use("ask", question=LUNAR_ASKED)).text
    none = await office.elsewhere("knowledge remove", paper=offered[0]["value"])
    assert "none of the server's own papers" in none.text


@pytest.mark.asyncio
async def test_papers_are_looked_up_with_whose_they_are(office: Office) -> None:
    """The shared and the server's own; for what is not there, it says so."""
    await _add(office)
    shown = await office.use("knowledge search", query="model")
    lines = shown.text.splitlines()
    own = next(line for line in lines if "Lunar" in line)
    shared = next(line for line in lines if "Tidal" in line)
    assert "this server's own" in own
    assert "own" not in shared
    assert "No paper here matches" in (await office.use("knowledge search", query="xyzzy")).text


@pytest.mark.asyncio
async def test_only_keepers_change_papers(office: Office) -> None:
    """Neither a member nor a button pressed by one does; who has the role does."""
    shown = await _proposed(office)
    uses: dict[str, dict[str, Any]] = {
        "knowledge add": {"identifiers": "2101.00001"},
        "knowledge remove": {"paper": "x"},
        "knowledge history": {},
        "knowledge undo": {"entry": 1},
        "knowledge search": {"query": "x"},
    }
    for name, options in uses.items():
        refused = await office.use(name, office.keeper, **options)
        assert "Only those who may manage this server, or have the role" in refused.text
        assert refused.is_ephemeral
    typing = await office.server.typing(
        office.keeper, office.stage.channel, "knowledge remove", "paper", ""
    )
    assert await typing.suggested() == []
    shown.visible_to = office.keeper.user
    for label in ("Add", "Don't add"):
        refused = await office.press(shown, label, office.keeper)
        assert "Only those who may manage" in refused.text
    office.ledger.change_settings(
        office.guild.id, lambda now: replace(now, keeper_role=office.role)
    )
    office.keeper.roles.append(office.role)
    assert "Added **1** paper" in (await office.press(shown, "Add", office.keeper)).text


@pytest.mark.asyncio
async def test_another_servers_button_does_nothing(office: Office) -> None:
    """A proposal is decided in its own server only, whoever holds its token."""
    shown = await _proposed(office)
    token = shown.buttons[0]["custom_id"]
    theirs = await office.server.slash(office.other_manager, office.other_channel, "privacy kept")
    forged = await theirs.response()
    forged.components.append({"type": 1, "id": 90, "components": [{**shown.buttons[0], "id": 91}]})
    told = await (await office.server.click(office.other_manager, forged, token)).response()
    assert "decided already" in told.text
    assert len(office.base.store.collections()) == 1
    assert "Added **1** paper" in (await office.press(shown, "Add")).text


@pytest.mark.asyncio
async def test_others_learn_that_papers_have_changed(office: Office) -> None:
    """The client tells it as an event of its own, with the server."""
    assert office.stage.client is not None
    heard = asyncio.create_task(office.stage.client.wait_for("papers_changed", timeout=LIMIT))
    await asyncio.sleep(0)
    await _add(office)
    assert await heard == office.guild.id
