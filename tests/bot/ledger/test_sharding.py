"""Shards are run by one process each, by those that should, and by somebody before long."""

from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.ledger.sharding import ORPHANED_SECONDS, Plan, View, shard_of, taken
from bot.ledger.sharding import given as handed_over


@dataclass
class Town:
    """Processes that look at the same locks, one after another, a second apart."""

    count: int
    wants: dict[int, frozenset[int]] = field(default_factory=dict)
    """By living process what it was told to run; nothing: its share."""
    held: dict[int, int] = field(default_factory=dict)
    idle: dict[int, int] = field(default_factory=dict)
    lived: list[int] = field(default_factory=list)
    moved: int = 0

    def die(self, member: int) -> None:
        """A process is killed: what it held is free."""
        del self.wants[member]
        self.held = {shard: each for shard, each in self.held.items() if each != member}

    def second(self) -> None:
        """Every process looks once, takes what it may, and hands over what it should."""
        self.lived = [*self.lived, len(self.wants)][-int(ORPHANED_SECONDS) :]
        self.idle = {s: self.idle.get(s, 0) + 1 for s in range(self.count) if s not in self.held}
        for member in sorted(self.wants):
            view = self._view(member)
            for shard in taken(view):
                assert shard not in self.held, "it was free in the view"
                self.held[shard] = member
                self.moved += 1
            for shard in handed_over(view):
                del self.held[shard]

    def _view(self, me: int) -> View:
        wanted = {
            shard: frozenset(m for m, told in self.wants.items() if shard in told)
            for shard in range(self.count)
        }
        ripe = frozenset(s for s, seconds in self.idle.items() if seconds > ORPHANED_SECONDS)
        members = frozenset(self.wants)
        return View(me, self.count, members, dict(self.held), wanted, ripe, max(self.lived))

    def live(self, seconds: int = 40) -> None:
        """Let time pass."""
        for _ in range(seconds):
            self.second()


_alone = frozenset[int]()


@settings(max_examples=20)
@given(st.integers(1, 12), st.integers(1, 5), st.data())
def test_whoever_comes_and_goes_all_shards_are_run_evenly(
    count: int, processes: int, data: st.DataObject
) -> None:
    """Processes that share: within a minute, and with no more than one shard between them."""
    town = Town(count)
    for member in range(1, processes + 1):
        town.wants[member] = _alone
        town.live(data.draw(st.integers(0, 15)))
    town.live()
    for _ in range(data.draw(st.integers(0, processes - 1))):
        town.die(data.draw(st.sampled_from(sorted(town.wants))))
        town.live()
    assert sorted(town.held) == list(range(count))
    loads = [list(town.held.values()).count(member) for member in town.wants]
    assert max(loads) - min(loads) <= 1
    before = town.moved
    town.live()
    assert town.moved == before, "shards are not handed about for nothing"


@given(st.integers(2, 9), st.integers(1, 8))
def test_told_processes_run_what_they_were_told(count: int, split: int) -> None:
    """One that dies is replaced by the other, until it is back."""
    split = min(split, count - 1)
    first, second = frozenset(range(split)), frozenset(range(split, count))
    town = Town(count, {1: first, 2: second})
    town.live(3)
    assert town.held == {shard: 1 if shard in first else 2 for shard in range(count)}
    town.die(1)
    town.live(int(ORPHANED_SECONDS) - 2)
    assert set(town.held) == second, "it may be back in a moment"
    town.live(5)
    assert set(town.held.values()) == {2}
    assert len(town.held) == count
    town.wants[3] = first
    town.live(5)
    assert town.held == {shard: 3 if shard in first else 2 for shard in range(count)}


def test_who_is_started_again_has_its_share_at_once() -> None:
    """Of two that share four shards: the other does not take them before ten seconds."""
    town = Town(4, {1: _alone, 2: _alone})
    town.live()
    town.die(2)
    town.live(3)
    assert len(town.held) == 2
    town.wants[3] = _alone
    town.second()
    assert list(town.held.values()).count(3) == 2


def test_who_shares_gets_what_others_only_stood_in_for() -> None:
    """A process that was told of its shards keeps those, and no more than it has to."""
    town = Town(4, {1: frozenset([0])})
    town.live()
    assert set(town.held.values()) == {1}
    town.wants[2] = _alone
    town.live()
    assert town.held[0] == 1
    assert list(town.held.values()).count(2) >= 2
    before = town.moved
    town.live()
    assert town.moved == before


def test_two_that_want_the_same_are_one_and_a_spare() -> None:
    """The second runs it a moment after the first is gone."""
    town = Town(1, {1: frozenset([0]), 2: frozenset([0])})
    town.live()
    (holder,) = town.held.values()
    town.die(holder)
    town.second()
    assert set(town.held.values()) == {3 - holder}


def test_a_server_belongs_to_one_shard() -> None:
    """As Discord counts; direct messages to the first."""
    assert shard_of(None, 4) == 0
    assert [shard_of((7 << 22) + 5, count) for count in (1, 2, 4)] == [0, 1, 3]


@pytest.mark.parametrize(
    ("text", "count", "wanted"),
    [
        ("auto", None, None),
        ("0,1/4", 4, {0, 1}),
        ("0-2, 7/16", 16, {0, 1, 2, 7}),
        ("3/4", 4, {3}),
    ],
)
def test_plans_are_read(text: str, count: int | None, wanted: set[int] | None) -> None:
    """Numbers and ranges of a number, or its share of all."""
    assert Plan.of(text) == Plan(count, frozenset(wanted) if wanted else None)


@pytest.mark.parametrize("text", ["4/4", "0,1", "1-0/4", "0/0", "-1/4", "all", "0,,1/4", "/4"])
def test_plans_that_are_none_are_told(text: str) -> None:
    """With what they are written like."""
    with pytest.raises(ValueError, match="0,1/4"):
        Plan.of(text)
