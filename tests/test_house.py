"""A house in which one finds one's way: no circles, few layers, short modules, own names."""

import ast
import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("knowledge", "bot")
MOST_LINES = 300
MOST_FLAT = 8
MOST_ROWS = 12
MOST_UNMAPPED = 3
MAPPED = (*PACKAGES, "tests/discord_server")
RECURRING = {
    "env": "what Alembic runs, for a base and for the ledger",
    "settings": "each package has its own, and `/settings` shows a server's",
    "backup": "a file of SQLite's copied, and papers and ledger copied together",
    "bibtex": "read from a page, and written for who cites",
    "privacy": "what `/privacy` shows, and what the ledger does for it",
    "protocol": "what is needed of a reader, and of a knowledge base",
    "questions": "a question on its way, and as the ledger keeps it",
    "schema": "the tables of a base, and of the ledger",
    "comparison": "what is asked of compared things, and the answer to it",
}
"""Names of two modules, with why they share it; at most ten."""


def modules() -> Iterator[tuple[str, Path]]:
    """Every module by its dotted name; a package by its own."""
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts), path


MODULES = dict(modules())


def imported(path: Path) -> Iterator[str]:
    """What a module imports of the project, wherever it does, for type hints as well."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                yield whole if whole in MODULES else node.module


FILES = {
    name: {other for other in imported(path) if other in MODULES and other != name}
    for name, path in MODULES.items()
}


def folder(name: str) -> str:
    """The folder of a module; one that lies flat in its package stands for itself."""
    inside = MODULES[name].relative_to(ROOT).parent
    return name if len(inside.parts) == 1 else ".".join(inside.parts)


def circle(graph: Mapping[str, set[str]]) -> list[str]:
    """A circle of a graph; empty where it has none."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def test_no_file_imports_itself_by_way_of_others() -> None:
    """There is no circle of modules, not even of those that only type hints need."""
    assert circle(FILES) == []


def test_no_folder_imports_itself_by_way_of_others() -> None:
    """There is no circle of folders either: one of the two is built on the other."""
    folders: defaultdict[str, set[str]] = defaultdict(set)
    for name, others in FILES.items():
        folders[folder(name)] |= {folder(o) for o in others} - {folder(name)}
    assert circle(folders) == []


def test_the_layers_are_few() -> None:
    """What is built on what can be read in one glance."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = project["tool"]["importlinter"]["contracts"]
    layers = [each["layers"] for each in contracts if each["type"] == "layers"]
    assert len(layers) == len(PACKAGES)
    assert all(0 < len(rows) <= MOST_ROWS for rows in layers)
    rows = [row for each in layers for row in each]
    named = {name.strip() for row in rows for name in row.split("|")}
    tops = {".".join(name.split(".")[:2]) for name in MODULES if "." in name}
    assert named >= tops


@pytest.mark.parametrize("package", PACKAGES)
def test_few_modules_lie_flat(package: str) -> None:
    """A package has folders, and flat only what everything shares."""
    flat = [p.name for p in (ROOT / package).glob("*.py") if p.name != "__init__.py"]
    assert len(flat) <= MOST_FLAT


@pytest.mark.parametrize("name", MODULES)
def test_a_module_is_no_longer_than_one_reads(name: str) -> None:
    """Beyond that it is two things."""
    assert len(MODULES[name].read_text(encoding="utf-8").splitlines()) <= MOST_LINES


def test_no_module_is_a_scrap_of_another() -> None:
    """What is short and used by one other alone belongs there; steps of the database stay apart."""
    used = Counter(other for others in FILES.values() for other in others)
    scraps = [
        name
        for name, path in MODULES.items()
        if len(path.read_text(encoding="utf-8").splitlines()) < 25
        and used[name] < 2
        and path.name != "__init__.py"
        and "migrations" not in path.parts
    ]
    assert scraps == []


def test_names_are_names_of_one_thing() -> None:
    """Two modules share a name only for a reason that is given."""
    names = Counter(p.stem for p in MODULES.values() if p.stem != "__init__")
    recurring = {name for name, count in names.items() if count > 1}
    assert recurring <= RECURRING.keys()
    assert len(RECURRING) <= 10


def packages() -> Iterator[str]:
    """The folders of packages that hold more modules than one sees at a glance."""
    for top in MAPPED:
        for path in sorted((ROOT / top).rglob("__init__.py")):
            if len(list(path.parent.glob("*.py"))) - 1 > MOST_UNMAPPED:
                yield path.parent.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("package", [*packages()])
def test_a_package_has_a_map(package: str) -> None:
    """Its docstring has a line for each of its modules, and names no module that is not there."""
    folder = ROOT / package
    text = ast.get_docstring(ast.parse((folder / "__init__.py").read_text(encoding="utf-8"))) or ""
    mapped = Counter(re.findall(r"^(\w+\.py) +\S", text, re.MULTILINE))
    assert mapped == Counter(p.name for p in folder.glob("*.py") if p.name != "__init__.py")
    for named in {*re.findall(r"[\w/]+\.(?:py|toml)\b", text)} - {"discord.py"}:
        assert (ROOT / named if "/" in named else folder / named).is_file(), named
