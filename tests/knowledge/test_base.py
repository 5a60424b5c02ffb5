from pathlib import Path

import pytest

from knowledge.base import KnowledgeBase
from knowledge.errors import (
    QuestionError,
)
from knowledge.model import Abstention, Answer, Rejection
from knowledge.questions.question import LONGEST_QUESTION
from knowledge.settings import resource
from tests.knowledge.shelf import OTTER, ZEBRA, abstract_page, assert_one_line, empty, listing_page


def test_the_seeds_are_as_they_should_be(base: KnowledgeBase) -> None:
    """34 records are 28 abstracts with 34 sources, 21 of them with a title, authors and a date."""
    papers = base.papers()
    held = base.statistics()
    assert (held.abstracts, held.sources, held.engine) == (28, 34, "rank-bm25")
    assert len(papers) == len({p.id for p in papers}) == 28
    assert sum(len(p.sources) for p in papers) == 34
    titled = [p for p in papers if p.title]
    assert len(titled) == 21
    assert all(p.bibliography.authors and p.bibliography.published.text for p in titled)
    untitled = [p for p in papers if not p.title]
    assert not any(p.bibliography.authors or p.bibliography.published.text for p in untitled)


def test_seeding_by_hand_reports_every_record(tmp_path: Path) -> None:
    """34 read, 28 added, 6 duplicates, nothing rejected; progress counts every record."""
    seen: list[tuple[Path, int]] = []
    with empty(tmp_path) as base:
        report = base.ingest([resource("seeds")], lambda path, count: seen.append((path, count)))
        assert report.knowledge_version == base.knowledge_version
    assert (report.records, report.abstracts_added, report.exact_duplicates) == (34, 28, 6)
    assert (report.near_duplicates, report.rejected) == (0, ())
    assert report.seconds > 0
    assert [count for _, count in seen] == list(range(1, 35))
    assert {path.name for path, _ in seen} == {p.name for p in resource("seeds").glob("*.txt")}


@pytest.mark.parametrize("name", ["BLOOM", "ROOTS"])
def test_a_bare_and_a_listed_copy_are_one(base: KnowledgeBase, name: str) -> None:
    """The merged abstract has the listing's title, authors and date, and both sources."""
    (paper,) = [p for p in base.papers() if p.title and name in p.title]
    assert len(paper.sources) == 2
    assert len({source.file for source in paper.sources}) == 2
    assert paper.bibliography.authors
    assert paper.bibliography.published.date is not None


def test_ingesting_again_changes_nothing(tmp_path: Path) -> None:
    """The same pages a second time are duplicates, and the version stays."""
    with KnowledgeBase.open(tmp_path) as base:
        before = base.statistics()
        report = base.ingest([resource("seeds")])
        assert (report.records, report.abstracts_added, report.exact_duplicates) == (34, 0, 34)
        assert base.statistics() == before


def test_papers_come_in_stored_order_or_best_first(base: KnowledgeBase) -> None:
    """Without a query all, in an order that stays; with one the best, at most so many."""
    everything = base.papers()
    assert base.papers() == everything
    assert base.papers(limit=3) == everything[:3]
    assert base.papers(limit=0) == []
    found = base.papers("BLOOM")
    assert found[0].title is not None
    assert found[0].title.startswith("BLOOM")
    assert base.papers("BLOOM", 2) == found[:2]
    assert len(base.papers("language models", 25)) == 25
    assert base.papers("xqzwv") == []
    assert base.papers("") == []


@pytest.mark.parametrize(
    ("query", "years"),
    [
        ("2023", {2023}),
        (" from 2022?", {2022}),
        ("2022-2023", {2022, 2023}),
        ("since 2023", {2023, 2024, 2025, 2026}),
    ],
)
def test_a_time_finds_its_papers(base: KnowledgeBase, query: str, years: set[int]) -> None:
    """All of them, the newest first, as the question after them lists them."""
    found = base.papers(query)
    stated = [p.bibliography.published.year for p in base.papers()]
    assert len(found) == sum(year in years for year in stated) > 0
    assert base.papers(query, 1) == found[:1]
    asked = base.ask(f"Which papers are {query if 'since' in query else f'from {query}'}?")
    assert isinstance(asked, Answer)
    assert [c.abstract for c in asked.citations] == found[: len(asked.citations)]


def test_a_time_beside_other_words_is_looked_up_as_it_stands(base: KnowledgeBase) -> None:
    """And of a year without papers there are none, whoever writes of it."""
    assert base.papers("BLOOM 2022")[0] == base.papers("BLOOM")[0]
    assert base.papers("1987") == []


