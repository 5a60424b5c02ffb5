from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.store import Store
from tests.knowledge.making import numbered, record


@pytest.fixture
def store(place: Path | str) -> Iterator[Store]:
    """A base with a few papers, one of them without a title."""
    papers = [
        record(
            "a", title="The BigScience ROOTS Corpus: A 1.6TB Dataset", authors=("Hugo Laurençon",)
        ),
        record("b", title="BLOOM: A 176B-Parameter Model", authors=("Teven Le Scao", "Ångström Ö")),
        record("c", title="Voxtral", authors=("Alexander H. Liu",)),
        record("We introduce Magistral, a first reasoning model of ours today."),
        record("d", title="On Voxtral and Roots"),
    ]
    with Store.open(place, create=True) as opened:
        opened.add("base", papers)
        yield opened


@pytest.mark.parametrize(
    ("prefix", "labels"),
    [
        ("blo", ["BLOOM"]),
        ("BLOOM: A 176b-p", ["BLOOM"]),
        ("param 176", ["BLOOM"]),
        ("SCAO te", ["BLOOM"]),
        ("laurencon", ["The Big"]),
        ("LAURENÇ", ["The Big"]),
        ("angstrom", ["BLOOM"]),
        ("1.6tb", ["The Big"]),
        ("vox", ["Voxtral", "On Vox"]),
        ("roots", ["The Big", "On Vox"]),
        ("introduce magis", ["“We introduce"]),
        ("today", []),
        ("oom", []),
        ("bloom voxtral", []),
    ],
)
def test_every_typed_word_begins_a_word(store: Store, prefix: str, labels: list[str]) -> None:
    """Titles, authors and opening words match by word beginnings, whatever case and accents."""
    found = [abstract.label for abstract in store.suggest("base", prefix)]
    assert len(found) == len(labels)
    assert all(label.startswith(begun) for label, begun in zip(found, labels, strict=True))


@pytest.mark.parametrize("prefix", ["", "  ", "?!", "\x00", "\ud800", "\ue0001"])
def test_nothing_typed_gives_the_first_stored(store: Store, prefix: str) -> None:
    """Without a letter or digit to go by, the first in stored order are suggested."""
    found = [abstract.text for abstract in store.suggest("base", prefix, limit=2)]
    assert found == ["a", "b"]


@pytest.mark.parametrize(
    "prefix", ['"', 'blo" OR "a', "a* NOT b", "NEAR(a b)", "words:a", "^a", "-a"]
)
def test_what_is_typed_is_no_query_language(store: Store, prefix: str) -> None:
    """Operators of the full-text index are plain characters here."""
    assert isinstance(store.suggest("base", prefix), list)


def test_a_long_text_is_looked_up_too(store: Store) -> None:
    """Ten thousand words neither fail nor find what they do not name."""
    assert store.suggest("base", "nothing " * 10_000) == []


def test_no_more_than_the_limit(store: Store) -> None:
    """At most 25 by default, those whose title begins with the words first."""
    store.add("base", [*numbered(0, 300), record("late", title="Late subject")])
    assert len(store.suggest("base", "subject")) == 25
    assert store.suggest("base", "subject 29", limit=3)[0].title == "Subject 29"
    assert [a.title for a in store.suggest("base", "late s")] == ["Late subject"]


def test_a_new_title_is_found_and_the_old_one_no_more(store: Store) -> None:
    """The index follows when a fuller title replaces a poorer one."""
    store.add("base", [record("c", title="Voxtral Speech Understanding")])
    assert [a.text for a in store.suggest("base", "understanding")] == ["c"]
    store.add(
        "base",
        [record("We introduce Magistral, a first reasoning model of ours today.", title="M")],
    )
    assert store.suggest("base", "introduce") == []
