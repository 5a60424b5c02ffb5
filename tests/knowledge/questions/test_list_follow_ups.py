"""What goes on with a list of papers, on the seeds."""

from collections.abc import Sequence

import pytest

from knowledge.base import KnowledgeBase
from tests.knowledge.questions.turns import read_as


@pytest.mark.parametrize(
    ("turns", "meant"),
    [
        (["papers by Thomas Wang", "how many are there?"], "how many papers by Thomas Wang?"),
        (["papers by Thomas Wang", "only those from 2022"], "papers by Thomas Wang from 2022?"),
        (["papers by Thomas Wang", "and by Léo Tronchon?"], "papers by Léo Tronchon?"),
        (["which papers are from 2023?", "and 2022?"], "papers from 2022?"),
        (["papers from 2023", "any by Jiang?"], "papers from 2023 by Jiang?"),
        (["papers from 2023", "and since 2024?"], "papers since 2024?"),
        (["papers about speech", "which one is the newest?"], "newest papers about speech?"),
        (
            ["Compare BLOOM and StarCoder", "which one is newer?"],
            "which is newer, BLOOM or StarCoder?",
        ),
        (
            ["newest paper", "who wrote it?"],
            "who wrote “Monitoring Deployed AI Systems in Health Care”?",
        ),
        (["papers from Stanford", "who wrote it?"], "who wrote OBELICS?"),
        (
            ["papers by Angela Fan and Teven Le Scao", "what about StarCoder?", "its license?"],
            "StarCoder's license?",
        ),
        (
            ["papers by Hugo Laurençon", "what about the first one?", "who wrote the second one?"],
            "who wrote The BigScience ROOTS Corpus?",
        ),
    ],
)
def test_what_goes_on_with_a_list(base: KnowledgeBase, turns: Sequence[str], meant: str) -> None:
    """A part of it, another of its kind, its number, its ends, and its papers by their titles."""
    assert read_as(base, *turns) == meant


@pytest.mark.parametrize(
    ("turns", "typed"),
    [
        (["What is StarCoder?"], "how many are there in 2022?"),
        (["papers by Thomas Wang"], "What is BLOOM?"),
        (["papers from 2023"], "which model is made for Finnish?"),
    ],
)
def test_what_stands_on_its_own_goes_on_with_no_list(
    base: KnowledgeBase, turns: Sequence[str], typed: str
) -> None:
    """Only after a list, and in words that ask for a part of it."""
    assert "papers" not in read_as(base, *turns, typed)
