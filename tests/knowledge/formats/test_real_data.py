"""Public data sets, as they are published, where they are there."""

from pathlib import Path

import pytest

from knowledge.formats.pages import read
from knowledge.formats.streams.paths import expand
from tests.knowledge.formats.pages import records, rejections

EVALUATION = Path(__file__).resolve().parents[4] / "shared" / "eval"


@pytest.mark.parametrize(
    ("name", "good", "rejected", "titled"),
    [
        ("scifact/corpus.jsonl", 5183, 0, 5183),
        ("scifact/claims_train.jsonl", 0, 809, 0),
        ("cran/corpus.jsonl", 1398, 2, 1398),
        ("cran/queries.jsonl", 0, 225, 0),
        ("med/corpus.jsonl", 1033, 0, 0),
        ("dblp_acm/ACM.csv", 0, 2294, 0),
        ("dblp_acm/DBLP2.csv", 0, 2616, 0),
    ],
)
def test_every_record_is_read_or_rejected(name: str, good: int, rejected: int, titled: int) -> None:
    """None is lost; what has no abstract is said."""
    path = EVALUATION / name
    if not path.exists():
        pytest.skip(f"the data set {name} is not there")
    entries = list(read(path, name))
    assert (len(records(entries)), len(rejections(entries))) == (good, rejected)
    assert sum(bool(record.bibliography.title) for record in records(entries)) == titled
    assert len({record.source for record in records(entries)}) == good


def test_a_folder_of_data_is_read_whole() -> None:
    """Every file of it is a page or says why it is none; nothing else is raised."""
    if not EVALUATION.exists():
        pytest.skip("the data sets are not there")
    assert sum(1 for _ in expand([EVALUATION / "scifact"])) >= 3
