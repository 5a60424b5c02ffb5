import pytest

from knowledge.counting import count
from tests.knowledge.shelf import question

SENTENCE = (
    "Zebrafish has 12 layers and 40 heads, costs $300, answers within 30 ms, "
    "needs 3B parameters, and reaches 45% accuracy."
)


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("how many layers does Zebrafish have?", "12"),
        ("number of layers in Zebrafish", "12"),
        ("how many heads does Zebrafish have?", "40"),
        ("count of heads in zebrafish", "40"),
        ("how many parameters does Zebrafish need?", "3B"),
        ("number of parameters of zebrafish", "3B"),
        ("how much does Zebrafish cost?", "$300"),
        ("what is the price of Zebrafish?", "$300"),
        ("how fast is Zebrafish?", "30 ms"),
        ("how quickly does it answer?", "30 ms"),
        ("what is the latency of Zebrafish", "30 ms"),
        ("how accurate is Zebrafish?", "45%"),
        ("what accuracy does Zebrafish reach", "45%"),
        ("accuracy rate of zebrafish in percent", "45%"),
        ("how big is Zebrafish?", "3B"),
        ("how large is the model?", "3B"),
        ("what size has Zebrafish", "3B"),
    ],
)
def test_the_quantity_that_was_asked_for_is_found(asked: str, answer: str) -> None:
    """Among several, the quantity whose unit fits, or that counts what was asked, is taken."""
    found = count(question(asked, SENTENCE, "Another text on bees."), SENTENCE)
    assert found.span is not None
    assert found.span.of(SENTENCE) == answer
    assert 0 < found.strength <= 1


def test_a_sentence_without_numbers_holds_no_quantity() -> None:
    """No number, no strength, no span."""
    found = count(question("how many layers?"), "It has many layers.")
    assert (found.strength, found.span) == (0, None)


def test_what_counts_something_else_is_less_sure() -> None:
    """A number beside other words is weaker than one beside what is counted."""
    asked = question("how many layers does Zebrafish have?")
    beside = count(asked, "Zebrafish has 12 layers.")
    apart = count(asked, "Zebrafish was fed 12 worms by people from a town of many layers.")
    assert beside.strength > apart.strength > 0


def test_a_unit_that_does_not_fit_is_less_sure() -> None:
    """Asked for a price, a share is hardly an answer."""
    asked = question("how much does Zebrafish cost?")
    assert (
        count(asked, "Zebrafish costs $12.").strength
        > count(asked, "Zebrafish costs 12%.").strength
    )


def test_by_how_much_wants_a_share_or_a_factor() -> None:
    """A difference is a percentage or a multiple."""
    text = "With 12 layers, Zebrafish improves by 30%."
    found = count(question("by how much does Zebrafish improve?"), text)
    assert found.span is not None
    assert found.span.of(text) == "30%"
