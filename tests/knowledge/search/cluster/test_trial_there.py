"""A trial is laid over what a cluster holds, and leaves that as it is."""

from dataclasses import replace
from pathlib import Path

import pytest

from knowledge.base import KnowledgeBase
from knowledge.evaluation import synthetic
from knowledge.model import Abstention, Answer
from knowledge.search.cluster.connection import Address
from knowledge.trial import Trial
from tests.knowledge.search.cluster.making import opened

NEW = list(synthetic.records(3, seed=9, start=500))
ASKED = (
    f"What is {synthetic.name(500)}?",
    f"How many layers does {synthetic.name(7)} have?",
    f"papers by {NEW[0].bibliography.authors[0]}",
    f"Who wrote {NEW[1].bibliography.title}?",
    f"On how many examples was {synthetic.name(502)} trained?",
)


def _said(asked: KnowledgeBase | Trial) -> list[Answer | Abstention]:
    return [replace(asked.ask(question), elapsed_ms=0.0) for question in ASKED]


def test_a_trial_answers_as_the_cluster_does_afterwards(
    schema: str, address: Address, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a server's first papers, and of more; and nothing of all that is kept on the machine."""
    monkeypatch.setenv("HOME", str(tmp_path))
    with opened(schema, address) as base:
        base.ingest_records(synthetic.records(20))
        own = base.beside("guild_5")
        for records in (NEW[:1], NEW[1:]):
            before = _said(base)
            trial = own.foreseen(records)
            foretold = _said(trial)
            assert _said(base) == before
            own.ingest_records(records)
            assert _said(own) == foretold
            assert own.knowledge_version == trial.knowledge_version
    assert list(tmp_path.iterdir()) == []
