import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.dedup import abstract_id, abstract_of, deduplicate
from knowledge.errors import HistoryError
from knowledge.model import Abstract, Record
from knowledge.store import Store
from knowledge.store.version import digest, version
from tests.examples import times
from tests.knowledge.making import numbered, record, records

NOON = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)


@pytest.fixture
def store(place: Path | str) -> Iterator[Store]:
    """An empty base whose history is made by Ann, at noon."""
    with Store.open(place, create=True, clock=lambda: NOON, user="ann") as opened:
        yield opened


def test_an_ingest_is_an_entry(store: Store) -> None:
    """Who, when, what, the counts and the versions around it are in the history."""
    empty = store.knowledge_version("base")
    added = store.add("base", numbered(0, 3), what=["pages", "more.txt"], rejected=["one"])
    (entry,) = store.history("base")
    assert (entry.id, entry.collection, entry.kind) == (added.entry, "base", "ingest")
    assert (entry.at, entry.who, entry.what) == (NOON, "ann", ("pages", "more.txt"))
    assert entry.counts == {
        "records": 3,
        "abstracts_added": 3,
        "exact_duplicates": 0,
        "near_duplicates": 0,
        "rejected": 1,
    }
    assert (entry.version_before, entry.version_after) == (empty, added.knowledge_version)
    assert entry.undoes is entry.undone_by is None


def test_undoing_takes_back_what_an_ingest_brought_and_no_more(store: Store) -> None:
    """Another source of the same abstract stays; undoing the undoing brings all back."""
    first = store.add("base", [record("Bloom is open.", line=3)])
    second = store.add("base", [record("Bloom is open.", file="z", title="BLOOM"), *numbered(0, 3)])
    undoing = store.undo("base", second.entry)
    assert undoing.version_after == store.knowledge_version("base") == first.knowledge_version
    (abstract,) = store.iterate("base")
    assert (abstract.title, len(abstract.sources)) == (None, 1)
    assert store.suggest("base", "subject") == []
    redoing = store.undo("base", undoing.id)
    assert redoing.version_after == second.knowledge_version
    assert len(store.suggest("base", "subject")) == 3
    by_id = {entry.id: entry for entry in store.history("base")}
    assert (by_id[second.entry].undone_by, by_id[undoing.id].undone_by) == (None, redoing.id)
    assert (undoing.kind, undoing.undoes, undoing.who) == ("undo", second.entry, "ann")


def test_what_two_ingests_brought_stays_until_both_are_undone(store: Store) -> None:
    """The very same record brought twice counts as long as one of its ingests does."""
    first, second = (store.add("base", numbered(0, 2)) for _ in range(2))
    store.undo("base", first.entry)
    assert store.knowledge_version("base") == first.knowledge_version
    store.undo("base", second.entry)
    assert store.statistics("base").abstracts == 0


def test_removing_takes_an_abstract_out_until_it_is_undone(store: Store) -> None:
    """All sources of the abstract go; undoing brings them back; a new ingest brings it anew."""
    added = store.add("base", [*numbered(0, 3), *numbered(0, 3, file="b")])
    gone = abstract_id("We study subject 1.")
    entry = store.remove("base", gone)
    assert (entry.kind, entry.what) == ("remove", (gone, "Subject 1"))
    assert store.abstract("base", gone) is None
    assert store.statistics("base").sources == 4
    store.add("base", numbered(1, 2, file="c"))
    held = store.abstract("base", gone)
    assert held is not None
    assert [source.file for source in held.sources] == ["c"]
    store.undo("base", store.history("base")[-1].id)
    store.undo("base", entry.id)
    assert store.knowledge_version("base") == added.knowledge_version


def test_what_cannot_be_undone_or_removed_is_told(store: Store) -> None:
    """Unknown entries and abstracts, other collections' and those undone: one line each."""
    added = store.add("base", numbered(0, 2))
    other = store.add("server", numbered(1, 4))
    for number in (0, -1, 99, 1 << 70, other.entry):
        with pytest.raises(HistoryError, match="no entry"):
            store.undo("base", number)
    store.undo("base", added.entry)
    with pytest.raises(HistoryError, match="undone already"):
        store.undo("base", added.entry)
    for wanted in ("0" * 16, "", "\ud800", "ü", "a\x00"):
        with pytest.raises(HistoryError, match="footnote papers"):
            store.remove("base", wanted)
    store.undo("base", store.history("base")[-1].id)
    with pytest.raises(HistoryError, match="--collection base"):
        store.remove("server", abstract_id("We study subject 0."))
    assert [entry.id for entry in store.history("server")] == [2, 3, 4]
    assert [entry.id for entry in store.history("base")] == [1, 3, 4]


