"""The files that come with Footnote: `seeds/` and the tables of `config/`, each read once."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

_PACKAGE = Path(__file__).resolve().parent


def resource(name: str) -> Path:
    """The path of a folder that comes with Footnote.

    An installed wheel carries it inside the package; a checkout beside it.

    Args:
        name: `seeds` or `config`.
    """
    packaged = _PACKAGE / "_resources" / name
    return packaged if packaged.is_dir() else _PACKAGE.parent / name


@cache
def table(name: str) -> dict[str, Any]:
    """The table of `config/NAME.toml`."""
    return tomllib.loads((resource("config") / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def words(name: str) -> frozenset[str]:
    """The words listed under a name in `config/words.toml`."""
    return frozenset(" ".join(table("words")[name]).split())
