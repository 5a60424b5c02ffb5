from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.dedup import abstract_id, deduplicate
from knowledge.errors import StoreError, UnknownCollectionError
from knowledge.model import Record, Source
from knowledge.store import Added, Store, exists
from knowledge.store.version import digest, version
from tests.knowledge.making import numbered, record, records


@pytest.fixture
def store(place: Path | str) -> Iterator[Store]:
    """An empty base, open for writing."""
    with Store.open(place, create=True) as opened:
        yield opened


def test_a_new_base_is_empty_and_has_the_collection_base(tmp_path: Path) -> None:
    """Creating a base makes its folders, the collection `base` and nothing else."""
    data_dir = tmp_path / "some where" / "dàta?#%20"
    assert not exists(data_dir)
    with Store.open(data_dir, create=True) as store:
        assert store.collections() == ["base"]
        assert store.statistics("base").abstracts == store.statistics("base").sources == 0
        assert list(store.iterate("base")) == []
        assert store.suggest("base", "") == []
    assert exists(data_dir)
    assert [path.name for path in data_dir.iterdir()] == ["footnote.db"]


def test_what_is_added_is_there_after_reopening(place: Path | str) -> None:
    """Abstracts come back equal, in the order in which they were stored."""
    met = [*numbered(0, 1200), record("Last, “ünïcode” \x00 \U0001f600.", authors=("Ö. Å",))]
    with Store.open(place, create=True) as store:
        store.add("base", met)
    with Store.open(place) as store:
        expected = list(deduplicate(met).values())
        assert list(store.iterate("base")) == expected
        assert list(store.iterate("base", batch=7)) == expected
        assert list(store.iterate("base", order="id")) == sorted(expected, key=lambda a: a.id)


def test_counts_tell_new_abstracts_from_duplicates(store: Store) -> None:
    """A record whose abstract is there, from this ingest or before, is an exact duplicate."""
    met = [*numbered(0, 28), *numbered(0, 6, file="other.txt")]
    first = store.add("base", met)
    assert (first.records, first.abstracts_added, first.exact_duplicates) == (34, 28, 6)
    assert store.add("base", met) == Added(34, 0, 34, 0, first.knowledge_version, first.entry + 1)
    held = store.statistics("base")
    assert (held.abstracts, held.sources) == (28, 34)
    assert held.knowledge_version == store.knowledge_version("base") == first.knowledge_version


def test_adding_nothing_changes_nothing(store: Store) -> None:
    """An ingest without records is no error, and no base begins with one; it keeps the version."""
    before = store.knowledge_version("base")
    assert store.add("base", []) == Added(0, 0, 0, 0, before, 0)
    assert store.is_unused()
    first = store.add("base", [record("Bloom is open.")])
    assert store.add("base", []) == Added(0, 0, 0, 0, first.knowledge_version, 2)
    assert not store.is_unused()


def test_a_later_record_completes_a_stored_abstract(store: Store) -> None:
    """A listing met after the bare page gives its title; both sources stay; the version changes."""
    first = store.add("base", [record("Bloom is open.", line=3)])
    second = store.add("base", [record("Bloom is open.", file="z.txt", title="BLOOM")])
    (abstract,) = store.iterate("base")
    assert abstract.title == "BLOOM"
    assert abstract.sources == (Source("page.txt", 3), Source("z.txt", 1))
    assert second.abstracts_added == 0
    assert second.knowledge_version != first.knowledge_version


@settings(
    deadline=None,
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture],  # each example: new collections
)
@given(
    met=st.lists(records, max_size=7),
    cuts=st.lists(st.integers(0, 7), max_size=2),
    shuffle=st.randoms(use_true_random=False),
)
def test_order_and_number_of_ingests_do_not_matter(
    store: Store, met: list[Record], cuts: list[int], shuffle: Random
) -> None:
    """The same records in any order and any number of ingests give the same base and version."""
    count = len(store.collections())
    whole, split = f"whole {count}", f"split {count}"
    store.create_collection(whole)
    store.create_collection(split)
    shuffled = [*met, *met[:2]]
    shuffle.shuffle(shuffled)
    store.add(whole, met)
    for start, end in pairwise([0, *sorted(cuts), len(shuffled)]):
        store.add(split, shuffled[start:end])
    assert list(store.iterate(whole, order="id")) == list(store.iterate(split, order="id"))
    one, other = store.statistics(whole), store.statistics(split)
    assert (one.abstracts, one.sources) == (other.abstracts, other.sources)
    assert one.knowledge_version == other.knowledge_version
    for typed in ("bloom", "blom", "model", "ann"):
        found = {abstract.id for abstract in store.suggest(whole, typed)}
        assert found == {abstract.id for abstract in store.suggest(split, typed)}


def test_the_version_is_of_the_content(store: Store) -> None:
    """The version kept up to date is the one computed from what is stored."""
    store.add("base", numbered(0, 600))
    store.add("base", [*numbered(300, 900, file="b.txt"), record("We study subject 7.", url="u")])
    stored = list(store.iterate("base"))
    total = sum(map(digest, stored)) % (1 << 256)
    assert store.knowledge_version("base") == version(total, len(stored))
    assert store.statistics("base").sources == sum(len(a.sources) for a in stored)


