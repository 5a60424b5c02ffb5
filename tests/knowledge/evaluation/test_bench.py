from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from knowledge.dedup import abstract_of
from knowledge.evaluation import bench, cold_start, peers, plots, synthetic
from knowledge.evaluation.bench import Cost
from tests.knowledge.lexical import Lexical

ABSTRACTS = [abstract_of(record) for record in synthetic.records(19)]


@pytest.mark.parametrize("name", list(peers.made(ABSTRACTS)))
def test_every_engine_finds_what_a_word_stands_in(name: str) -> None:
    """A name that one abstract alone has finds that one."""
    peer = peers.made(ABSTRACTS)[name]()
    try:
        (first, *_) = peer.search([synthetic.name(7).lower()])
        found = first[0] if isinstance(first, tuple) else first
        expected = ABSTRACTS[7].id if name == peers.OURS else 7
        assert getattr(found, "abstract_id", found) == expected
        size = peer.size()
        assert (size is None) == name.startswith(("bm25s", "rank"))
        assert size is None or size > 1000
    finally:
        peer.close()


class Fixed(peers.PlainRankBM25):
    """An engine that is counted."""

    def __init__(self) -> None:
        super().__init__([["ant"], ["bee", "cow"], ["cow"]])
        self.searched = 0

    def search(self, terms: Sequence[str]) -> Sequence[object]:
        self.searched += 1
        return super().search(terms)


def test_every_query_is_put_to_every_engine() -> None:
    """In turn, and each figure stands beside Footnote's."""
    engines = {peers.OURS: Fixed(), "other": Fixed()}
    costs = list(bench._searches(3, dict(engines), [["ant"], ["bee"], ["cow"]]))
    assert [engine.searched for engine in engines.values()] == [3, 3]
    assert [(c.engine, c.what) for c in costs[:2]] == [(e, "search, p50") for e in engines]
    assert costs[0].ratio == 1
    assert costs[1].ratio == pytest.approx(costs[1].value / costs[0].value)
    assert {c.beside for c in costs} == {peers.OURS}


@pytest.fixture(scope="module")
def costs() -> list[Cost]:
    """What a few abstracts cost."""
    told: list[str] = []
    found = list(bench.measure(120, told.append, 6))
    assert [line.split(": ")[1] for line in told] == [
        "building the engines",
        "searching",
        "ingesting",
        "asking",
        "adding one",
    ]
    return found


def test_a_bench_tells_all_that_a_base_costs(costs: list[Cost]) -> None:
    """Every figure is there, none is nothing, and what was planted is found."""
    ours = {cost.what: cost.value for cost in costs if cost.engine == peers.OURS}
    for what in ("ingest", "ask, p99", "process start to first answer", "added to found"):
        assert ours[what] > 0
    assert ours["planted duplicates found"] == 1
    assert 0 <= ours["right answers"] <= 1
    assert 20 < ours["memory of its own while serving"] <= ours["memory with mapped files"] < 2000
    assert ours["size on disk with the texts"] > 0


def test_costs_are_drawn(costs: list[Cost], tmp_path: Path) -> None:
    """A line for every engine, and for asking."""
    more = [*costs, *(Cost(1000, c.engine, c.what, c.value * 2, c.unit) for c in costs)]
    plots.cost_curves(more, tmp_path / "costs.svg")
    drawn = (tmp_path / "costs.svg").read_text(encoding="utf-8")
    assert drawn.startswith("<?xml")
    assert drawn.count("<!-- ") > len(peers.made(ABSTRACTS))


def test_a_process_that_fails_is_told_of(tmp_path: Path) -> None:
    """With the last that it said."""
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    with pytest.raises(RuntimeError, match="ended with code 1"):
        cold_start.asked(tmp_path / "file", 10, 1)


@pytest.mark.usefixtures("settled")
def test_a_base_is_asked_in_the_same_process_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What the process does that is asked cold."""
    from knowledge.base import KnowledgeBase  # noqa: PLC0415  # beside its one use

    with KnowledgeBase.open(tmp_path, seed=False) as base:
        base.ingest_records(synthetic.records(19))
    cold_start.main(str(tmp_path), "19", "3", "1", Lexical())
    assert '"right": 1.0' in capsys.readouterr().out


@pytest.fixture
def settled() -> Iterator[None]:
    """How garbage is collected, as it was."""
    import gc  # noqa: PLC0415  # beside its one use

    before = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*before)
