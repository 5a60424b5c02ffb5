"""Markup in texts, made plain."""

import pytest

from knowledge.formats.fields.facts import Facts, Place, entry, plain
from knowledge.formats.fields.markup import unheaded, unlabelled
from knowledge.model import Record


@pytest.mark.parametrize(
    ("exported", "read"),
    [
        (
            "every ##IMG## [http://ej.iop.org/images/aj1ieqn5.gif] {${384.8}_{-0.1}^{+0.2}$} days",
            "every ${384.8}_{-0.1}^{+0.2}$ days",
        ),
        ("of ##IMG## [http://ej.iop.org/images/aj1ieqn5.gif] width", "of width"),
        (
            "<Heading>Aims</Heading><Emphasis>E. coli</Emphasis> at 10<Superscript>5</Superscript>",
            "Aims: E. coli at 10^5",
        ),
        ("the marks ##IMG## and [1] {$x$} stay", "the marks ##IMG## and [1] {$x$} stay"),
    ],
)
def test_the_markup_of_a_publisher_goes(exported: str, read: str) -> None:
    """A formula given as a picture is given as its TeX, without the address of the picture."""
    assert plain(exported) == read


def test_letters_and_accents_that_are_written_apart_become_one() -> None:
    """So a name is found as people type it, in a text and among several."""
    apart = "Les je\u0301suites"
    assert plain(apart) == "Les jésuites"
    made = entry(Facts(title=apart, abstract=f"{apart}. " * 9), Place("a.ris", "a.ris"), 1)
    assert isinstance(made, Record)
    assert made.bibliography.title == "Les jésuites"


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("Abstract: Tides rise.", "Tides rise."),
        ("Abstract\nTides rise.", "Tides rise."),
        ("Abstract — Tides rise.", "Tides rise."),
        ("ABSTRACT Tides rise.", "Tides rise."),
        ("Abstract We saw tides.", "We saw tides."),
        ("Abstract interpretation is sound.", "Abstract interpretation is sound."),
        ("Abstract Meaning Representations.", "Abstract Meaning Representations."),
        ("ABSTRACT MEANING is one.", "ABSTRACT MEANING is one."),
    ],
)
def test_the_label_of_an_abstract_is_none_of_its_words(written: str, text: str) -> None:
    """With a colon or without, but a word that begins the text stays."""
    assert unlabelled(unheaded(written)) == text
