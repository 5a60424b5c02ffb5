import json
from collections.abc import Sequence
from pathlib import Path
from random import Random

import numpy as np
import pytest

from knowledge.model import Abstract
from knowledge.search.engines.forward import Documents, DocumentsAppended, whole
from knowledge.search.engines.retriever import Alternative, Concept
from knowledge.search.index import fields
from knowledge.search.index.snapshot import Snapshot, state_of, taken
from knowledge.search.index.writer import TERMS, Writing
from knowledge.text.indexing.contents import contents_of
from tests.knowledge.search.index.making import on_disk, opened
from tests.knowledge.shelf import OTTER, ZEBRA, abstract

TEXTS = ["Ants eat Zebra bread.", "We see zebra ants.", "An otter eats bread", "Otter and ant."]


def written(n: int, title: str | None = None) -> Abstract:
    """The same abstract for the same number, but for its title."""
    return abstract(f"{TEXTS[n % 4]} Number {n}.", title=title, authors=(f"Ann {'xyz'[n % 3]}",))


def seen(index: Snapshot) -> list[object]:
    """All that an index says of a few words."""
    engine = index.retriever
    terms = ["ant", "zebra", "otter", "bread", "ann", "number", "3"]
    known = engine.look_up(terms).terms
    return [
        len(engine),
        [(known[term].held, known[term].is_name) for term in terms],
        [engine.search([Concept(term, (Alternative(term),))], 50) for term in terms],
        engine.similar_words(["breda", "zebraants", "othre", "tilte"]),
        [index.catalogue.author(f"Ann {letter}") for letter in "xyz"],
    ]


