"""How far a channel was read."""

from hypothesis import given
from hypothesis import strategies as st

from bot.messages.progress import Progress


def test_the_mark_waits_for_the_slowest() -> None:
    """It moves to the last message before which everything is dealt with."""
    progress = Progress(10, behind=False)
    assert [progress.begin(number) for number in (11, 12, 13)] == [True] * 3
    progress.finish(12)
    assert progress.mark == 10
    progress.finish(11)
    assert progress.mark == 12
    progress.finish(13)
    assert progress.mark == 13


def test_nothing_is_begun_twice() -> None:
    """What is in hand, what is dealt with and what lies before the mark is not taken again."""
    progress = Progress(10)
    assert progress.begin(12)
    assert not progress.begin(12)
    progress.finish(12)
    assert not progress.begin(12)
    assert not progress.begin(10)
    assert progress.begin(11)


def test_the_mark_stands_still_in_a_gap() -> None:
    """While messages may be missed it does not move, and afterwards catches up."""
    progress = Progress(10, behind=False)
    progress.miss()
    progress.begin(15)
    progress.finish(15)
    assert (progress.mark, progress.behind) == (10, True)
    progress.catch_up(progress.gaps)
    assert (progress.mark, progress.behind) == (15, False)


def test_a_gap_while_another_is_closed_stays_open() -> None:
    """What was missed after reading began is still missing when it ends."""
    progress = Progress(10)
    began = progress.gaps
    progress.miss()
    progress.catch_up(began)
    assert progress.behind
    progress.catch_up(progress.gaps)
    assert not progress.behind


@given(st.data())
def test_every_message_is_dealt_with_once_whatever_is_missed(data: st.DataObject) -> None:
    """Messages arrive or are missed, end in any order, and the process may die at any moment."""
    said = range(1, data.draw(st.integers(1, 25)) + 1)
    dealt: list[int] = []
    progress = Progress(0)
    in_hand: list[int] = []

    def finish_some() -> None:
        while bool(in_hand) and data.draw(st.booleans()):
            number = in_hand.pop(data.draw(st.integers(0, len(in_hand) - 1)))
            dealt.append(number)
            progress.finish(number)

    def catch_up(until: int) -> None:
        gaps, mark = progress.gaps, progress.mark
        in_hand.extend(n for n in range(mark + 1, until + 1) if progress.begin(n))
        progress.catch_up(gaps)

    for number in said:
        match data.draw(st.sampled_from(["arrives", "is missed", "dies"])):
            case "arrives" if progress.begin(number):
                in_hand.append(number)
            case "is missed":
                progress.miss()
            case "dies":
                after = [n for n in dealt if n > progress.mark]
                progress = Progress(progress.mark)
                in_hand.clear()
                for done in after:  # found to be answered when they are read again
                    progress.begin(done)
                    progress.finish(done)
                catch_up(number)
        finish_some()
        assert set(range(1, progress.mark + 1)) <= set(dealt)
    catch_up(said[-1])
    for number in in_hand:
        dealt.append(number)
        progress.finish(number)
    assert sorted(dealt) == list(said)
    assert progress.mark == said[-1]
