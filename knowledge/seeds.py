"""The pages that come with Footnote, ingested into a base that nothing was stored in yet."""

from pathlib import Path

from knowledge.formats.intake import read_pages, sorted_out
from knowledge.model import Doubt, Rejection
from knowledge.settings import resource
from knowledge.store import Store, new_folder, put_in_place, url_of
from knowledge.store.schema import BASE


def make_base(data_dir: Path | str) -> None:
    """Make a base that holds the seeds: built aside and put in place whole, or not at all."""
    if url_of(data_dir):
        with Store.open(data_dir, create=True) as store:
            _ingest(store)
        return
    with new_folder(Path(data_dir)) as aside:
        with Store.open(aside, create=True) as store:
            _ingest(store)
        put_in_place(aside, Path(data_dir))


def begin(store: Store) -> bool:
    """Ingest the seeds where nothing was ever stored; whether that was so."""
    unused = store.is_unused()
    if unused:
        _ingest(store)
    return unused


def _ingest(store: Store) -> None:
    rejected: list[Rejection] = []
    doubts: list[Doubt] = []
    records = sorted_out(read_pages([resource("seeds")]), rejected, doubts)
    store.add(BASE, records, what=["seeds"], rejected=rejected, first=True)
