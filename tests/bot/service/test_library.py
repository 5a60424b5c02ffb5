"""Each server sees the shared papers and its own, at its own strictness, and nobody else's."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.ledger import Ledger, ServerSettings
from bot.service.library import Library, Server
from bot.service.patience import LateError
from knowledge.base import KnowledgeBase
from knowledge.errors import StoreError
from knowledge.model import Abstention, Answer, Bibliography, Record, Source
from tests.bot.fakes import SmallKnowledge

OURS, THEIRS = 1, 2
CANARY = "The Zanzibar model was trained on 4711 tokens of canary song."
QUESTION = "How many tokens was the Zanzibar model trained on?"
UNSURE = "In this work we present BLOOM, a 176B-parameter model of songs."
"""The reader is only fairly sure that it answers the question."""
UNSURE_ASKED = "How many parameters does BLOOM have?"


@pytest.fixture
def base(tmp_path: Path) -> Iterator[KnowledgeBase]:
    """A base with one shared paper."""
    with KnowledgeBase.open(tmp_path / "data", seed=False) as made:
        made.ingest_records([_record("The Tidal model has 176B parameters.")])
        yield made


def _record(text: str) -> Record:
    return Record(text, Bibliography(), Source("page.txt", 1))


def test_a_server_sees_its_own_papers_and_nobody_elses(base: KnowledgeBase) -> None:
    """What one adds is found by it alone; the shared papers by all."""
    library = Library(base)
    own = library.own(OURS)
    assert own is not None
    own.ingest_records([_record(CANARY)])
    assert isinstance(library.of(OURS, None).ask(QUESTION), Answer)
    for other in (THEIRS, None):
        seen = library.of(other, None)
        assert isinstance(seen.ask(QUESTION), Abstention)
        assert [abstract.text for abstract in seen.papers()] == [base.papers()[0].text]
    assert len(library.of(OURS, None).papers()) == 2


def test_many_servers_can_be_served(base: KnowledgeBase) -> None:
    """More than are kept open, each with its own; the first still has its papers in the end."""
    library = Library(base)
    for guild in range(1, 40):
        own = library.own(guild)
        assert own is not None
        own.ingest_records([_record(f"{CANARY} Number {guild * 1000 + 7}.")])
    for guild in (1, 2, 39):
        (paper,) = (a for a in library.of(guild, None).papers() if "Zanzibar" in a.text)
        assert f"Number {guild * 1000 + 7}." in paper.text


def test_the_strictness_of_a_server_is_its_own(base: KnowledgeBase, ledger: Ledger) -> None:
    """Whether an answer is sure enough follows the server's setting from the next question on."""
    base.ingest_records([_record(UNSURE)])
    library = Library(base)
    replies = {}
    for strictness in (None, "lenient", "normal", "strict"):
        ledger.change_settings(OURS, lambda now, s=strictness: replace(now, strictness=s))  # type: ignore[misc]
        replies[strictness] = Server(OURS, library, ledger.settings).knowledge.ask(UNSURE_ASKED)
        assert replies[strictness] == base.ask(UNSURE_ASKED, strictness=strictness)
        theirs = Server(THEIRS, library, ledger.settings).knowledge
        assert theirs.ask(UNSURE_ASKED) == base.ask(UNSURE_ASKED)
    sure = [isinstance(reply, Answer) for reply in replies.values()]
    assert sure == sorted(sure, reverse=True)
    assert (sure[0], sure[-1]) == (True, False)


def test_the_settings_of_a_server_are_read_once(base: KnowledgeBase) -> None:
    """However often they are needed while one thing is done, and not at all outside servers."""
    read: list[int] = []

    def settings(guild_id: int) -> ServerSettings:
        read.append(guild_id)
        return ServerSettings(guild_id, strictness="strict")

    server = Server(OURS, Library(base), settings)
    assert read == []
    assert server.settings is server.settings
    assert len(server.knowledge.papers()) == len(server.knowledge.papers("Tidal")) == 1
    assert read == [OURS]
    assert Server(None, Library(base), settings).settings is None
    assert read == [OURS]


@pytest.mark.parametrize("error", [LateError("Late."), StoreError("Damaged.")])
def test_a_server_whose_settings_cannot_be_read(base: KnowledgeBase, error: StoreError) -> None:
    """Who waits for an answer does not wait for a late ledger; a damaged one is told."""

    def unreadable(_: int) -> ServerSettings:
        raise error

    server = Server(OURS, Library(base), unreadable)
    assert server.settings is None
    with pytest.raises(StoreError):
        _ = server.known_settings
    question = "How many parameters does Tidal have?"
    if isinstance(error, LateError):
        assert server.knowledge.ask(question) == base.ask(question)
    else:
        with pytest.raises(StoreError, match="Damaged"):
            _ = server.knowledge


def test_a_collection_or_another_kind_of_knowledge_is_one_for_all(base: KnowledgeBase) -> None:
    """Nobody adds to it."""
    small = SmallKnowledge()
    library = Library(small)
    assert library.of(OURS, "strict") is small
    assert library.own(OURS) is None
    theses = base.beside("theses")
    theses.ingest_records([_record(CANARY)])
    seen = Library(theses).of(OURS, None)
    assert seen.papers() == theses.papers()
    assert seen.ask(QUESTION) == theses.ask(QUESTION)
    assert Library(theses).own(OURS) is None


def test_a_server_is_as_strict_on_a_collection_of_its_own(base: KnowledgeBase) -> None:
    """Where all servers see one collection, each still has its strictness."""
    theses = base.beside("theses")
    theses.ingest_records([_record(UNSURE)])
    of = Library(theses).of
    told = [isinstance(of(OURS, each).ask(UNSURE_ASKED), Answer) for each in (None, "strict")]
    assert told == [True, False]


def test_closing_a_collection_leaves_the_base_open(base: KnowledgeBase) -> None:
    """It only borrows the database."""
    base.beside("theses").close()
    assert len(base.papers()) == 1
