"""People are told what was found in words."""

import pytest

from bot.wording import FINDINGS, STANCES, tally
from knowledge.model import Citation, Evidence, Finding, Stance
from tests.bot.samples import QUOTE, abstract

S, R = Stance.SUPPORTS, Stance.REFUTES


def test_everything_that_can_be_found_has_words() -> None:
    """None is shown by its name in the code."""
    assert set(FINDINGS) == set(Finding)
    assert set(STANCES) == set(Stance)


@pytest.mark.parametrize(
    ("papers", "told"),
    [
        ({}, ""),
        ({"a": [S]}, "1 paper supports it."),
        ({"a": [S, S], "b": [S], "c": [R]}, "2 papers support it, 1 paper refutes it."),
        ({"a": [R], "b": [R]}, "2 papers refute it."),
        ({"a": [S, R], "b": [S]}, "1 paper supports it, 1 paper says both."),
    ],
)
def test_papers_are_counted_once(papers: dict[str, list[Stance]], told: str) -> None:
    """However many sentences of a paper are evidence, it has one vote."""
    evidence = [
        Evidence(Citation(1, abstract(identifier), QUOTE), stance)
        for identifier, stances in papers.items()
        for stance in stances
    ]
    assert tally(evidence) == told
