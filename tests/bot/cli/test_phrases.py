"""People are told what was found in words."""

from dataclasses import replace

import pytest

from bot.cli.phrases import nothing_fits, tally
from knowledge.model import Citation, Evidence, Stance
from tests.bot.samples import QUOTE, abstract, verdict

S, R = Stance.SUPPORTS, Stance.REFUTES


def _evidence(identifier: str, stance: Stance) -> Evidence:
    return Evidence(Citation(1, abstract(identifier), QUOTE), stance)


@pytest.mark.parametrize(
    ("papers", "told"),
    [
        ({}, ""),
        ({"a": [S]}, ""),
        ({"a": [S, S], "b": [S], "c": [R]}, "2 papers are for it, 1 paper is against it."),
        ({"a": [R], "b": [R]}, "2 papers are against it."),
        ({"a": [S, R]}, "1 paper says both."),
        ({"a": [S, R], "b": [S]}, "1 paper is for it, 1 paper says both."),
    ],
)
def test_papers_are_counted_once(papers: dict[str, list[Stance]], told: str) -> None:
    """However many sentences of a paper are evidence, it has one vote; one alone is not counted."""
    evidence = tuple(_evidence(each, s) for each, stances in papers.items() for s in stances)
    assert tally(replace(verdict(of=abstract()), evidence=evidence)) == told


def test_a_search_that_finds_nothing_says_so() -> None:
    """And what to do; a base without papers says that."""
    assert nothing_fits("zz\u202ez").startswith("No paper fits “zzz”. Try")
    assert nothing_fits("") == "There are no papers yet."
