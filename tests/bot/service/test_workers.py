"""Processes that answer beside the bot's own: the same answers, whatever becomes of them."""

import os
import signal
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.service.library import Library, collection_of
from bot.service.workers import Answering, Opening, Workers, answering
from knowledge.base import KnowledgeBase
from knowledge.errors import QuestionError
from knowledge.model import Answer
from tests.bot.admin.office import HOW_MANY, LUNAR, TIDAL, record
from tests.discord_server.waiting import LIMIT

GUILD = 7
LUNAR_ASKED = "How many parameters does Lunar have?"


@pytest.fixture(autouse=True)
def _read_as_expected() -> None:
    """The processes beside this one read with the weights, and so does this one."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the base is."""
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="module")
def base(folder: Path) -> Iterator[KnowledgeBase]:
    """A paper on Tidal, and one on Lunar that a server has added."""
    with KnowledgeBase.open(folder, seed=False) as opened:
        opened.ingest_records([record(TIDAL, "Tidal: A Model of the Sea")])
        opened.beside(collection_of(GUILD)).ingest_records([record(LUNAR, "Lunar")])
        yield opened


@pytest.fixture(scope="module")
def workers(base: KnowledgeBase, folder: Path) -> Iterator[Workers]:
    """One process, which is ready."""
    assert base.statistics().abstracts == 1
    with answering(Opening(folder), 1) as started:
        assert started is not None
        assert started.ready(LIMIT)
        yield started


def test_a_process_answers_as_this_one_does(base: KnowledgeBase, workers: Workers) -> None:
    """Answers, abstentions and verdicts are the same, of whichever collection and strictness."""
    library = Library(base, workers)
    for guild_id, strictness in ((None, None), (GUILD, None), (GUILD, "strict")):
        there, here = library.of(guild_id, strictness), Library(base).of(guild_id, strictness)
        for question in (HOW_MANY, LUNAR_ASKED):
            ours, theirs = here.ask(question), there.ask(question, ())
            assert replace(theirs, elapsed_ms=0) == replace(ours, elapsed_ms=0)
        claim = "Tidal has 12B parameters."
        assert replace(there.check(claim), elapsed_ms=0) == replace(here.check(claim), elapsed_ms=0)
        assert [a.id for a in there.papers("Lunar")] == [a.id for a in here.papers("Lunar")]
        assert there.suggest("tid") == here.suggest("tid")
        assert there.statistics() == here.statistics()


def test_what_cannot_be_asked_is_told(base: KnowledgeBase, workers: Workers) -> None:
    """An error of the core comes back as it is."""
    with pytest.raises(QuestionError, match="There is no question"):
        Library(base, workers).of(None, None).ask(" ")


def test_what_is_added_is_answered_at_once(base: KnowledgeBase, workers: Workers) -> None:
    """A process sees what this one has stored."""
    there = Library(base, workers).of(None, None)
    base.ingest_records([record("Coral is a model of reefs. It has 3B parameters.", "Coral")])
    told = there.ask("How many parameters does Coral have?")
    assert isinstance(told, Answer)
    assert told.knowledge_version == base.knowledge_version


def test_a_process_that_dies_is_replaced(workers: Workers) -> None:
    """What it had in hand is answered here, and the next question by another process."""
    before = workers.run(os.getpid, otherwise=os.getpid)
    assert before != os.getpid()
    killed = workers.run(os.kill, before, signal.SIGKILL, otherwise=lambda: None)
    assert killed is None
    assert workers.ready(LIMIT)
    assert workers.run(os.getpid, otherwise=os.getpid) not in {before, os.getpid()}


def test_without_processes_this_one_answers(tmp_path: Path) -> None:
    """None are started where none are wanted; one that cannot open the base answers nothing."""
    with answering(Opening(tmp_path), 0) as none:
        assert none is None
    (tmp_path / "footnote.db").write_bytes(b"no base at all" * 100)
    with answering(Opening(tmp_path), 1) as broken:
        assert broken is not None
        assert not broken.ready(LIMIT)
        assert broken.run(os.getpid, otherwise=lambda: -1) == -1


def test_after_the_end_this_one_answers(base: KnowledgeBase, folder: Path) -> None:
    """What is asked once they are ended is answered here, and starts no other."""
    workers = Workers(Opening(folder), 1)
    assert workers.ready(LIMIT)
    workers.close()
    there = Answering(base, None, workers)
    assert isinstance(there.ask(HOW_MANY), Answer)
    assert isinstance(there.ask(HOW_MANY), Answer)
