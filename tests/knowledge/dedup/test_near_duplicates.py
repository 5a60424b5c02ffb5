"""One work, once, in a base: however many are written alike, and in whatever order they come."""

import random
from itertools import islice, pairwise, permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.dedup import same_work
from knowledge.model import Abstract, Record
from knowledge.store import Store, sameness
from knowledge.store.sameness import MOST_ALIKE
from tests.bench import large_ingest, planted
from tests.knowledge.dedup.otters import (
    CUT,
    OTHER,
    REVISED,
    SAME_FORM,
    TEXT,
    VOCABULARY,
    record,
)


def in_one_form(count: int) -> list[Record]:
    """Records written in one form, each of a plot of its own."""
    return [
        record(
            f"Plot {n} was visited {n * 7 % 365} days after snow had gone, by two persons who "
            f"counted {n * 13 + 5} sedges and {n * 31 + 2} mosses on {n * 3 + 1} stones, as in all "
            "plots of this survey; see there for how sedges and mosses were told from each other.",
            n + 1,
            title=f"Sedges and mosses of plot {n}",
        )
        for n in range(count)
    ]


def test_copies_are_found_among_texts_of_one_form(tmp_path: Path) -> None:
    """However many are written in one form, each is a work, and its copies are found."""
    made = in_one_form(3 * MOST_ALIKE)
    copies = [
        record(each.text.replace("persons", "people"), 1000 + n, title=each.bibliography.title)
        for n, each in enumerate(made[::9])
    ]
    with Store.open(tmp_path, create=True) as store:
        assert store.add("base", made).abstracts_added == len(made)
        added = store.add("base", copies)
        assert (added.abstracts_added, added.near_duplicates) == (0, len(copies))


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Has an entry for each pair that is compared from now on."""
    pairs: list[int] = []

    def counted(first: Abstract, second: Abstract) -> bool:
        pairs.append(1)
        return same_work(first, second)

    monkeypatch.setattr(sameness, "same_work", counted)
    return pairs


def test_who_is_like_many_is_held_against_few(tmp_path: Path, compared: list[int]) -> None:
    """The pairs that are compared grow with the records, not with their square."""
    counts = []
    for size in (200, 400):
        with Store.open(tmp_path / str(size), create=True) as store:
            compared.clear()
            store.add("base", in_one_form(size))
            counts.append(len(compared))
    assert counts[1] <= 2.3 * counts[0]


def drawn(size: int) -> list[Record]:
    """Records written in one form, filled in with a few words each."""
    made = islice(large_ingest.alike(random.Random(5), VOCABULARY), size)
    return [record(row["text"], n, title=row["title"]) for n, row in enumerate(made, 1)]


def test_of_a_form_those_are_compared_that_share_more_than_chance(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, compared: list[int]
) -> None:
    """Where a few texts have a number, having that alone in common is no reason to compare."""
    made = drawn(150)
    copies = [
        record(planted.typeset(r.text, random.Random(1), ()), 500 + r.source.line) for r in made
    ]
    counts = []
    for few in (MOST_ALIKE, sameness.FEW):
        monkeypatch.setattr(sameness, "FEW", few)
        with Store.open(tmp_path / str(few), create=True) as store:
            compared.clear()
            assert store.add("base", made).near_duplicates == 0
            counts.append(len(compared))
            assert store.add("base", copies).abstracts_added == 0
    assert counts[1] < counts[0] / 2


MADE = [
    record(TEXT, 1, title="Reeds and Roads"),
    record(CUT, 2),
    record(REVISED, 3),
    record(SAME_FORM, 4),
    record(OTHER, 5, identifiers=("doi:10.1/x",)),
    record("A short note.", 6, identifiers=("doi:10.1/x", "pmid:9")),
    record(planted.header_prepended(TEXT, random.Random(3), VOCABULARY), 7),
]


def held(store: Store) -> list[Abstract]:
    """All abstracts of the base, by id."""
    return sorted(store.iterate("base"), key=lambda abstract: abstract.id)


@settings(max_examples=15, deadline=None)
@given(st.permutations(range(len(MADE))), st.lists(st.integers(1, len(MADE)), max_size=3))
def test_order_and_batches_make_no_difference(
    tmp_path_factory: pytest.TempPathFactory, order: list[int], cuts: list[int]
) -> None:
    """However the records come, the abstracts and the knowledge version are the same."""
    bounds = sorted({0, *cuts, len(MADE)})
    folders = [tmp_path_factory.mktemp("base") for _ in range(2)]
    with Store.open(folders[0], create=True) as once, Store.open(folders[1], create=True) as parts:
        once.add("base", MADE)
        for begin, end in pairwise(bounds):
            parts.add("base", [MADE[n] for n in order[begin:end]])
        parts.add("base", [MADE[n] for n in order[:3]])
        assert held(parts) == held(once)
        assert parts.knowledge_version("base") == once.knowledge_version("base")
        assert len(held(once)) == 3


def test_near_duplicates_are_counted(tmp_path: Path) -> None:
    """A report tells new abstracts, exact duplicates and near ones apart."""
    with Store.open(tmp_path, create=True) as store:
        added = store.add("base", [record(TEXT, 1), record(CUT, 2), record(f"  {TEXT}", 3)])
        assert (added.abstracts_added, added.near_duplicates, added.exact_duplicates) == (1, 1, 1)
        later = store.add("base", [record(REVISED, 4), record(OTHER, 5)])
        assert (later.abstracts_added, later.near_duplicates) == (1, 1)


def test_what_was_added_is_what_the_base_gained(tmp_path: Path) -> None:
    """Also where a record makes one work of two: however the records come, the sums are right."""
    parts = [
        record(TEXT, 1),
        record(OTHER, 2, identifiers=("doi:10.1/x",)),
        record(REVISED, 3, identifiers=("doi:10.1/x",)),
        record(SAME_FORM, 4),
    ]
    for number, order in enumerate(permutations(parts)):
        with Store.open(tmp_path / str(number), create=True) as store:
            added = store.add("base", order)
            assert added.abstracts_added == store.statistics("base").abstracts == 2
            assert added.records == 4
            assert added.near_duplicates + added.exact_duplicates == 2


def test_undoing_an_ingest_parts_what_it_joined(tmp_path: Path) -> None:
    """Two works that only a third statement held together are two again without it."""
    with Store.open(tmp_path, create=True) as store:
        store.add("base", [record(TEXT, 1), record(OTHER, 2, identifiers=("doi:10.1/x",))])
        before = store.knowledge_version("base")
        bridge = store.add("base", [record(REVISED, 3, identifiers=("doi:10.1/x",))])
        assert len(held(store)) == 1
        store.undo("base", bridge.entry)
        assert store.knowledge_version("base") == before
        assert len(held(store)) == 2