@pytest.mark.parametrize("seed", range(4))
def test_an_index_that_followed_changes_is_like_one_made_anew(tmp_path: Path, seed: int) -> None:
    """Whatever came, went and came again: it answers alike, to the last digit."""
    random = Random(seed)
    held: dict[str, Abstract] = {}
    with Writing(tmp_path / "followed") as writing:
        for generation in range(1, 6):
            come = [
                written(n, random.choice([None, "Titles"])) for n in random.sample(range(20), 6)
            ]
            gone = random.sample(sorted(held), len(held) // 3)
            writing.take_out(gone)
            held = {i: a for i, a in held.items() if i not in gone} | {a.id: a for a in come}
            writing.put(come)
            writing.commit(generation, f"version {generation}")
    fresh = on_disk(tmp_path / "fresh", sorted(held.values(), key=lambda a: a.id))
    assert seen(opened(tmp_path / "followed")) == seen(fresh)


def test_a_snapshot_stays_as_it_is(tmp_path: Path) -> None:
    """Who reads goes on with what was there; who opens afterwards sees what is there now."""
    before = on_disk(tmp_path, [abstract(ZEBRA)])
    known = seen(before)
    with Writing(tmp_path) as writing:
        writing.put([abstract(OTTER), written(1)])
        writing.take_out([abstract(ZEBRA).id])
        writing.commit(2, "later")
        assert seen(before) == known
        assert opened(tmp_path).state.knowledge_version == "later"
    assert seen(before) == known
    assert len(opened(tmp_path).retriever) == 2


def test_what_is_not_committed_is_dropped(tmp_path: Path) -> None:
    """Neither the counts nor the abstracts of a writer that ended early are seen, then or later."""
    known = seen(on_disk(tmp_path, [abstract(ZEBRA)]))
    with Writing(tmp_path) as writing:
        writing.put([abstract(OTTER)])
    assert seen(opened(tmp_path)) == known
    with Writing(tmp_path) as writing:
        writing.put([written(3)])
        writing.commit(2, "later")
    assert seen(opened(tmp_path)) == seen(on_disk(tmp_path / "x", [abstract(ZEBRA), written(3)]))


def stopped_between_commits(folder: Path, abstracts: Sequence[Abstract]) -> None:
    """As a process leaves an index that is stopped after tantivy's commit, before the counts'."""
    with Writing(folder) as writing:
        writing.put(abstracts)
        writing._counts.prepare(writing.state)
        writing._documents.commit()
        serial = writing.state.serial
        writing._writer.delete_documents_by_term(fields.MARK, fields.mark(serial))
        writing._writer.add_document(fields.marker(serial + 1))
        writing._writer.commit()


def test_half_a_commit_is_noticed_and_made_good(tmp_path: Path) -> None:
    """No question sees it; the same changes, made once more, make it whole."""
    on_disk(tmp_path, [abstract(ZEBRA)])
    stopped_between_commits(tmp_path, [abstract(OTTER)])
    assert taken(tmp_path) is None
    state = state_of(tmp_path)
    assert state is not None
    assert state.generation == 1
    with Writing(tmp_path) as writing:
        writing.put([abstract(OTTER)])
        writing.commit(2, "later")
    assert seen(opened(tmp_path)) == seen(
        on_disk(tmp_path / "x", [abstract(ZEBRA), abstract(OTTER)])
    )


def stray_deletions(folder: Path) -> list[Path]:
    """What files of deletions a process may leave that is killed within the next commits."""
    meta = json.loads((folder / TERMS / "meta.json").read_text(encoding="utf-8"))
    segments = [each["segment_id"].replace("-", "") for each in meta["segments"]]
    stamps = range(meta["opstamp"] + 1, meta["opstamp"] + 12)
    return [folder / TERMS / f"{s}.{stamp}.del" for s in segments for stamp in stamps]


def test_deletions_that_were_never_committed_are_in_nobody_s_way(tmp_path: Path) -> None:
    """A process that was killed while tantivy wrote them keeps none from deleting anew."""
    on_disk(tmp_path, [abstract(ZEBRA), abstract(OTTER)])
    for path in stray_deletions(tmp_path):
        path.write_bytes(b"")
    with Writing(tmp_path) as writing:
        writing.take_out([abstract(ZEBRA).id])
        writing.commit(2, "later")
    assert seen(opened(tmp_path)) == seen(on_disk(tmp_path / "x", [abstract(OTTER)]))


@pytest.mark.parametrize("damage", ["entries.bin", "documents.bin", "counts.db", TERMS, "both"])
def test_a_damaged_index_is_none(tmp_path: Path, damage: str) -> None:
    """Whichever part is missing, short or rubbish, it is neither read nor followed."""
    on_disk(tmp_path, [abstract(ZEBRA)])
    if damage == TERMS:
        (tmp_path / TERMS / "meta.json").write_text("{}", encoding="utf-8")
    elif damage == "both":  # the counts are ahead of what they count
        stopped_between_commits(tmp_path, [])
        stopped_between_commits(tmp_path / "other", [])
        (tmp_path / TERMS).rename(tmp_path / "gone")
        (tmp_path / "other" / TERMS).rename(tmp_path / TERMS)
        with Writing(tmp_path / "y") as writing:
            for generation in range(1, 5):
                writing.commit(generation, "x")
        (tmp_path / "y" / "counts.db").replace(tmp_path / "counts.db")
        (tmp_path / "counts.db-wal").unlink(missing_ok=True)
    else:
        (tmp_path / damage).write_bytes(b"rubbish")
    assert taken(tmp_path) is None
    assert state_of(tmp_path) is None


def test_entries_are_what_abstracts_hold(tmp_path: Path) -> None:
    """Rows of how often each abstract holds each of the terms; 0 where it does not."""
    files = DocumentsAppended(tmp_path, 0, 0)
    terms = np.array([1, 7, 9, 1, 7, 10])
    counts = np.array([1, 2, 70_000, 2, 2, 70_000])
    three, twice = np.array([3, 3]), np.array([0, 10])
    numbers = [files.add(["id0", "id1"], terms, counts, three, twice)]
    numbers.append(
        files.add(["id2"], np.array([1, 7, 11]), np.array([3, 2, 70_000]), three[:1], twice[1:] * 2)
    )
    files.commit()
    files.close()
    documents = Documents(tmp_path, files.documents, files.entries)
    asked = np.array([2, 0], dtype=np.int64)
    found = documents.frequencies(asked, np.array([1, 2, 7, 11], dtype=np.uint32))
    assert (numbers, documents.ids(asked)) == ([0, 2], ["id2", "id0"])
    assert documents.lengths(asked).tolist() == [20, 0]
    assert found.tolist() == [[3, 0, 2, 65_535], [1, 0, 2, 0]]
    assert whole(tmp_path, 3, 9)
    assert not whole(tmp_path, 4, 9)


def test_the_contents_of_an_abstract_are_its_terms_and_words() -> None:
    """Title terms count twice; case and neighbours are noted where they tell something."""
    contents = contents_of(abstract("We use GPT-4 for Big cats. Cats sleep.", title="Big Cats"))
    assert contents.terms["cat"] == 4
    assert contents.length == contents.terms.total()
    assert sorted(contents.capital) == ["big", "gpt", "gpt", "gpt4"]
    assert contents.lower.count("cat") == 1
    assert contents.runs == [["big", "cats"], ["use", "gpt-4"], ["big", "cats"], ["cats", "sleep"]]
