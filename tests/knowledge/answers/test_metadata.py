import datetime as dt
from pathlib import Path

import pytest

from knowledge.answers.metadata import (
    MOST_LISTED,
    NEVER_IN_AN_ABSTRACT,
    UNSTATED,
    listed,
    newest_first,
    stated,
)
from knowledge.base import KnowledgeBase
from knowledge.model import Abstention, Abstract, Answer, Published
from knowledge.questions.question import Intent
from knowledge.questions.topics import called
from tests.knowledge.shelf import ZEBRA, abstract, abstract_page, listing_page

LISTED = abstract(
    ZEBRA,
    title="Zebrafish",
    authors=("Ann Li", "Bo Ek"),
    affiliations=("mit", "eth"),
    categories=("CL", "AI"),
    published=Published("Oct 27, 2022", dt.date(2022, 10, 27)),
    has_code=True,
)
BARE = abstract(ZEBRA)


@pytest.mark.parametrize(
    ("intent", "sentence", "short"),
    [
        (Intent.AUTHORS, "“Zebrafish” is by Ann Li, Bo Ek.", "Ann Li, Bo Ek"),
        (Intent.WRITERS, "“Zebrafish” is by Ann Li, Bo Ek.", "Ann Li, Bo Ek"),
        (Intent.FIRST_AUTHOR, "The first author of “Zebrafish” is Ann Li.", "Ann Li"),
        (Intent.LAST_AUTHOR, "The last author of “Zebrafish” is Bo Ek.", "Bo Ek"),
        (Intent.PUBLISHED, "“Zebrafish” is dated Oct 27, 2022.", "Oct 27, 2022"),
        (Intent.CATEGORY, "“Zebrafish” is listed under CL, AI.", "CL, AI"),
        (Intent.AFFILIATION, "“Zebrafish” is listed with mit, eth.", "mit, eth"),
        (Intent.CODE, "“Zebrafish” is listed with code.", "with code"),
        (Intent.TITLE, "The title is “Zebrafish”.", "Zebrafish"),
    ],
)
def test_what_sources_state_is_said(intent: Intent, sentence: str, short: str) -> None:
    """Each intent has its sentence, with the short answer marked and the paper cited."""
    said = stated(intent, LISTED)
    assert said is not None
    (statement,), (citation,) = said.statements, said.citations
    assert statement.text == sentence
    assert statement.short is not None
    assert statement.short.of(sentence) == said.short == short
    assert statement.citations == (citation.n,)
    assert (citation.abstract, citation.span, citation.quote) == (LISTED, None, None)


@pytest.mark.parametrize("intent", UNSTATED)
def test_nothing_is_invented(intent: Intent) -> None:
    """Where no source states it, nothing is said."""
    assert stated(intent, BARE) is None


def test_what_is_only_stated_is_missing_in_words() -> None:
    """For whatever an abstract never tells there are words to say that it is unknown."""
    assert set(UNSTATED) >= NEVER_IN_AN_ABSTRACT


def test_a_date_without_a_year_says_so() -> None:
    """The year is not guessed, and that is said."""
    said = stated(Intent.PUBLISHED, abstract(ZEBRA, title="Z", published=Published("Mar 26")))
    assert said is not None
    assert said.statements[0].text == "“Z” is dated Mar 26; its source gives no year."
    assert said.short == "Mar 26"


def test_a_date_without_words_is_written_out() -> None:
    """A date that no page words is given as year, month and day."""
    said = stated(Intent.PUBLISHED, abstract(ZEBRA, published=Published(None, dt.date(2023, 3, 1))))
    assert said is not None
    assert said.short == "2023-03-01"


def test_a_list_cut_short_has_no_last_author() -> None:
    """After "et al." the last author is unknown; the list says that it is cut."""
    cut = abstract(ZEBRA, title="Z", authors=("Ann Li", "Bo Ek"), et_al=True)
    assert stated(Intent.LAST_AUTHOR, cut) is None
    said = stated(Intent.AUTHORS, cut)
    assert said is not None
    assert said.statements[0].text == "“Z” is by Ann Li, Bo Ek et al."


