"""Statements that are one work only through a third: joined by it, and parted when it goes."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.dedup import abstract_of, canonical_of, same_work
from knowledge.model import Abstract, Record
from knowledge.store import Store
from tests.examples import times
from tests.knowledge.making import record

NUMBERS = ["arxiv:1", "doi:2", "pmid:3", "doi:4"]
COLLECTIONS = ["base", "one", "two"]


def work(text: int, numbers: Iterable[int], line: int) -> Record:
    """A statement with one of a few texts, that a few identifiers name."""
    identifiers = tuple(sorted({NUMBERS[n] for n in numbers}))
    return record(f"Text {text} of its own.", line=line, identifiers=identifiers)


WORKS = st.builds(
    work, st.integers(0, 5), st.sets(st.integers(0, 3), max_size=2), st.integers(1, 9)
)
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["ingest", "ingest", "ingest", "undo"]),
        st.sampled_from(COLLECTIONS),
        st.lists(WORKS, min_size=1, max_size=3),
        st.integers(0, 9),
    ),
    min_size=2,
    max_size=9,
)


def abstracts(statements: Iterable[Abstract]) -> dict[str, Abstract]:
    """The law in plain Python: the connected components, each its canonical abstract."""
    groups: list[list[Abstract]] = []
    for statement in statements:
        near = [g for g in groups if any(_joined(statement, other) for other in g)]
        groups = [g for g in groups if g not in near]
        groups.append([statement, *(each for group in near for each in group)])
    made = [canonical_of(group) for group in groups]
    return {abstract.id: abstract for abstract in made}


def _joined(first: Abstract, second: Abstract) -> bool:
    return first.id == second.id or same_work(first, second)


@pytest.fixture
def store(place: Path | str) -> Iterator[Store]:
    """An empty base."""
    with Store.open(place, create=True) as opened:
        yield opened


def test_a_bridge_joins_two_and_parts_them_when_it_is_undone(store: Store) -> None:
    """Two abstracts become one by a record with the identifiers of both, and two again without."""
    first = store.add("base", [work(0, [0], 1), work(1, [1], 2)])
    assert first.abstracts_added == 2
    bridge = store.add("base", [work(2, [0, 1], 3)])
    (abstract,) = store.iterate("base")
    assert len(abstract.sources) == 3
    assert (bridge.abstracts_added, bridge.near_duplicates) == (0, 1)
    store.undo("base", bridge.entry)
    assert store.knowledge_version("base") == first.knowledge_version
    assert len(list(store.iterate("base"))) == 2


def test_a_server_s_bridge_joins_what_base_holds_for_it_alone(store: Store) -> None:
    """`base` goes on holding two abstracts; the server sees one, until either side is undone."""
    first = store.add("base", [work(0, [0], 1), work(1, [1], 2)])
    store.create_collection("two")
    bridge = store.add("one", [work(2, [0, 1], 3)])
    assert len(list(store.iterate("base"))) == len(list(store.iterate("two"))) == 2
    (abstract,) = store.iterate("one")
    assert len(abstract.sources) == 3
    assert store.statistics("one").abstracts == 1
    undoing = store.undo("base", first.entry)
    assert [len(a.sources) for a in store.iterate("one")] == [1]
    store.undo("base", undoing.id)
    assert store.knowledge_version("one") == bridge.knowledge_version
    store.undo("one", bridge.entry)
    assert store.knowledge_version("one") == store.knowledge_version("base")


@times(1, one_folder=True)
@given(steps=STEPS)
def test_collections_hold_the_connected_components(
    tmp_path: Path, steps: list[tuple[str, str, list[Record], int]]
) -> None:
    """Whatever comes and goes, in `base` and beside it, works are joined by what counts alone."""
    with TemporaryDirectory(dir=tmp_path) as folder, Store.open(Path(folder), create=True) as store:
        for name in COLLECTIONS:
            store.create_collection(name)
        brought: dict[int, tuple[str, list[Abstract]]] = {}
        for kind, name, met, chosen in steps:
            own = [entry for entry, (of, _) in brought.items() if of == name]
            if kind == "ingest":
                entry = store.add(name, met).entry
                brought[entry] = name, [abstract_of(each) for each in met]
            elif own:
                gone = own[chosen % len(own)]
                del brought[gone]
                store.undo(name, gone)
        for name in COLLECTIONS:
            seen = [s for of, each in brought.values() if of in {"base", name} for s in each]
            expected = abstracts(seen)
            assert {a.id: a for a in store.iterate(name)} == expected
            assert store.statistics(name).abstracts == len(expected)
        assert store.verify() == []
