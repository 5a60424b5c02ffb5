"""What a fact check finds has words, the same wherever it is told."""

import pytest

from bot.language.findings import DECIDING, FINDINGS
from knowledge.model import Finding, Stance


def test_everything_that_can_be_found_has_words() -> None:
    """None is shown by its name in the code."""
    assert set(FINDINGS) == set(Finding)


@pytest.mark.parametrize(
    ("finding", "stance"),
    [
        (Finding.SUPPORTED, Stance.SUPPORTS),
        (Finding.REFUTED, Stance.REFUTES),
        (Finding.NOT_ENOUGH_INFO, None),
    ],
)
def test_what_the_verdict_has_said_is_not_said_again(
    finding: Finding, stance: Stance | None
) -> None:
    """Only what speaks for another verdict has to be named."""
    assert DECIDING.get(finding) is stance