def test_removing_from_a_collection_leaves_base_as_it_is(store: Store) -> None:
    """Where `base` holds the work too, the server goes on seeing what `base` says of it."""
    store.add("base", numbered(0, 1))
    store.add("server", [record("We study subject 0.", file="own", title="A longer title")])
    store.remove("server", abstract_id("We study subject 0."))
    assert list(store.iterate("server")) == list(store.iterate("base"))
    assert store.knowledge_version("server") == store.knowledge_version("base")


Step = tuple[str, str, list[Record], int]
NAMES = ["base", "one", "two"]


@dataclass
class Model:
    """The law in plain Python: what counts is what standing entries brought and none removed."""

    brought: list[tuple[str, list[Abstract]]] = field(default_factory=list)
    removed: dict[int, tuple[str, list[tuple[int, Abstract]]]] = field(default_factory=dict)
    undoes: dict[int, int] = field(default_factory=dict)
    owner: list[str] = field(default_factory=list)
    standing: list[bool] = field(default_factory=list)

    def enter(self, collection: str, brought: list[Abstract]) -> int:
        self.brought.append((collection, brought))
        self.owner.append(collection)
        self.standing.append(True)
        return len(self.owner)

    def counting(self, collection: str) -> list[tuple[int, Abstract]]:
        """The bringings of a collection that count: entry and statement."""
        covered = [each for entry, (_, each) in self.removed.items() if self.standing[entry - 1]]
        hidden = [pair for each in covered for pair in each]
        return [
            (n, statement)
            for n, (name, statements) in enumerate(self.brought, 1)
            if name == collection and self.standing[n - 1]
            for statement in statements
            if (n, statement) not in hidden
        ]

    def seen(self, collection: str) -> dict[str, Abstract]:
        """What the collection sees."""
        names = {"base", collection}
        stated = [s for name in sorted(names) for _, s in self.counting(name)]
        return deduplicate(Record(s.text, s.bibliography, s.sources[0]) for s in stated)

    def undo(self, entry: int) -> None:
        self.standing[entry - 1] = False
        if (target := self.undoes.get(entry)) is not None:
            if target in self.undoes:
                self.redo(target)
            else:
                self.standing[target - 1] = True

    def redo(self, entry: int) -> None:
        self.standing[entry - 1] = True
        self.undo(self.undoes[entry])


_STEPS = st.lists(
    st.tuples(
        st.sampled_from(["ingest", "ingest", "undo", "remove"]),
        st.sampled_from(NAMES),
        st.lists(records, max_size=4),
        st.integers(0, 20),
    ),
    max_size=9,
)


def carry_out(store: Store, model: Model, step: Step) -> None:
    """Do the same to a base and to the model."""
    kind, collection, met, chosen = step
    if kind == "ingest" and not met and not model.brought:
        assert store.add(collection, met).entry == 0  # no base begins with nothing
    elif kind == "ingest":
        assert store.add(collection, met).entry == model.enter(
            collection, [abstract_of(each) for each in met]
        )
    elif kind == "undo":
        own = [
            n
            for n, (name, stands) in enumerate(zip(model.owner, model.standing, strict=True), 1)
            if name == collection and stands
        ]
        if own:
            target = own[chosen % len(own)]
            model.undo(target)
            model.undoes[model.enter(collection, [])] = target
            store.undo(collection, target)
    else:
        own_ids = sorted({s.id for _, s in model.counting(collection)})
        if own_ids:
            target_id = own_ids[chosen % len(own_ids)]
            covered = [(n, s) for n, s in model.counting(collection) if s.id == target_id]
            model.removed[model.enter(collection, [])] = (collection, covered)
            store.remove(collection, target_id)


@times(1, one_folder=True)
@given(steps=_STEPS)
def test_what_counts_is_what_stands(tmp_path: Path, steps: list[Step]) -> None:
    """After any ingests, removals and undoings, every collection is what the rest alone makes."""
    with TemporaryDirectory(dir=tmp_path) as folder, Store.open(Path(folder), create=True) as store:
        for name in NAMES:
            store.create_collection(name)
        model = Model()
        for step in steps:
            carry_out(store, model, step)
        for name in NAMES:
            expected = model.seen(name)
            assert {a.id: a for a in store.iterate(name)} == expected
            held = store.statistics(name)
            assert held.abstracts == len(expected)
            assert held.sources == sum(len(a.sources) for a in expected.values())
            total = sum(map(digest, expected.values()))
            assert held.knowledge_version == version(total, len(expected))