def test_an_untitled_paper_goes_by_its_label() -> None:
    """No title is made up: the opening words and the place stand for it."""
    assert called(BARE) == BARE.label
    assert called(LISTED) == "“Zebrafish”"
    assert "Zebrafish, a compact" in called(BARE)


def test_a_list_of_one_is_a_short_answer() -> None:
    """One paper is the answer itself."""
    said = listed("Papers by Ann Li", [LISTED])
    assert said.statements[0].text == "Papers by Ann Li: “Zebrafish”"
    assert said.short == "Zebrafish"
    assert said.statements[0].short is not None
    assert said.statements[0].short.of(said.statements[0].text) == "Zebrafish"


def test_a_long_list_tells_how_many_are_left_out() -> None:
    """At most ten are named, each with its citation; the others are counted."""
    papers = [abstract(f"Text {n}.", title=f"Paper {n}") for n in range(MOST_LISTED + 3)]
    said = listed("Papers in CL", papers)
    assert len(said.statements) == len(said.citations) == MOST_LISTED
    assert said.statements[0].text == "Papers in CL: “Paper 0”"
    assert said.statements[-1].text == "“Paper 9” (and 3 more)"
    assert [c.abstract for c in said.citations] == papers[:MOST_LISTED]
    assert [s.citations for s in said.statements] == [(c.n,) for c in said.citations]
    assert said.short is None


def test_an_untitled_paper_in_a_list_goes_by_its_label() -> None:
    """Labels have their own quotation marks."""
    assert listed("Papers of 2022", [BARE]).statements[0].text == f"Papers of 2022: {BARE.label}"


def test_newest_papers_come_first() -> None:
    """By date, then by label; those without a year last."""

    def dated(title: str, *day: int) -> Abstract:
        when = Published("x", dt.date(*day) if day else None)
        return abstract(title, title=title, published=when)

    papers = [dated("d"), dated("b", 2022, 1, 1), dated("a", 2022, 1, 1), dated("c", 2023, 1, 1)]
    assert [p.title for p in newest_first(papers)] == ["c", "a", "b", "d"]


