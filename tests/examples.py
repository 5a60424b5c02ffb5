"""How many examples a law is tried on: a multiple of what the profile says, in whichever it is."""

from hypothesis import HealthCheck, settings


def times(factor: float, *, one_folder: bool = False) -> settings:
    """More than usual where one costs little, fewer where one costs much.

    The profiles are in `tests/conftest.py`.

    Args:
        factor: so many times as many.
        one_folder: all get the same `tmp_path`, and make a folder of their own in it.
    """
    made = settings(max_examples=max(1, round(factor * settings().max_examples)))
    if one_folder:
        unsuspected = [*made.suppress_health_check, HealthCheck.function_scoped_fixture]
        made = settings(made, suppress_health_check=unsuspected)
    return made
