"""The parts of the README and of docs/ that are made from the project.

Each stands between `<!-- NAME -->` and `<!-- end of NAME -->`. `make docs` writes them anew; a test
sees to it that they are up to date.
"""

import ast
import os
import re
import tempfile
import tomllib
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from unittest import mock

from bot.cli.chat import PROMPT, chat
from bot.cli.terminal import Screen
from bot.language.catalogues import NAMES as LANGUAGES
from knowledge.base import KnowledgeBase
from tests import offered
from tests.offered import first_line, table

ROOT = Path(__file__).resolve().parent.parent
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
ASKED = (
    "How many languages was BLOOM trained on?",
    "and who wrote it?",
    "How many GPUs was GPT-5 trained on?",
    "/check Mistral 7B is worse than Llama 2 13B.",
)
_MARKED = re.compile(r"<!-- (\w+) -->\n(.*?)<!-- end of \1 -->", re.DOTALL)


class _Terminal(StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def transcript() -> str:
    """What the terminal chat says on the seeds."""
    stream = _Terminal()
    with (
        mock.patch.dict(os.environ, {"TERM": "dumb"}),  # 80 columns, no colours
        tempfile.TemporaryDirectory() as data_dir,
        KnowledgeBase.open(Path(data_dir)) as base,
    ):
        screen = Screen(stream)

        def typed() -> Iterator[str]:
            for line in ASKED:
                stream.write(f"{PROMPT}{line}\n")
                yield line

        chat(base, typed(), screen)
    shown = re.sub(r" +$", "", stream.getvalue().rstrip(), flags=re.MULTILINE)
    return f"```text\n{shown}\n```"


def constants() -> str:
    """The files of `config/tuned/`, as they are."""
    files = sorted((ROOT / "config" / "tuned").glob("*.toml"))
    return "\n\n".join(
        f"`config/tuned/{path.name}`:\n\n```toml\n{path.read_text(encoding='utf-8').strip()}\n```"
        for path in files
    )


def languages() -> str:
    """The languages that the bot speaks."""
    return ", ".join(f"{name} (`{code}`)" for code, name in LANGUAGES.items()) + "."


def strictness() -> str:
    """The levels of strictness, with what was measured of each."""
    numbers, rates = (
        tomllib.loads((ROOT / f"config/{name}.toml").read_text(encoding="utf-8"))
        for name in ("confidence", "error_rates")
    )
    wrong = rates["strictness"]
    rows = [
        (f"`{level}`", f"{numbers['strictness'][level]:.2f}", f"{share} %")
        for level, share in wrong.items()
    ]
    rows.append(("none", f"{numbers['threshold']:.2f}", "not promised"))
    return table(("level", "shown from this confidence on", "of what it showed, wrong"), rows)


def figures() -> str:
    """What the model card says of how well the reader does."""
    card = (ROOT / "knowledge/reader/weights/MODEL.md").read_text(encoding="utf-8")
    section = card.partition("## How well it does")[2].partition("\n")[2]
    return section.partition("\n## ")[0].strip()


def house() -> str:
    """The folders of the code and the modules above them, with what each says that it is."""
    rows = []
    for package in ("knowledge", "bot"):
        folders = {path.parent for path in (ROOT / package).rglob("__init__.py")}
        above = (path for path in (ROOT / package).glob("*.py") if path.name != "__init__.py")
        rows += [(f"`{_named(path)}/`", _purpose(path / "__init__.py")) for path in sorted(folders)]
        rows += [(f"`{_named(path)}`", _purpose(path)) for path in sorted(above)]
    return table(("where", "what it is"), rows)


PARTS: dict[str, Callable[[], str]] = {
    "transcript": transcript,
    "commands": offered.commands,
    "options": offered.options,
    "environment": offered.environment,
    "panel": offered.panel_of_settings,
    "constants": constants,
    "slash_commands": offered.slash_commands,
    "languages": languages,
    "strictness": strictness,
    "figures": figures,
    "house": house,
}


def with_parts(text: str) -> str:
    """The text of a page with the parts that are made put in anew."""

    def made(match: re.Match[str]) -> str:
        name = match[1]
        return f"<!-- {name} -->\n{PARTS[name]()}\n<!-- end of {name} -->"

    return _MARKED.sub(made, text)


def _named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _purpose(module: Path) -> str:
    return first_line(ast.get_docstring(ast.parse(module.read_text(encoding="utf-8"))))


if __name__ == "__main__":
    for page in PAGES:
        page.write_text(with_parts(page.read_text(encoding="utf-8")), encoding="utf-8")
