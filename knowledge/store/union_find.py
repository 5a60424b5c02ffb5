"""Numbers joined into groups."""

from collections import defaultdict
from collections.abc import Iterable


class Joined:
    """Numbers joined into groups: union-find."""

    def __init__(self) -> None:
        self._above: dict[int, int] = {}

    def root(self, one: int) -> int:
        """The number that stands for the group of `one`, which it begins if it is new."""
        above = self._above
        path = []
        while above.setdefault(one, one) != one:
            path.append(one)
            one = above[one]
        for each in path:
            above[each] = one
        return one

    def join(self, one: int, other: int) -> None:
        """Make one group of two."""
        first, second = sorted((self.root(one), self.root(other)))
        self._above[second] = first

    def groups(self) -> Iterable[list[int]]:
        """The groups, each in order, in the order of their first numbers."""
        found: defaultdict[int, list[int]] = defaultdict(list)
        for each in sorted(self._above):
            found[self.root(each)].append(each)
        return found.values()
