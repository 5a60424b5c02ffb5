import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.dedup import abstract_id
from knowledge.errors import HistoryError
from knowledge.formats.pages import read as read_page
from knowledge.formats.streams.paths import expand
from knowledge.model import Abstract, Record
from knowledge.store import Fate, Store
from tests.examples import times
from tests.knowledge.making import numbered, record, records

STEPS = st.lists(
    st.tuples(
        st.sampled_from(["ingest", "ingest", "undo", "remove"]),
        st.sampled_from(["base", "own"]),
        st.lists(records, max_size=3),
        st.integers(0, 9),
    ),
    max_size=8,
)
Step = tuple[str, str, list[Record], int]


@pytest.fixture
def store(place: Path | str) -> Iterator[Store]:
    """An empty base."""
    with Store.open(place, create=True) as opened:
        yield opened


def ids(start: int, end: int) -> set[str]:
    """The ids of the numbered abstracts."""
    return {abstract_id(each.text) for each in numbered(start, end)}


def take(store: Store, step: Step) -> None:
    """Ingest, undo or remove, where there is something to undo or remove."""
    kind, collection, met, chosen = step
    own = [
        e.id
        for e in store.history(collection)
        if e.collection == collection and e.undone_by is None
    ]
    if kind == "ingest":
        store.add(collection, met)
    elif kind == "undo" and own:
        store.undo(collection, own[chosen % len(own)])
    elif kind == "remove" and (held := list(store.iterate(collection))):
        with suppress(HistoryError):  # what stands in `base` alone is removed there
            store.remove(collection, held[chosen % len(held)].id)


def test_changes_name_what_to_put_in_and_what_to_take_out(store: Store) -> None:
    """New and changed abstracts are to be put in, those that went to be taken out."""
    first = store.add("base", numbered(0, 5))
    generation = store.generation("base")
    second = store.add("base", [*numbered(5, 7), record("We study subject 0.", url="u")])
    changes = store.changes_since(generation, "base", first.knowledge_version)
    assert changes is not None
    assert (set(changes.put), changes.gone) == (ids(5, 7) | ids(0, 1), ())
    assert changes.generation == store.generation("base") > generation
    assert changes.knowledge_version == second.knowledge_version
    store.undo("base", first.entry)
    changes = store.changes_since(generation, "base")
    assert changes is not None
    assert (set(changes.put), set(changes.gone)) == (ids(5, 7) | ids(0, 1), ids(1, 5))
    again = store.changes_since(changes.generation, "base")
    assert again is not None
    assert (again.put, again.gone) == ((), ())


def test_changes_of_what_was_never_there_cannot_be_told(store: Store) -> None:
    """A generation, or its knowledge version, that is not of this base means: read all again."""
    first = store.add("base", numbered(0, 5))
    generation = store.generation("base")
    store.add("base", numbered(5, 9))
    assert store.changes_since(generation, "base", "0" * 16) is None
    assert store.changes_since(generation + 9, "base") is None
    assert store.changes_since(generation, "base", first.knowledge_version) is not None
    current = store.generation("base"), store.knowledge_version("base")
    assert store.changes_since(current[0], "base", current[1]) is not None
    whole = store.changes_since(0, "base")
    assert whole is not None
    assert set(whole.put) == ids(0, 9)


@times(1, one_folder=True)
@given(steps=STEPS, cuts=st.sets(st.integers(0, 8)))
def test_who_follows_the_changes_holds_what_is_there(
    tmp_path: Path, steps: list[Step], cuts: set[int]
) -> None:
    """Brought up to date by the changes now and then, a copy of a collection is equal to it."""
    with TemporaryDirectory(dir=tmp_path) as folder, Store.open(Path(folder), create=True) as store:
        store.create_collection("own")
        copies: dict[str, dict[str, Abstract]] = {"base": {}, "own": {}}
        seen = {name: (0, store.knowledge_version(name)) for name in copies}
        for number, step in enumerate(steps):
            take(store, step)
            if number in cuts or number == len(steps) - 1:
                for name, copy in copies.items():
                    changes = store.changes_since(seen[name][0], name, seen[name][1])
                    assert changes is not None
                    for gone in changes.gone:
                        copy.pop(gone, None)
                    copy.update(store.abstracts(name, changes.put))
                    seen[name] = changes.generation, changes.knowledge_version
                    assert copy == {a.id: a for a in store.iterate(name)}
                    assert changes.knowledge_version == store.knowledge_version(name)
        assert store.verify() == []


