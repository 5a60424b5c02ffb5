import datetime as dt
from functools import reduce
from itertools import permutations
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.dedup import abstract_id, abstract_of, deduplicate, merge
from knowledge.model import Abstract, Published, Record, Source
from tests.knowledge.making import VARIANTS, record, records, same_abstract


def merged(*met: Record) -> Abstract:
    """The abstract of records of one abstract, the same in whichever order they are merged."""
    outcomes = {reduce(merge, map(abstract_of, order)) for order in permutations(met)}
    (abstract,) = outcomes
    return abstract


@given(same_abstract, same_abstract, same_abstract)
def test_merging_is_associative(a: Record, b: Record, c: Record) -> None:
    """How merges are grouped makes no difference."""
    x, y, z = map(abstract_of, (a, b, c))
    assert merge(merge(x, y), z) == merge(x, merge(y, z))


@given(same_abstract, same_abstract)
def test_merging_is_commutative_and_idempotent(a: Record, b: Record) -> None:
    """Neither the order nor a repetition makes a difference."""
    x, y = map(abstract_of, (a, b))
    both = merge(x, y)
    assert both == merge(y, x)
    assert merge(both, x) == merge(y, both) == merge(both, both) == both


@given(st.lists(records, max_size=8), st.randoms(use_true_random=False))
def test_deduplication_does_not_depend_on_order(met: list[Record], shuffle: Random) -> None:
    """The same records in any order, or twice, make the same abstracts."""
    shuffled = [*met, *met]
    shuffle.shuffle(shuffled)
    assert deduplicate(shuffled) == deduplicate(met)


@given(st.lists(same_abstract, min_size=1, max_size=6))
def test_nothing_stated_is_lost_and_nothing_invented(met: list[Record]) -> None:
    """Each field is one that a record states, and is missing only where none states it."""
    (abstract,) = deduplicate(met).values()
    stated = [abstract_of(each).bibliography for each in met]
    assert abstract.title in {each.title for each in stated}
    assert (abstract.title is None) == all(each.title is None for each in stated)
    assert abstract.bibliography.published in {each.published for each in stated}
    assert set(abstract.bibliography.categories) == {c for each in stated for c in each.categories}
    assert set(abstract.sources) == {each.source for each in met}
    assert abstract.text in {each.text for each in met}


def test_an_abstract_met_bare_and_listed_has_the_listing_and_both_sources() -> None:
    """A bare page adds its source and takes nothing away."""
    listed = record(
        "BLOOM is open.",
        file="list.txt",
        line=7,
        title="BLOOM: A Model",
        authors=("BigScience Workshop", "Teven Le Scao"),
        et_al=True,
        published=Published("Nov 9, 2022", dt.date(2022, 11, 9)),
    )
    abstract = merged(record("Abstract: BLOOM is open.", file="bare.txt", line=3), listed)
    assert abstract.text == "BLOOM is open."
    assert abstract.bibliography == listed.bibliography
    assert abstract.sources == (Source("bare.txt", 3), Source("list.txt", 7))


def test_ids_are_of_the_canonical_text() -> None:
    """Variants of one text share their id of 16 hex digits; another text has another."""
    assert len({abstract_id(text) for text in VARIANTS}) == 1
    assert abstract_id("Another text.") != abstract_id(VARIANTS[0])
    assert len(abstract_id("")) == len(f"{int(abstract_id('x'), 16):016x}") == 16


@pytest.mark.parametrize(
    ("kept", "other"),
    [
        ("Efficient models work.", "Eﬃcient models work."),
        ("Models work.", "Models  work."),
        ("Models work.", "MODELS WORK."),
        ("Models work.", "models work."),
        ("MODELS Work.", "Models Work."),
    ],
)
def test_the_text_kept_is_the_plainest(kept: str, other: str) -> None:
    """Of variants, the one in plain characters, then the shortest, then in mixed case stays."""
    assert merged(record(kept), record(other)).text == kept


@pytest.mark.parametrize(
    ("kept", "other"),
    [
        ({"title": "BLOOM"}, {}),
        ({"title": "BLOOM: A Model"}, {"title": "BLOOM"}),
        ({"title": "A"}, {"title": "B"}),
        ({"authors": ("A", "B"), "et_al": True}, {"authors": ("Cy Oz",)}),
        ({"authors": ("Ann Li",)}, {"authors": ("A. Li",)}),
        ({"authors": ("Ann Li",), "et_al": True}, {"authors": ("Ann Li",)}),
        ({"published": Published("Mar 26")}, {}),
        ({"published": Published("x", dt.date(2022, 1, 1))}, {"published": Published("Mar 26 x")}),
        (
            {"published": Published(None, dt.date(2021, 1, 1))},
            {"published": Published("2022", dt.date(2022, 1, 1))},
        ),
        ({"affiliations": ("mit", "eth")}, {"affiliations": ("eth", "mit")}),
        ({"affiliations": ("mit", "eth")}, {"affiliations": ("eth",)}),
        ({"has_code": True}, {"has_code": False}),
        ({"url": "https://a.org/1"}, {"url": None}),
        ({"url": "https://a.org/1"}, {"url": "https://a.org/1?x"}),
    ],
)
def test_of_two_statements_the_fuller_is_kept(kept: dict[str, Any], other: dict[str, Any]) -> None:
    """A stated field wins over a missing one, and the fuller over the poorer."""
    abstract = merged(record("Text.", **kept), record("Text.", **other))
    assert abstract.bibliography == record("Text.", **kept).bibliography


def test_affiliations_and_categories_are_united() -> None:
    """What different sources state of these is all true, and all kept."""
    first = record("Text.", affiliations=("mit", "eth", "mit"), categories=("CL",))
    abstract = merged(first, record("Text.", affiliations=("inria",), categories=("AI",)))
    assert abstract.bibliography.affiliations == ("eth", "inria", "mit")
    assert abstract.bibliography.categories == ("AI", "CL")


def test_a_title_in_doubt_gives_way_to_a_sure_one() -> None:
    """A whole line kept as a title, although longer, loses to a title that a reader was sure of."""
    doubtful = record("Text.", title="BLOOMAnn Li, Bo Ek", doubt="Where do the names begin?")
    assert merged(doubtful).bibliography.title_in_doubt
    abstract = merged(doubtful, record("Text.", title="BLOOM"))
    assert abstract.title == "BLOOM"
    assert not abstract.bibliography.title_in_doubt


def test_empty_fields_are_missing_ones() -> None:
    """An empty title, address or date is none."""
    stated = abstract_of(record("Text.", title="", url="", published=Published(""))).bibliography
    assert (stated.title, stated.url, stated.published) == (None, None, Published())


def test_what_no_database_can_hold_is_replaced() -> None:
    """Lone surrogates become U+FFFD; everything else stays to the character."""
    abstract = abstract_of(
        record("é\ud800 \U0001f600 \x00", file="p\udcff.txt", authors=("\udfffé",))
    )
    assert abstract.text == "é\ufffd \U0001f600 \x00"
    assert abstract.sources[0].file == "p\ufffd.txt"
    assert abstract.bibliography.authors == ("\ufffdé",)


def test_different_abstracts_are_not_merged() -> None:
    """Merging two abstracts with different ids is a mistake of the caller."""
    with pytest.raises(ValueError, match="different abstracts"):
        merge(abstract_of(record("One.")), abstract_of(record("Two.")))
