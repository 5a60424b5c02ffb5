"""Lists of papers, and how many there are, over a few made-up papers of two fields."""

import pytest

from knowledge.model import Abstention, Abstract, Answer, Published
from knowledge.reasons.remarks import Corrected
from tests.knowledge.shelf import abstract, ask


def paper(title: str, text: str, when: str, field: str, *authors: str) -> Abstract:
    """A paper of a field."""
    dated = Published(when)
    return abstract(text, title=title, authors=authors, published=dated, categories=(field,))


KESTRELS = paper(
    "Nests of kestrels", "Kestrels nest in 40 church towers.", "1994", "ecology", "Ann Li", "Bo Ek"
)
SWIFTS = paper(
    "Swifts over Oslo", "Swifts nest in towers, and we counted 12.", "2014", "ecology", "Ann Li"
)
TOWERS = paper(
    "Towers: a history", "The towers of Oslo were built by guilds.", "2014", "history", "Cy Oz"
)
BELLS = paper("Bells of Oslo", "We date 9 bells by their tone.", "2021", "history", "Cy Oz")
BARE = abstract("Owls hunt at night, and we heard 31 of them in towers.")
PAPERS = [KESTRELS, SWIFTS, TOWERS, BELLS, BARE]


@pytest.mark.parametrize(
    ("question", "listed"),
    [
        ("papers about towers", [TOWERS, SWIFTS, KESTRELS, BARE]),
        ("top 5 papers about bells", [BELLS]),
        ("who wrote about bells?", [BELLS]),
        ("which authors worked on swifts?", [SWIFTS]),
        ("ecology papers", [SWIFTS, KESTRELS]),
        ("papers in ecology", [SWIFTS, KESTRELS]),
        ("history papers before 2020", [TOWERS]),
        ("papers from the 1990s", [KESTRELS]),
        ("papers by Ann Li and Bo Ek", [KESTRELS]),
        ("what did Ann Li write in 2014?", [SWIFTS]),
        ("what did Cy Oz publish since 2020?", [BELLS]),
        ("what is the oldest paper in the base?", [KESTRELS]),
        ("first paper about Oslo", [SWIFTS, TOWERS]),
        ("what came out in 2021?", [BELLS]),
    ],
)
def test_papers_are_listed(question: str, listed: list[Abstract]) -> None:
    """By topic, field, time and people, whichever words ask for them."""
    answer = ask(question, PAPERS)
    assert isinstance(answer, Answer)
    cited = [citation.abstract.label for citation in answer.citations]
    assert sorted(cited) == sorted(each.label for each in listed)
    assert all(citation.span is None for citation in answer.citations)


def test_the_words_of_a_topic_stand_in_a_row() -> None:
    """Where a paper has them so, those that have them apart are on another topic."""
    owls = abstract("We count barn owls.", title="Barn owls")
    barns = abstract("Owls were seen in a barn near mice.", title="Mice")
    for question in ("which papers are about barn owls?", "how many papers are about barn owls?"):
        answer = ask(question, [*PAPERS, barns, owls])
        assert isinstance(answer, Answer)
        assert [citation.abstract for citation in answer.citations] == [owls]
    answer = ask("papers about kestrel towers", PAPERS)
    assert isinstance(answer, Answer)
    assert [citation.abstract for citation in answer.citations] == [KESTRELS]


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("how many papers are in the base?", "5 papers in the base: “Bells of Oslo”"),
        ("how many papers do you have?", "5 papers in the base: “Bells of Oslo”"),
        ("list all papers", "Papers in the base: “Bells of Oslo”"),
        ("how many papers by Cy Oz?", "2 papers by Cy Oz: “Bells of Oslo”"),
        ("how many papers about bells are there?", "1 paper on bells: “Bells of Oslo”"),
        ("how many ecology papers are there?", "2 papers in ecology: “Swifts over Oslo”"),
        ("number of papers from 2021", "1 paper of 2021: “Bells of Oslo”"),
        ("newest paper about Oslo", "Newest paper on Oslo: “Bells of Oslo”"),
        ("oldest paper about Oslo", "Oldest papers on Oslo: “Swifts over Oslo”"),
    ],
)
def test_a_list_says_what_it_is_and_how_many_it_holds(question: str, begins: str) -> None:
    """A question for a number has it as its short answer; no list has a number unasked."""
    answer = ask(question, PAPERS)
    assert isinstance(answer, Answer)
    assert answer.statements[0].text.startswith(begins)
    number = begins.split(maxsplit=1)[0]
    if number.isdigit():
        assert answer.short_answer == number
        assert answer.statements[0].short is not None
        assert answer.statements[0].short.of(answer.statements[0].text) == number


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("papers by Ann Li and Cy Oz", "Ann Li and Cy Oz"),
        ("papers by Kestrel Nestor", "Kestrel Nestor"),
        ("papers by van der Tower", "van der Tower"),
    ],
)
def test_there_is_nothing_by_people_whom_nobody_names(question: str, name: str) -> None:
    """Names are looked up as typed, and never as a word of the abstracts that is like them."""
    reply = ask(question, PAPERS)
    assert isinstance(reply, Abstention)
    assert str(reply.reason) == f"The base has no papers by {name}."
    assert not any(isinstance(note, Corrected) for note in reply.notes)


@pytest.mark.parametrize(
    "question", ["which tower was released in 2014?", "which chapel came out in 2014?"]
)
def test_what_something_in_the_world_is_of_is_no_list(question: str) -> None:
    """Only where nothing but papers may be meant, a year lists them."""
    reply = ask(question, PAPERS)
    assert isinstance(reply, Abstention) or all(c.span for c in reply.citations)


@pytest.mark.parametrize(
    "question",
    [
        "was Swifts over Oslo published in 2021?",
        "did the swifts paper come out before 2000?",
        "has the Oslo swifts article appeared in 2014",
    ],
)
def test_whether_a_paper_is_of_a_year_is_told_by_its_date(question: str) -> None:
    """And not by the papers of that year."""
    answer = ask(question, PAPERS)
    assert isinstance(answer, Answer)
    assert answer.short_answer == "2014"
    assert [c.abstract for c in answer.citations] == [SWIFTS]
