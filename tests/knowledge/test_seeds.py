from pathlib import Path

from knowledge import seeds
from knowledge.store import Store


def test_a_base_is_made_with_the_seeds_in_it(tmp_path: Path) -> None:
    """A new data directory holds them, and is begun no second time."""
    seeds.make_base(tmp_path / "data")
    with Store.open(tmp_path / "data") as store:
        assert store.statistics("base").abstracts == 28
        assert [entry.what for entry in store.history("base")] == [("seeds",)]
        assert not seeds.begin(store)


def test_a_base_that_was_never_stored_in_is_begun(tmp_path: Path) -> None:
    """What an ingest that failed has left is begun with the seeds."""
    with Store.open(tmp_path, create=True) as store:
        assert seeds.begin(store)
        assert store.statistics("base").abstracts == 28