@pytest.fixture
def shelf(tmp_path: Path) -> KnowledgeBase:
    """A base with two listed papers of one author and one bare abstract."""
    page = listing_page(
        tmp_path / "list.txt",
        (
            "CLOct 27, 2022Code",
            "Zebrafish: Forecasts for RiversAnn Lindqvist, Bo Ekman et al. · stanford, allen-ai",
            "We introduce Zebrafish, a compact model for river forecasts. It is small.",
        ),
        (
            "AIMar 26",
            "Troutnet: Detection of Fish in LakesAnn Lindqvist, Carla Moreno",
            "We introduce Troutnet, a detector of fish in deep lakes. It sees at night.",
        ),
    )
    bare = abstract_page(tmp_path / "bare.txt", "We present OtterBench, a benchmark of feeding.")
    opened = KnowledgeBase.open(tmp_path / "data", seed=False)
    opened.ingest([page, bare])
    return opened


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("Who wrote the Zebrafish paper?", "Ann Lindqvist, Bo Ekman et al."),
        ("who are the authors of Troutnet?", "Ann Lindqvist, Carla Moreno"),
        ("who is the first author of Zebrafish", "Ann Lindqvist"),
        ("last author of Troutnet?", "Carla Moreno"),
        ("when was Zebrafish published?", "Oct 27, 2022"),
        ("when was Troutnet published?", "Mar 26"),
        ("which category is Zebrafish listed under", "CL"),
        ("what are the affiliations of the Zebrafish authors", "stanford, allen-ai"),
        ("is there code for Zebrafish?", "with code"),
        ("year of Zebrafish", "Oct 27, 2022"),
        ("who wrote the Zebrafsh paper?", "Ann Lindqvist, Bo Ekman et al."),
        ("who wrote troutnt?", "Ann Lindqvist, Carla Moreno"),
        ("title of the paper on deep lakes and fish?", "Troutnet: Detection of Fish in Lakes"),
        ("papers from Stanford", "Zebrafish: Forecasts for Rivers"),
        ("papers by Carla Moreno", "Troutnet: Detection of Fish in Lakes"),
        ("papers by Bo Ekman", "Zebrafish: Forecasts for Rivers"),
        ("which papers are listed under AI?", "Troutnet: Detection of Fish in Lakes"),
        ("papers published in 2022", "Zebrafish: Forecasts for Rivers"),
        ("papers in October 2022", "Zebrafish: Forecasts for Rivers"),
        ("who is Carla Moreno?", "Troutnet: Detection of Fish in Lakes"),
    ],
)
def test_questions_are_answered_from_the_sources(
    shelf: KnowledgeBase, question: str, short: str
) -> None:
    """The whole way from a page to who, when, where and which papers, without a quote."""
    answer = shelf.ask(question)
    shelf.close()
    assert isinstance(answer, Answer)
    assert answer.short_answer == short
    assert all(citation.span is None for citation in answer.citations)


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("who made Lantern 7B?", "Ann Lindqvist, Bo Ekman"),
        ("when was Lantern 7B released?", "Oct 27, 2022"),
        ("who made Lantern?", None),
        ("who lit the lantern?", None),
    ],
)
def test_a_title_with_a_number_is_a_name(tmp_path: Path, question: str, short: str | None) -> None:
    """Though its words are those of the language; without the number they name no paper."""
    page = listing_page(
        tmp_path / "list.txt",
        (
            "CLOct 27, 2022Code",
            "Lantern 7BAnn Lindqvist, Bo Ekman",
            "We introduce Lantern 7B v0.1, a model of seven billion parameters. It is fast.",
        ),
    )
    opened = KnowledgeBase.open(tmp_path / "data", seed=False)
    opened.ingest([page])
    reply = opened.ask(question)
    opened.close()
    assert (reply.short_answer if isinstance(reply, Answer) else None) == short


def test_all_papers_of_an_author_are_listed(shelf: KnowledgeBase) -> None:
    """Both papers are named, the one without a year last."""
    answer = shelf.ask("papers by Ann Lindqvist")
    shelf.close()
    assert isinstance(answer, Answer)
    titles = ["Zebrafish: Forecasts for Rivers", "Troutnet: Detection of Fish in Lakes"]
    assert [c.abstract.title for c in answer.citations] == titles


@pytest.mark.parametrize(
    "question",
    [
        "who wrote the OtterBench paper?",
        "who is the first author of OtterBench",
        "who is the last author of OtterBench",
        "when was OtterBench published?",
        "which category is OtterBench in",
        "affiliations of the OtterBench authors",
        "what is the title of the paper on OtterBench?",
        "who is the last author of Zebrafish",
        "what are the affiliations of the Troutnet authors",
        "is there code for Troutnet?",
    ],
)
def test_what_no_source_states_is_said_to_be_unknown(shelf: KnowledgeBase, question: str) -> None:
    """The paper is there, and what is missing is named; nothing is made up."""
    abstention = shelf.ask(question)
    shelf.close()
    assert isinstance(abstention, Abstention)
    assert "no source states" in str(abstention.reason)
    assert abstention.nearest


@pytest.mark.parametrize(
    "question",
    ["who wrote the Unicorn paper?", "first author of the goblin study", "papers by Zoltan Kovacs"],
)
def test_papers_that_are_not_there_have_no_authors(shelf: KnowledgeBase, question: str) -> None:
    """Another paper's authors are no answer."""
    outcome = shelf.ask(question)
    shelf.close()
    assert isinstance(outcome, Abstention)
