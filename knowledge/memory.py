"""Python's search for garbage, set for a process that remembers much and answers fast.

It looks through everything that is remembered, which takes a fifth of a second where thousands of
sentences are. Nearly all of what answering makes is let go of without it.
"""

import gc

_YOUNG, _MIDDLE, _OLD = 20_000, 50, 100
"""How many new objects there are before the youngest are looked through, and how many times these
are before the older ones are, and the oldest."""


def settle() -> None:
    """To be called once all that stays is loaded: it is never looked through again."""
    gc.freeze()
    gc.set_threshold(_YOUNG, _MIDDLE, _OLD)
