"""Who changes a base, and when."""

import datetime as dt
import getpass

_UNKNOWN = "unknown"


def now() -> dt.datetime:
    """The time in UTC, to the second."""
    return dt.datetime.now(dt.UTC).replace(microsecond=0)


def user_name() -> str:
    """The name that somebody is logged in by, or that the environment gives."""
    try:
        name = getpass.getuser()
    except (KeyError, OSError, ImportError):  # an account without a name, as in some containers
        return _UNKNOWN
    return "".join(c for c in name if c.isprintable()) or _UNKNOWN