def test_papers_are_found_by_identifier_and_by_beginnings(base: KnowledgeBase) -> None:
    """One by its identifier, or none; several by what somebody has begun to type."""
    paper = base.papers(limit=1)[0]
    assert base.abstract(paper.id) == paper
    assert base.abstract("no such id") is None
    assert base.suggest("mixt")[0].title == "Mixtral of Experts"
    assert len(base.suggest("", limit=4)) == 4


@pytest.mark.parametrize(
    "question",
    [
        "",
        " ",
        "\t\n\r ",
        "\x00\x01\x1b",
        "\x7f\x85",
        "\u200b\u200b",
        "\u200b \u200d\ufeff",
        "\u202e\u2066",
        "\u00ad",
        "\u3000",
        "a" * (LONGEST_QUESTION + 1),
        "how many? " * 1000,
    ],
)
def test_what_is_no_question_is_refused(base: KnowledgeBase, question: str) -> None:
    """Nothing to read, or far too much: one line that says what to do."""
    with pytest.raises(QuestionError) as caught:
        base.ask(question)
    assert_one_line(caught.value)
    assert len(str(caught.value)) < 200


@pytest.mark.parametrize(
    "question",
    [
        "How many\x00parameters does\x1bBLOOM\x07have?",
        "How many\nparameters\tdoes\r\nBLOOM have?",
        "\u200bHow many parameters does BLOOM have?\ufeff",
        "  How  many parameters does BLOOM have?  ",
        "How many\u2028parameters does\u202eBLOOM have?",
    ],
)
def test_control_characters_are_blanks(base: KnowledgeBase, question: str) -> None:
    """Inside a question they part words, and the question is read without them."""
    assert base.ask(question) == base.ask("How many parameters does BLOOM have?")


def test_the_longest_question_is_asked(base: KnowledgeBase) -> None:
    """Two thousand characters are a question still."""
    assert isinstance(base.ask("x" * LONGEST_QUESTION), Abstention)


def test_an_outcome_tells_its_version_and_time(base: KnowledgeBase) -> None:
    """Answer and abstention carry both."""
    for question in ("How many parameters does BLOOM have?", "what do unicorns eat"):
        outcome = base.ask(question)
        assert outcome.knowledge_version == base.knowledge_version
        assert 0 < outcome.elapsed_ms < 60_000


def test_a_good_page_is_stored_beside_bad_ones(tmp_path: Path) -> None:
    """Missing and binary pages are reported with file, line and reason; the good one is stored."""
    good = abstract_page(tmp_path / "good.txt", ZEBRA)
    binary = tmp_path / "noise.txt"
    binary.write_bytes(bytes(range(256)) * 20)
    missing = tmp_path / "missing.txt"
    with empty(tmp_path / "data") as base:
        report = base.ingest([missing, binary, good])
        assert [p.text for p in base.papers()] == [ZEBRA]
    assert (report.records, report.abstracts_added) == (1, 1)
    assert [(r.file, r.line) for r in report.rejected] == [(str(missing), 1), (str(binary), 1)]
    assert all("\n" not in str(r.reason) and str(r.reason).endswith(".") for r in report.rejected)


def test_a_bad_record_does_not_hide_its_page(tmp_path: Path) -> None:
    """A record that cannot be read is reported at its line; its neighbours are stored."""
    page = listing_page(
        tmp_path / "list.txt",
        ("CLOct 27, 2022", "ZebrafishAnn Lindqvist, Bo Ekman", ZEBRA),
        ("CLOct 28, 2022", "OtterBenchAnn Lindqvist, Bo Ekman", ""),
        ("CLOct 29, 2022", "FloodsAnn Lindqvist, Bo Ekman", OTTER),
    )
    with empty(tmp_path / "data") as base:
        report = base.ingest([page])
        assert {p.text for p in base.papers()} == {ZEBRA, OTTER}
    (rejected,) = report.rejected
    assert isinstance(rejected, Rejection)
    assert rejected.file == str(page)
    assert rejected.line in {4, 5, 6}


def test_doubts_are_told_with_file_and_line(tmp_path: Path) -> None:
    """A record whose title is uncertain is stored, and that is reported."""
    page = listing_page(tmp_path / "list.txt", ("CLOct 27, 2022", "on the swimming of fish", ZEBRA))
    with empty(tmp_path / "data") as base:
        report = base.ingest([page])
        assert len(base.papers()) == 1
    (doubt,) = report.doubts
    assert doubt.file == str(page)
    assert doubt.line in {1, 2}
    assert doubt.reason
