"""Figures that a change may not spoil, on questions on the seeds: no reader is trained on these.

They are floors a little under what was measured; `python -m tests.evaluation.scoring` prints what
is reached. Near misses are reported there and not held to a floor.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.base import KnowledgeBase
from tests.evaluation.conversing import converse
from tests.evaluation.scoring import SEEDS, Score, parts


@pytest.fixture(scope="module")
def scores() -> dict[str, Score]:
    """The scores of the two parts on the seeds."""
    return dict(parts(["tune", "report"]))


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    """A base on the seeds."""
    folder: Path = tmp_path_factory.mktemp("base")
    with KnowledgeBase.open(folder, seed=False) as opened:
        opened.ingest([SEEDS])
        yield opened


def test_the_right_paper_comes_first(scores: dict[str, Score]) -> None:
    """At least 97 % of the answerable questions find their paper first."""
    found = sum(score.right_paper for score in scores.values())
    assert found / _answerable(scores) >= 0.97


def test_the_answer_is_in_what_is_shown(scores: dict[str, Score]) -> None:
    """At least 85 % of the answerable questions are shown their answer."""
    shown = sum(score.shown for score in scores.values())
    assert shown / _answerable(scores) >= 0.85


def test_what_the_base_never_names_is_not_answered(scores: dict[str, Score]) -> None:
    """At least 85 % of such questions are abstained from."""
    abstained = sum(score.far_abstained for score in scores.values())
    assert abstained / sum(score.far for score in scores.values()) >= 0.85


def test_what_an_abstract_does_not_say_is_not_answered(scores: dict[str, Score]) -> None:
    """At least 65 % of near misses are abstained from, and 93 % of the answerable answered."""
    abstained = sum(score.near_abstained for score in scores.values())
    assert abstained / sum(score.near for score in scores.values()) >= 0.65
    lost = sum(score.lost for score in scores.values())
    assert lost / _answerable(scores) <= 0.07


def test_follow_ups_are_read_by_what_was_asked_before(base: KnowledgeBase) -> None:
    """At least 85 % of the questions that go on with a conversation are answered rightly."""
    counted = [converse(base, part) for part in ("tune", "report")]
    assert sum(c.right for c in counted) / sum(c.followups for c in counted) >= 0.85


def _answerable(scores: dict[str, Score]) -> int:
    return sum(score.answerable for score in scores.values())
