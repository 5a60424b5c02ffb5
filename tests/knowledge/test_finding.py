import pytest

from knowledge.finding import REACH, nearness, words_of
from knowledge.focusing import Focus
from knowledge.model import Span
from tests.knowledge.shelf import question

LAYERS = "a text on layers"


def focus() -> Focus:
    """The concept of layers."""
    (found,) = question("layers?", LAYERS).foci
    return found


def near(text: str, number: str = "12") -> float:
    """How near the layers stand to the number in a text."""
    start = text.index(number)
    return nearness(focus(), Span(start, start + len(number)), words_of(text))


def test_right_behind_is_nearest() -> None:
    """What is counted mostly stands right behind its number."""
    assert near("It has 12 layers.") == 1


@pytest.mark.parametrize(
    ("nearer", "farther"),
    [
        ("12 layers", "12 big layers"),
        ("12 big layers", "12 very big layers"),
        ("12 layers", "layers 12"),
        ("layers: 12", "layers of it: 12"),
        ("12 a b c layers", "12 a b c d layers"),
        ("12 layers", "12 " + "x " * (REACH + 2) + "layers"),
    ],
)
def test_nearer_is_stronger(nearer: str, farther: str) -> None:
    """Each word between weakens, and so does standing before."""
    assert near(nearer) > near(farther)


def test_out_of_reach_is_nothing() -> None:
    """Too far away, or not there at all, is not near."""
    assert near("12 " + "x " * (REACH + 2) + "layers") == 0
    assert near("12 heads") == 0


def test_a_span_without_words_is_near_to_nothing() -> None:
    """A span that covers no word has no neighbours."""
    assert nearness(focus(), Span(2, 3), words_of("12 layers")) == 0
    assert nearness(focus(), Span(0, 0), words_of("")) == 0
