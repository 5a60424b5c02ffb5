from itertools import islice

import pytest

from knowledge.dedup import abstract_of, deduplicate
from knowledge.evaluation import synthetic
from knowledge.model import Answer
from tests.knowledge.shelf import ask


def test_records_are_the_same_every_time() -> None:
    """A seed gives the same records, wherever one begins; another seed gives others."""
    made = list(synthetic.records(45))
    assert list(synthetic.records(5, start=40)) == made[42:]
    assert made[0] != next(synthetic.records(1, seed=1))


def test_one_abstract_in_twenty_is_met_twice() -> None:
    """The duplicates are planted where they are told to be."""
    made = list(synthetic.records(100))
    held = deduplicate(made)
    assert (len(made), len(held)) == (105, 100)
    twice = [a for a in held.values() if len(a.sources) == 2]
    assert [a.sources[0].line % synthetic.PLANTED for a in twice] == [0] * 5


def test_names_are_never_the_same() -> None:
    """Every abstract presents a name of its own."""
    assert len({synthetic.name(number) for number in range(50_000)}) == 50_000


@pytest.mark.parametrize("seed", [0, 1])
def test_questions_have_the_answer_that_they_are_told_to_have(seed: int) -> None:
    """Asked of the abstracts, each is answered with what its abstract states."""
    abstracts = [abstract_of(record) for record in islice(synthetic.records(40), 40)]
    for asked in synthetic.questions(6, 38, seed):
        reply = ask(asked.question, abstracts)
        assert isinstance(reply, Answer)
        assert asked.answer in reply.text