def test_abstracts_are_found_by_id(store: Store) -> None:
    """Ids give their abstracts in the order asked for; ids that are not there give none."""
    store.add("base", numbered(0, 1100))
    ids = [abstract_id(each.text) for each in numbered(0, 1100)]
    asked = [ids[9], "0" * 16, ids[3], "\ud800", "", ids[9]]
    assert list(store.abstracts("base", asked)) == [ids[9], ids[3]]
    assert len(store.abstracts("base", ids)) == 1100
    found = store.abstract("base", ids[5])
    assert found is not None
    assert found.title == "Subject 5"
    assert store.abstract("base", "0" * 16) is None


def test_a_collection_sees_base_and_its_own(store: Store) -> None:
    """A work that stands in both counts once; `base` and other collections see nothing of it."""
    store.add("base", numbered(0, 5))
    added = store.add("server 1", [*numbered(3, 8), record("We study subject 0.", url="u")])
    assert store.collections() == ["base", "server 1"]
    assert (added.abstracts_added, added.exact_duplicates) == (3, 3)
    expected = deduplicate([*numbered(0, 8), record("We study subject 0.", url="u")])
    assert {a.id: a for a in store.iterate("server 1")} == expected
    held = store.statistics("server 1")
    assert (held.abstracts, held.sources) == (8, 8)
    assert store.add("server 2", numbered(7, 9)).abstracts_added == 2
    assert [a.title for a in store.iterate("base")] == [f"Subject {n}" for n in range(5)]
    assert [a.title for a in store.suggest("base", "subject 7")] == []
    assert [a.title for a in store.suggest("server 1", "subject 7")] == ["Subject 7"]
    assert store.abstract("server 2", abstract_id("We study subject 6.")) is None
    assert store.abstract("server 2", abstract_id("We study subject 4.")) is not None


def test_an_unknown_collection_is_told(store: Store) -> None:
    """Every reading call that names a collection which is not there says which ones are."""
    calls: list[Callable[[], object]] = [
        lambda: store.abstract("x", "0"),
        lambda: store.knowledge_version("x"),
        lambda: store.generation("x"),
        lambda: store.history("x"),
        lambda: store.undo("x", 1),
        lambda: store.remove("x", "0"),
        lambda: store.suggest("x", "a"),
        lambda: next(store.iterate("x")),
    ]
    for call in calls:
        with pytest.raises(UnknownCollectionError, match="no collection “x”: choose one of base"):
            call()


@pytest.mark.parametrize("name", ["", "a\nb", "\ud800"])
def test_a_collection_needs_a_printable_name(store: Store, name: str) -> None:
    """Empty names, control characters and lone surrogates are refused."""
    with pytest.raises(StoreError, match="printable"):
        store.create_collection(name)
    with pytest.raises(StoreError, match="printable"):
        store.add(name, [])


def test_an_error_while_reading_pages_stores_nothing(store: Store) -> None:
    """One ingest is all or nothing, and its own error comes through as it is."""
    before = store.add("base", numbered(0, 3))

    def failing() -> Iterator[Record]:
        yield from numbered(3, 2000)
        raise KeyError("page")

    with pytest.raises(KeyError):
        store.add("base", failing())
    assert store.knowledge_version("base") == before.knowledge_version
    assert len(list(store.iterate("base"))) == 3


def test_another_connection_s_ingest_is_noticed(store: Store, place: Path | str) -> None:
    """The version asked for again shows what somebody else has stored meanwhile."""
    before = store.knowledge_version("base")
    with Store.open(place) as other:
        added = other.add("base", numbered(0, 2))
        other.create_collection("more")
    assert store.knowledge_version("base") == added.knowledge_version != before
    assert store.statistics("base").abstracts == 2
    assert store.collections() == ["base", "more"]


def test_an_iteration_sees_one_state(store: Store) -> None:
    """What is stored while somebody iterates appears in the next iteration only."""
    store.add("base", numbered(0, 10))
    walking = store.iterate("base", batch=2)
    next(walking)
    store.add("base", numbered(10, 20))
    assert len(list(walking)) == 9
    assert len(list(store.iterate("base"))) == 20


def test_threads_read_while_one_writes(store: Store) -> None:
    """Readers in many threads see whole ingests only, and never an error."""
    store.add("base", numbered(0, 10))

    def read(n: int) -> tuple[int, int]:
        text = f"We study subject {n % 10}."
        assert store.abstract("base", abstract_id(text)) is not None
        assert store.suggest("base", f"subject {n % 10}")
        return len(list(store.iterate("base"))), store.statistics("base").abstracts

    with ThreadPoolExecutor(8) as pool:
        reading = pool.map(read, range(120))
        for start in range(10, 60, 10):
            store.add("base", numbered(start, start + 10))
        seen = {count for pair in reading for count in pair}
    assert seen <= {10, 20, 30, 40, 50, 60}


def test_a_closed_base_says_so(place: Path | str) -> None:
    """Closing twice is no error; using a closed base is one, in one line."""
    store = Store.open(place, create=True)
    store.close()
    store.close()
    with pytest.raises(StoreError, match="has been closed"):
        store.knowledge_version("base")
    with pytest.raises(StoreError, match="has been closed"):
        store.add("base", [])
