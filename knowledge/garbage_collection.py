"""Python's search for garbage, set for a process that remembers much and answers fast.

What answering lets go of is freed without that search: a hundred questions leave not one object for
it to find. But it looks through everything young, which what is remembered between questions makes
as many as 100,000 objects, for 60 milliseconds at a time; so that it is put off until it pays.
"""

import gc

_YOUNG, _MIDDLE, _OLD = 1_000_000, 5, 5
"""How many more objects there are than were before the youngest are looked through, and how many
times these are before the older ones are, and the oldest. What is remembered is less than that."""


def settle() -> None:
    """To be called once all that stays is loaded: it is never looked through again."""
    gc.freeze()
    gc.set_threshold(_YOUNG, _MIDDLE, _OLD)
