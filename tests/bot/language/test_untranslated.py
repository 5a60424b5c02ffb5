"""No sentence reaches Discord that no catalogue knows: the source is searched for such."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.catalogues import KEYWORDS, ROOT

_TWO_WORDS = re.compile(r"[A-Za-z’']{2,}[,;:]? [A-Za-z’']{2,}")
"""Two words are a sentence, or enough of one; ids, patterns and formats have none."""
_KNOWN = frozenset({"describe", "command", "context_menu", "Group", "legend"})
"""What takes the strings of commands, which the translator looks up; and names of places."""
_TERMINAL = re.compile(r"(app|settings|service/(?:lock|backup))\.py")
"""Modules that speak to a terminal: in English, as command lines do."""
_SILENT = frozenset({"cli", "ledger"})
"""Packages that speak to a terminal, or SQL, and to whoever runs the bot where that fails."""
_NOT_SHOWN = (
    " et al.",  # is Latin in every language
    "The bot is being stopped.",  # ends the reading of messages, and is told to nobody
    "The ledger is late.",  # then it is done without
    "There are no messages in this channel.",  # as it is then
    "the pauses do not end",  # which nobody can see
    "How many languages does the model cover?",  # warms a process up
    "What is ",  # asks the knowledge base, which reads English
    "How many ",
    "Who wrote “",
    "(?P<first>.+?) compared with (?P<second>.+?)(?: in terms of (?P<aspect>.+))?",  # as above
    " compared with ",
    " in terms of ",
    "What is the ",
)


def unsaid_in(source: str) -> Iterator[str]:
    """The sentences in a module's source that are neither said, nor logged, nor its documentation.

    What goes into a file (BibTeX, SQL) has no two words in a row in one string.
    """
    yield from _unsaid(ast.parse(source))


def _unsaid(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return  # a docstring
    if isinstance(node, ast.Call) and _is_known(node.func):
        return
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        if _TWO_WORDS.search(node.value) and node.value not in _NOT_SHOWN:
            yield node.value
        return
    for inner in ast.iter_child_nodes(node):
        yield from _unsaid(inner)


def _is_known(function: ast.expr) -> bool:
    """Whether what is called says its sentences, shows them with commands, or logs them."""
    if isinstance(function, ast.Name):
        return function.id in {*KEYWORDS, "cast"}
    if not isinstance(function, ast.Attribute):
        return False
    logs = isinstance(function.value, ast.Name) and function.value.id == "_log"
    return logs or function.attr in _KNOWN


def _speaking_modules() -> list[Path]:
    found = [path.relative_to(ROOT / "bot") for path in sorted((ROOT / "bot").rglob("*.py"))]
    return [
        path
        for path in found
        if not _TERMINAL.fullmatch(str(path)) and path.parts[0] not in _SILENT
    ]


@pytest.mark.parametrize("path", _speaking_modules(), ids=str)
def test_every_sentence_is_said(path: Path) -> None:
    """Whatever two words stand in a string go through the catalogues."""
    assert list(unsaid_in((ROOT / "bot" / path).read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('x = "Hello there"', ["Hello there"]),
        ('x = f"Hello there {y}"', ["Hello there "]),
        ('x = say("Hello there")', []),
        ("x = f\"**{say('Hello there')}**\"", []),
        ('_log.info("hello there")', []),
        ('button(label="Hello there")', ["Hello there"]),
        ('def f():\n    """Hello there."""', []),
    ],
)
def test_the_search_finds_sentences(source: str, found: list[str]) -> None:
    """It tells what is said from what is not."""
    assert list(unsaid_in(source)) == found
