"""The parts of README.md that are made from the project: a transcript and the table of files.

`python -m tests.readme` writes them anew; a test sees to it that they are up to date.
"""

import ast
import os
import re
import tempfile
from io import StringIO
from pathlib import Path
from unittest import mock

from bot.cli.chat import PROMPT, chat
from bot.cli.terminal import Screen
from knowledge.base import KnowledgeBase

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
ASKED = (
    "How many parameters does BLOOM have?",
    "who wrote the mistral 7b paper?",
    "How many GPUs was GPT-5 trained on?",
    "/check BLOOM has 175B parameters.",
)


class _Terminal(StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def transcript() -> str:
    """What the terminal chat says on the seeds, as a block of code."""
    stream = _Terminal()
    with (
        mock.patch.dict(os.environ, {"TERM": "dumb"}),  # 80 columns, no colours
        tempfile.TemporaryDirectory() as data_dir,
        KnowledgeBase.open(Path(data_dir)) as base,
    ):
        screen = Screen(stream)
        for line in ASKED:
            stream.write(f"{PROMPT}{line}\n")
            chat(base, [line], screen)
    shown = re.sub(r" +$", "", stream.getvalue().rstrip(), flags=re.MULTILINE)
    return f"```text\n{shown}\n```"


def files() -> str:
    """Every module, and what its docstring's first line says, as a table."""
    modules = sorted(
        path for folder in ("knowledge", "bot") for path in (ROOT / folder).rglob("*.py")
    )
    rows = [f"| `{path.relative_to(ROOT).as_posix()}` | {_purpose(path)} |" for path in modules]
    return "\n".join(["| file | what it does |", "|---|---|", *rows])


def with_parts(readme: str) -> str:
    """The text of a README with the parts that are made put in anew."""
    for name, made in (("transcript", transcript()), ("files", files())):
        begin, end = f"<!-- {name} -->", f"<!-- end of {name} -->"
        before, rest = readme.split(begin)
        _, after = rest.split(end)
        readme = f"{before}{begin}\n{made}\n{end}{after}"
    return readme


def _purpose(module: Path) -> str:
    documentation = ast.get_docstring(ast.parse(module.read_text(encoding="utf-8"))) or ""
    return documentation.partition("\n")[0].replace("|", "\\|")


if __name__ == "__main__":
    README.write_text(with_parts(README.read_text(encoding="utf-8")), encoding="utf-8")
