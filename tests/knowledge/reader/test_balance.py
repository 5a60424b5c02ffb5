"""Claims that are weighed, so that words in common with a sentence tell nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("sklearn")

from knowledge.reader.training.balance import LEAST, MOST, balanced
from knowledge.reader.training.corpora import NEITHER, REFUTES, SUPPORTS, Example

SENTENCE = "Salt harms all algae of warm lakes."


def claim(text: str, stance: int, *rationale: int) -> Example:
    """A claim on a passage of one sentence."""
    return Example(text, "", (SENTENCE,), "p", "written", stance=stance, rationale=rationale)


def test_both_sides_of_what_is_alike_weigh_the_same() -> None:
    """However many there are of either; what is there of one side alone weighs half."""
    alike = [claim("Salt harms it.", stance, 0) for stance in (SUPPORTS, *[REFUTES] * 3)]
    weighed = balanced([*alike, claim("It kills plants.", SUPPORTS, 0)])
    assert [e.weight for e in weighed] == pytest.approx([2.0, *[2 / 3] * 3, 0.5])


@given(
    st.lists(st.tuples(st.sampled_from("abcdefg"), st.sampled_from([NEITHER, SUPPORTS, REFUTES])))
)
def test_nothing_else_changes(made: list[tuple[str, int]]) -> None:
    """Not the order, nor what is claimed; what says neither, and questions, weigh what they did."""
    examples = [claim(f"Salt {t}.", stance, *([0] if stance else [])) for t, stance in made]
    weighed = balanced(examples)
    assert [(e.text, e.stance) for e in weighed] == [(e.text, e.stance) for e in examples]
    assert all(LEAST <= e.weight <= MOST for e in weighed)
    assert all(e.weight == 1 for e in weighed if e.stance == NEITHER)
