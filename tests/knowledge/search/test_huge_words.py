"""Words of thousands of letters, which nobody means, cost no more than others."""

import pytest

from knowledge.search.engines.spelling import LONGEST_JOINED, apart
from knowledge.text import vectors
from tests.knowledge.text.test_vectors import with_vectors


def _looked_up(word: str) -> int:
    """How often it is asked whether two words are neighbours, for one that is run together."""
    asked: list[str] = []

    def neighbours(left: str, right: str) -> bool:
        asked.append(f"{left} {right}")
        return False

    assert apart(word, neighbours) is None
    return len(asked)


def test_a_huge_word_is_no_words_run_together() -> None:
    """Up to some length a word is parted in every way, beyond that in none."""
    assert 0 < _looked_up("x" * LONGEST_JOINED) <= LONGEST_JOINED**2
    assert _looked_up("x" * (LONGEST_JOINED + 1)) == 0
    assert _looked_up("x" * 100_000) == 0


@with_vectors
@pytest.mark.parametrize("word", ["a" * 20_000, "tokenizers" * 2_000])
def test_a_huge_word_is_cut_into_all_of_its_pieces(word: str) -> None:
    """Put together they are the word again."""
    written = {number: piece for piece, number in vectors._pieces().items()}
    assert "".join(written[number] for number in vectors._cut(word)) == f"▁{word}"
