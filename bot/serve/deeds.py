"""What is done once, however often it is asked for."""

import asyncio
from weakref import WeakValueDictionary

_REMEMBERED = 5000


class Deeds:
    """Names of deeds, such as a button that was pressed. It belongs to the event loop's thread."""

    def __init__(self) -> None:
        self._done: dict[str, None] = {}
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    def first_time(self, deed: str) -> bool:
        """Whether a deed is the first of its name among the last few thousand."""
        if deed in self._done:
            return False
        self._done[deed] = None
        if len(self._done) > _REMEMBERED:
            del self._done[next(iter(self._done))]
        return True

    def turn(self, deed: str) -> asyncio.Lock:
        """Whose turn it is to do something that is done once: who comes second finds it done."""
        return self._turns.setdefault(deed, asyncio.Lock())
