import datetime as dt

import pytest

from knowledge.catalogue import MemoryCatalogue, name_words
from knowledge.model import Published
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
SHELF = MemoryCatalogue([FIRST, SECOND, THIRD])


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
def test_an_author_is_found_by_words_of_the_name(asked: str, name: str | None) -> None:
    """Case, accents and order do not matter, nor a slip beside another word; two are nobody."""
    found = SHELF.author(asked)
    assert (found[0] if found else None) == name


def test_the_papers_of_an_author_are_all_given() -> None:
    """Every paper with the name, in stored order."""
    assert SHELF.author("José Núñez") == ("José Núñez", [FIRST.id, SECOND.id], 2)


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
def test_a_whole_name_in_a_question_is_found(question: str, name: str | None) -> None:
    """A first and a last name name an author; one of them alone may be a word."""
    found = SHELF.author_in(question)
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
def test_an_affiliation_is_found_however_it_is_written(asked: str, name: str | None) -> None:
    """Blanks, hyphens and case do not matter; parts of words do not count."""
    found = SHELF.affiliation(asked)
    assert (found[0] if found else None) == name


@pytest.mark.parametrize(
    ("asked", "code"),
    [("CL", "CL"), ("cl", "CL"), ("cs.CL", "CL"), (" ai ", "AI"), ("XX", None), ("", None)],
)
def test_a_category_is_found_by_its_code(asked: str, code: str | None) -> None:
    """Case and a leading archive do not matter."""
    found = SHELF.category(asked)
    assert (found[0] if found else None) == code


def test_the_papers_of_a_category_are_all_given() -> None:
    """Every paper listed under it."""
    assert SHELF.category("CL") == ("CL", [FIRST.id, SECOND.id], 2)


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
def test_papers_are_found_by_their_date(asked: str, found: list[str]) -> None:
    """A year, or a month and a year; a paper whose year is unknown is in none."""
    outcome = SHELF.published_in(asked)
    assert outcome is not None
    assert outcome[1] == found


@pytest.mark.parametrize("asked", ["October", "", "year 12", "20223"])
def test_a_date_needs_a_year(asked: str) -> None:
    """Without a year, nothing is looked up."""
    assert SHELF.published_in(asked) is None


def test_names_are_compared_folded() -> None:
    """Words of a name: lower case, no accents, no punctuation."""
    assert name_words("Léo O’Neil-Smith, Jr.") == ("leo", "o", "neil", "smith", "jr")


def test_an_empty_catalogue_names_nobody() -> None:
    """Without abstracts nothing is found."""
    empty = MemoryCatalogue([])
    assert empty.author("Ann") is empty.author_in("Ann Li") is empty.affiliation("mit") is None
