import pytest

from knowledge.reader.reading import content_terms, read
from tests.knowledge.shelf import OTTER, ZEBRA, abstract, reading


def names(text: str, title: str | None = None) -> set[str]:
    """The terms of the names of what a text presents."""
    return set(reading(text, title=title).names)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("We introduce Zebrafish, a model.", "zebrafish"),
        ("This paper presents Zebrafish.", "zebrafish"),
        ("We propose a new method Zebrafish.", "zebrafish"),
        ("We release the Zebrafish corpus.", "zebrafish"),
        ("A model called Zebrafish is shown.", "zebrafish"),
        ("A model named Zebrafish is shown.", "zebrafish"),
        ("It is dubbed Zebrafish by us.", "zebrafish"),
        ("A set termed ZebraSet is shown.", "zebraset"),
        ("They unveiled Zebrafish.", "zebrafish"),
        ("We introduce a novel benchmark Zebrafish.", "zebrafish"),
        ("We present Trout and Zebrafish.", "zebrafish"),
        ("Our method, Zebrafish, is fast.", "zebrafish"),
        ("Our new model Zebrafish is fast.", "zebrafish"),
        ("Our framework called Zebrafish is fast.", "zebrafish"),
        ("We introduce Zebra 3 today.", "zebra3"),
        ("We introduce iZebra today.", "izebra"),
        ("This text describes ZebraNet only.", "zebranet"),
        ("The river model Zebra-2 floods.", "zebra2"),
    ],
)
def test_what_is_presented_is_called_by_its_name(text: str, name: str) -> None:
    """The name of what an abstract presents is found by the words that present it."""
    assert name in names(text)


@pytest.mark.parametrize(
    "text",
    [
        "We introduce a simple approach.",
        "Fish swim in rivers.",
        "In Kenya, people fish.",
    ],
)
def test_what_has_no_name_is_called_nothing(text: str) -> None:
    """Kinds of things and common words are no names."""
    assert names(text) == set()


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Zebrafish", {"zebrafish"}),
        ("Zebrafish 7B", {"zebrafish", "7b", "zebrafish7b"}),
        ("Zebrafish: A Model of Rivers in Spring", {"zebrafish"}),
        ("The Zebra of Lakes", set()),
        ("A Study of the Rivers in Kenya: Much Water", set()),
    ],
)
def test_a_title_may_be_a_name(title: str, expected: set[str]) -> None:
    """A short title, or what stands before its colon, names what is presented."""
    found = names("Fish swim in rivers.", title)
    assert found == expected


def test_a_reading_holds_every_sentence_and_the_title() -> None:
    """The terms of an abstract are those of its sentences and its title."""
    read_ = reading(ZEBRA, title="River Forecasts")
    assert "".join(s.sentence.text for s in read_.sentences).replace(" ", "") == ZEBRA.replace(
        " ", ""
    )
    assert read_.terms == content_terms("River Forecasts " + ZEBRA)
    assert read_.title_terms == content_terms("River Forecasts")


def test_neighbours_pass_over_stop_words() -> None:
    """Words with only stop words between them are neighbours; those farther apart are not."""
    pairs = reading("Otters eat the fish in cold rivers.").sentences[0].pairs
    assert ("eat", "fish") in pairs
    assert ("fish", "cold") in pairs
    assert ("fish", "eat") not in pairs
    assert ("otter", "river") not in pairs


def test_an_abstract_is_read_once() -> None:
    """The same abstract gives the same reading."""
    assert read(abstract(OTTER)) is read(abstract(OTTER))


def test_an_abstract_without_words_reads_empty() -> None:
    """Nothing to read is no error."""
    empty = reading("  ")
    assert (empty.sentences, empty.terms, empty.called) == ((), frozenset(), ())
