import datetime as dt
from pathlib import Path

import pytest

from knowledge.model import Published
from knowledge.search.catalogue.catalogue import Catalogue, MemoryCatalogue
from knowledge.search.catalogue.keys import name_words
from knowledge.search.index.disk_catalogue import DiskCatalogue
from tests.knowledge.search.index.making import on_disk
from tests.knowledge.shelf import abstract

FIRST = abstract(
    "First.",
    authors=("Ann B. Lindqvist", "José Núñez"),
    affiliations=("allen-ai", "mit"),
    categories=("CL", "AI"),
    published=Published("Oct 27, 2022", dt.date(2022, 10, 27)),
)
SECOND = abstract(
    "Second.",
    authors=("José Núñez", "Wei Wang", "Anna Wang", "Li-Ming O'Neil"),
    affiliations=("allen-ai",),
    categories=("CL",),
    published=Published("Mar 1, 2023", dt.date(2023, 3, 1)),
)
THIRD = abstract("Third.", published=Published("Oct 3"))
PAPERS = sorted([FIRST, SECOND, THIRD], key=lambda paper: paper.id)


@pytest.fixture(scope="module", params=["memory", "disk"])
def shelf(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """The same papers in memory and on disk."""
    if request.param == "memory":
        return MemoryCatalogue(PAPERS)
    return on_disk(tmp_path_factory.mktemp("index"), PAPERS).catalogue


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("Ann B. Lindqvist", "Ann B. Lindqvist"),
        ("ann lindqvist", "Ann B. Lindqvist"),
        ("Lindqvist", "Ann B. Lindqvist"),
        ("lindqvist ann", "Ann B. Lindqvist"),
        ("ann lindqist", "Ann B. Lindqvist"),
        ("Ann Lindkvist", "Ann B. Lindqvist"),
        ("Lindqist", None),
        ("jose nunez", "José Núñez"),
        ("NÚÑEZ", "José Núñez"),
        ("wei wang", "Wei Wang"),
        ("Wei Wang?", "Wei Wang"),
        ("li-ming", "Li-Ming O'Neil"),
        ("wang", None),
        ("Bob Lindqvist", None),
        ("Lindqxxt", None),
        ("jos", None),
        ("nobody", None),
        ("", None),
        ("?!", None),
    ],
)
def test_an_author_is_found_by_words_of_the_name(
    shelf: Catalogue, asked: str, name: str | None
) -> None:
    """Case, accents and order do not matter, nor a slip beside another word; two are nobody."""
    found = shelf.author(asked)
    assert (found[0] if found else None) == name


def test_the_papers_of_an_author_are_all_given(shelf: Catalogue) -> None:
    """Every paper with the name."""
    name, ids, total = shelf.author("José Núñez") or ("", [], 0)
    assert (name, set(ids), total) == ("José Núñez", {FIRST.id, SECOND.id}, 2)


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("what did José Núñez write?", "José Núñez"),
        ("is wei wang in it", "Wei Wang"),
        ("did Ann Lindqvist write it", "Ann B. Lindqvist"),
        ("what did Wang write?", None),
        ("what did Jose write?", None),
        ("who wrote it", None),
    ],
)
def test_a_whole_name_in_a_question_is_found(
    shelf: Catalogue, question: str, name: str | None
) -> None:
    """A first and a last name name an author; one of them alone may be a word."""
    found = shelf.author_in(question)
    assert (found[0] if found else None) == name


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("allen-ai", "allen-ai"),
        ("Allen AI", "allen-ai"),
        ("AllenAI", "allen-ai"),
        ("the MIT", "mit"),
        ("people at Allen AI, please", "allen-ai"),
        ("Allen", None),
        ("smith", None),
        ("", None),
    ],
)
def test_an_affiliation_is_found_however_it_is_written(
    shelf: Catalogue, asked: str, name: str | None
) -> None:
    """Blanks, hyphens and case do not matter; parts of words do not count."""
    found = shelf.affiliation(asked)
    assert (found[0] if found else None) == name


@pytest.mark.parametrize(
    ("asked", "code"),
    [("CL", "CL"), ("cl", "CL"), ("cs.CL", "CL"), (" ai ", "AI"), ("XX", None), ("", None)],
)
def test_a_category_is_found_by_its_code(shelf: Catalogue, asked: str, code: str | None) -> None:
    """Case and a leading archive do not matter."""
    found = shelf.category(asked)
    assert (found[0] if found else None) == code


def test_the_papers_of_a_category_are_all_given(shelf: Catalogue) -> None:
    """Every paper listed under it."""
    name, ids, total = shelf.category("CL") or ("", [], 0)
    assert (name, set(ids), total) == ("CL", {FIRST.id, SECOND.id}, 2)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("2022", [FIRST.id]),
        ("2023", [SECOND.id]),
        ("October 2022", [FIRST.id]),
        ("oct 2022", [FIRST.id]),
        ("March 2022", []),
        ("1999", []),
    ],
)
def test_papers_are_found_by_their_date(shelf: Catalogue, asked: str, found: list[str]) -> None:
    """A year, or a month and a year; a paper whose year is unknown is in none."""
    outcome = shelf.published_in(asked)
    assert outcome is not None
    assert outcome[1] == found


@pytest.mark.parametrize("asked", ["October", "", "year 12", "20223"])
def test_a_date_needs_a_year(shelf: Catalogue, asked: str) -> None:
    """Without a year, nothing is looked up."""
    assert shelf.published_in(asked) is None


def test_names_are_compared_folded() -> None:
    """Words of a name: lower case, no accents, no punctuation."""
    assert name_words("Léo O’Neil-Smith, Jr.") == ("leo", "o", "neil", "smith", "jr")


def test_an_empty_catalogue_names_nobody(tmp_path: Path) -> None:
    """Without abstracts nothing is found."""
    for empty in (MemoryCatalogue([]), on_disk(tmp_path, []).catalogue):
        assert empty.author("Ann") is empty.author_in("Ann Li") is empty.affiliation("mit") is None
        assert empty.category("CL") is None
        assert empty.published_in("2022") == ("2022", [], 0)


def test_the_spellings_of_a_place_are_one_place() -> None:
    """Whoever writes it how, its papers are listed together."""
    papers = [
        abstract("One.", affiliations=("Allen AI",)),
        abstract("Two.", affiliations=("allen-ai",)),
    ]
    found = MemoryCatalogue(papers).affiliation("allen ai")
    assert found == ("Allen AI", [paper.id for paper in papers], 2)


def test_of_very_many_papers_the_newest_are_given(tmp_path: Path) -> None:
    """On disk a list ends somewhere, and says how long it is."""
    papers = [
        abstract(
            f"Paper {n}.", categories=("CL",), published=Published("x", dt.date(2000 + n, 1, 1))
        )
        for n in range(9)
    ]
    index = on_disk(tmp_path, papers)
    catalogue = DiskCatalogue(index.searcher, index.counts, most=4)
    assert catalogue.category("CL") == ("CL", sorted(paper.id for paper in papers[5:]), 9)