@times(1, one_folder=True)
@given(steps=STEPS, first=st.integers(0, 8), second=st.integers(0, 8))
def test_a_difference_is_between_what_was_held(
    tmp_path: Path, steps: list[Step], first: int, second: int
) -> None:
    """Between any two versions, what came, went and changed is what the two states differ in."""
    with TemporaryDirectory(dir=tmp_path) as folder, Store.open(Path(folder), create=True) as store:
        store.create_collection("own")
        for name in ("base", "own"):
            states = [(store.knowledge_version(name), {a.id: a for a in store.iterate(name)})]
            for step in steps:
                take(store, step)
                held = {a.id: a for a in store.iterate(name)}
                states.append((store.knowledge_version(name), held))
            (old, before), (new, after) = (states[n % len(states)] for n in (first, second))
            found = {each.abstract.id: each for each in store.diff(name, old, new)}
            for each in before.keys() | after.keys():
                if before.get(each) == after.get(each):
                    assert each not in found
                else:
                    difference = found.pop(each)
                    assert difference.before == before.get(each)
                    assert difference.after == after.get(each)
            assert not found


def test_a_difference_tells_the_fate(store: Store) -> None:
    """Came, went and changed, with what was before and what is after."""
    first = store.add("base", numbered(0, 2)).knowledge_version
    store.remove("base", abstract_id("We study subject 0."))
    store.add("base", [record("We study subject 1.", file="b"), *numbered(7, 8)])
    second = store.knowledge_version("base")
    fates = {d.abstract.title: d.fate for d in store.diff("base", first[:8], second)}
    assert fates == {"Subject 0": Fate.WENT, "Subject 1": Fate.CHANGED, "Subject 7": Fate.CAME}
    back = {d.abstract.title: d.fate for d in store.diff("base", second, first)}
    assert back == {"Subject 0": Fate.CAME, "Subject 1": Fate.CHANGED, "Subject 7": Fate.WENT}
    assert list(store.diff("base", second, second)) == []


@pytest.mark.parametrize("version", ["", "0", "zzzzzzzz", "\ud800abc", "a\nb", "%"])
def test_an_unknown_version_is_told(store: Store, version: str) -> None:
    """What is no version of the history, or too short for one, gives one line."""
    current = store.add("base", numbered(0, 2)).knowledge_version
    with pytest.raises(HistoryError, match=r"^Which knowledge version is [^\n]*footnote history"):
        list(store.diff("base", version, current))


def ingested(store: Store, lines: list[str], folder: Path) -> None:
    """Ingest exported lines as a file of the reader's."""
    page = folder / "exported.jsonl"
    page.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    for path, file in expand([page]):
        read = list(read_page(path, file))
        assert all(isinstance(each, Record) for each in read)
        store.add("base", [each for each in read if isinstance(each, Record)])


@times(1, one_folder=True)
@given(met=st.lists(records, min_size=1, max_size=6), own=st.lists(records, max_size=4))
def test_what_is_exported_makes_the_same_elsewhere(
    tmp_path: Path, met: list[Record], own: list[Record]
) -> None:
    """Ingested into an empty base, the lines make the same abstracts and knowledge version."""
    with TemporaryDirectory(dir=tmp_path) as name:
        folder = Path(name)
        with (
            Store.open(folder / "a", create=True) as store,
            Store.open(folder / "b", create=True) as other,
        ):
            store.add("base", met)
            store.add("own", own)
            lines = list(store.export("own"))
            ingested(other, lines, folder)
            assert other.knowledge_version("base") == store.knowledge_version("own")
            assert list(other.iterate("base", order="id")) == list(store.iterate("own", order="id"))
            assert set(other.export("base")) == set(lines)


def test_an_exported_line_says_all_that_a_source_states(store: Store) -> None:
    """One JSON object a statement, with its own source; nothing of what counts no more."""
    store.add("base", [record("A  text\twith\x00 all.", file="ä", line=9, title="T", url="u:1")])
    undone = store.add("base", numbered(0, 3)).entry
    store.undo("base", undone)
    (line,) = store.export("base")
    facts = json.loads(line)
    assert facts == {
        "abstract_id": abstract_id("A  text\twith\x00 all."),
        "text": "A  text\twith\x00 all.",
        "sources": [{"file": "ä", "line": 9}],
        "title": "T",
        "url": "u:1",
    }


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        ("UPDATE abstracts SET position = 100 WHERE position = 1", "not there"),
        ("UPDATE brings SET hidden = 1 WHERE statement = 2", "nothing brings"),
        ("UPDATE statements SET abstract = 2 WHERE key = 1", "no first statement"),
        ("UPDATE collections SET abstracts = abstracts + 1", "not 5 with 4"),
        ("UPDATE collections SET hash_sum = '1'", "knowledge version"),
        ("UPDATE shadows SET over = 77", "shadowed by none"),
    ],
)
def test_what_does_not_follow_is_found(
    store: Store, place: Path | str, damage: str, told: str
) -> None:
    """A base whose tables contradict each other is not sound, and it is said where."""
    store.add("base", numbered(0, 4))
    store.add("server", [record("We study subject 3.", file="b")])
    assert store.verify() == []
    with store._writing() as connection:
        connection.exec_driver_sql(damage)
    with Store.open(place) as other:
        found = other.verify()
    assert any(told in flaw for flaw in found)
    assert all(flaw.endswith(".") and "\n" not in flaw for flaw in found)
