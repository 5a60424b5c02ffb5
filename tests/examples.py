"""How many examples a law is tried on: a multiple of what the profile says, in whichever it is."""

from hypothesis import settings


def times(factor: float) -> settings:
    """More than usual where one costs little, fewer where one costs much.

    The profiles are in `tests/conftest.py`.
    """
    return settings(max_examples=max(1, round(factor * settings().max_examples)))
