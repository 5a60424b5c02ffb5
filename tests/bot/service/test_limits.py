"""Token buckets under a clock that the test moves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.service.limits import Admission, Buckets, Limits, Refusal, Scope


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def _let_through(admission: Admission, *, user: int = 1, channel: int = 2, server: int = 3) -> int:
    """How many in a row are let through."""
    through = 0
    while admission.refusal(user, channel, server) is None:
        through += 1
    return through


@pytest.mark.parametrize(
    ("limits", "scope", "most"),
    [
        (Limits(user=3, channel=0, server=0), Scope.USER, 3),
        (Limits(user=0, channel=4, server=0), Scope.CHANNEL, 4),
        (Limits(user=0, channel=0, server=5), Scope.SERVER, 5),
        (Limits(user=9, channel=6, server=7), Scope.CHANNEL, 6),
    ],
)
def test_the_tightest_limit_refuses(limits: Limits, scope: Scope, most: int) -> None:
    """So many are let through at once, and the next is told whose limit it is."""
    admission = Admission(limits, Clock())
    assert _let_through(admission) == most
    refused = admission.refusal(1, 2, 3)
    assert refused == Refusal(scope, 60 // most if 60 % most == 0 else 60 // most + 1)


def test_who_waits_as_long_as_told_is_let_through() -> None:
    """After the seconds that a refusal names there is a token, and not before."""
    clock = Clock()
    admission = Admission(Limits(user=4, channel=0, server=0), clock)
    _let_through(admission)
    refused = admission.refusal(1, 2, 3)
    assert refused is not None
    clock.now += refused.seconds - 0.01
    assert admission.refusal(1, 2, 3) is not None
    clock.now += 0.01
    assert admission.refusal(1, 2, 3) is None


def test_one_persons_limit_is_not_anothers() -> None:
    """Another person in another place is let through; the one who is refused uses nothing up."""
    admission = Admission(Limits(user=2, channel=5, server=5), Clock())
    for _ in range(10):
        admission.refusal(1, 2, 3)
    assert _let_through(admission, user=9) == 2
    assert _let_through(admission, user=8) == 1


def test_outside_servers_there_is_no_limit_of_a_server() -> None:
    """Direct messages of different people share no bucket."""
    admission = Admission(Limits(user=0, channel=0, server=1), Clock())
    assert all(admission.refusal(user, None, None) is None for user in range(5))


@given(
    st.integers(1, 30),
    st.lists(st.floats(0, 40, allow_nan=False), max_size=200),
)
def test_no_minute_lets_more_through_than_twice_the_size(size: int, pauses: list[float]) -> None:
    """In any 60 seconds at most a full bucket and what flows in meanwhile come through."""
    clock = Clock()
    buckets = Buckets(size, clock)
    passed = []
    for pause in pauses:
        clock.now += pause
        if not buckets.wait("key"):
            buckets.take("key")
            passed.append(clock.now)
    for first in passed:
        assert sum(1 for at in passed if first <= at < first + 60) <= 2 * size


def test_whoever_rests_costs_no_memory() -> None:
    """Buckets that are full again are thrown away when there are many."""
    clock = Clock()
    buckets = Buckets(5, clock)
    for key in range(10_000):
        buckets.take(key)
    clock.now += 60
    buckets.take("last")
    assert len(buckets) == 1
