"""Each server sees the shared papers and its own, at its own strictness, and nobody else's."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.ledger import SqliteLedger
from bot.service.library import OneForAll, SeenBy, ServerLibrary, library_of
from knowledge.base import KnowledgeBase
from knowledge.model import Abstention, Answer, Bibliography, Record, Source
from tests.bot.fakes import SmallKnowledge

OURS, THEIRS = 1, 2
CANARY = "The Zanzibar model was trained on 4711 tokens of canary song."
QUESTION = "How many tokens was the Zanzibar model trained on?"


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
    library = library_of(base)
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
    library = ServerLibrary(base)
    for guild in range(1, 40):
        library.own(guild).ingest_records([_record(f"{CANARY} Number {guild * 1000 + 7}.")])
    for guild in (1, 2, 39):
        (own,) = (a for a in library.of(guild, None).papers() if "Zanzibar" in a.text)
        assert f"Number {guild * 1000 + 7}." in own.text


def test_the_strictness_of_a_server_is_its_own(base: KnowledgeBase, ledger: SqliteLedger) -> None:
    """Whether an answer is sure enough follows the server's setting from the next question on."""
    library = library_of(base)
    seen = {guild: SeenBy(library, ledger, guild) for guild in (OURS, THEIRS)}
    unsure = "How many parameters does Tidal use for songs?"
    replies = {}
    for strictness in (None, "lenient", "normal", "strict"):
        ledger.change_settings(OURS, lambda now, s=strictness: replace(now, strictness=s))  # type: ignore[misc]
        replies[strictness] = seen[OURS].ask(unsure)
        assert replies[strictness] == base.at(strictness).ask(unsure)
        assert seen[THEIRS].ask(unsure) == base.ask(unsure)
    sure = [isinstance(reply, Answer) for reply in replies.values()]
    assert sure == sorted(sure, reverse=True)


def test_everything_that_can_be_asked_is_passed_on(
    base: KnowledgeBase, ledger: SqliteLedger
) -> None:
    """What a server sees is what its collection says, call by call."""
    seen = SeenBy(library_of(base), ledger, OURS)
    (paper,) = base.papers()
    claim = "Tidal has 176B parameters."
    assert seen.check(claim) == base.check(claim)
    assert seen.papers("Tidal", 3) == seen.suggest("The Tidal") == [paper]
    assert seen.abstract(paper.id) == paper
    assert seen.statistics() == base.statistics()
    seen.close()
    assert seen.abstract(paper.id) == paper


def test_a_collection_or_another_kind_of_knowledge_is_one_for_all(base: KnowledgeBase) -> None:
    """Nobody adds to it."""
    small = SmallKnowledge()
    library = library_of(small)
    assert isinstance(library, OneForAll)
    assert library.of(OURS, "strict") is small
    assert library.own(OURS) is None
    assert isinstance(library_of(base.beside("theses")), OneForAll)


def test_closing_a_collection_leaves_the_base_open(base: KnowledgeBase) -> None:
    """It only borrows the database."""
    base.beside("theses").close()
    assert len(base.papers()) == 1
