"""The word lists and tables of `config/`, read once, when first asked for."""

import tomllib
from functools import cache
from typing import Any

from knowledge.resources import resource


@cache
def table(name: str) -> dict[str, Any]:
    """The table of `config/NAME.toml`."""
    return tomllib.loads((resource("config") / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def words(name: str) -> frozenset[str]:
    """The words listed under a name in `config/words.toml`."""
    return frozenset(" ".join(table("words")[name]).split())
