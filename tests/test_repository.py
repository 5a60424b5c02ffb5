"""The repository's outside is in order: its top level, its locks, and what an install holds."""

import ast
import os
import re
import shutil
import subprocess
import tomllib
import zipfile
from pathlib import Path

import pytest
from hatchling.build import build_wheel

from tests.knowledge import postgres_server
from tests.knowledge.cluster import nodes

ROOT = Path(__file__).resolve().parent.parent
TOP_LEVEL = {
    ".ci", ".dockerignore", ".gitignore", "CHANGELOG.md", "Dockerfile", "LICENSE", "Makefile",
    "README.md", "bot", "config", "docs", "knowledge", "pyproject.toml", "requirements-dev.lock",
    "requirements-cluster.lock", "requirements-pip.lock", "requirements-train.lock",
    "requirements.lock", "seeds", "tests",
}  # fmt: skip
LOCKS = (
    "requirements.lock",
    "requirements-dev.lock",
    "requirements-train.lock",
    "requirements-cluster.lock",
)


def test_the_top_level_holds_only_what_belongs_there() -> None:
    """A new entry needs a reason, and a place in this list."""
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        pytest.skip("this is no git checkout")
    listed = subprocess.run(
        [git, "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert {line.split("/")[0] for line in listed.stdout.splitlines()} == TOP_LEVEL


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_no_host_and_no_path(name: str) -> None:
    """Where packages come from is for whoever installs them to say."""
    lock = (ROOT / name).read_text()
    assert not re.search(r"https?:|--(extra-)?index|--find-links|--trusted|file:|(^|\s)/", lock)


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_holds_a_hash_for_every_package(name: str) -> None:
    """Every requirement is pinned and has at least one hash."""
    lock = re.sub(r"\\\n\s*", " ", (ROOT / name).read_text())
    requirements = [
        line for line in lock.splitlines() if line and not line.lstrip().startswith("#")
    ]
    assert len(requirements) > 20
    for requirement in requirements:
        assert re.match(r"[\w.-]+(\[[\w,-]+\])?==\S+ .*--hash=sha256:[0-9a-f]{64}", requirement)


def test_the_locks_agree_and_hold_what_the_project_needs() -> None:
    """What is tested is what runs, and nothing that the project names is missing."""
    run, dev, train, cluster = (_pins(ROOT / name) for name in LOCKS)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"]
    assert run.items() <= dev.items() <= train.items()
    assert run.items() <= cluster.items() <= dev.items()
    assert _names([*project["dependencies"], *extras["build"]]) <= run.keys()
    assert _names(extras["dev"]) <= dev.keys()
    assert _names([*extras["postgresql"], *extras["opensearch"]]) <= cluster.keys()
    assert _names(extras["train"]) <= train.keys()


def test_a_wheel_holds_the_seeds_the_configuration_and_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An installed Footnote needs nothing of the checkout."""
    monkeypatch.chdir(ROOT)
    wheel = zipfile.ZipFile(tmp_path / build_wheel(str(tmp_path)))
    held = set(wheel.namelist())
    for folder in ("seeds", "config"):
        paths = [path for path in (ROOT / folder).rglob("*") if path.is_file()]
        files = {path.relative_to(ROOT / folder).as_posix() for path in paths}
        assert {f"knowledge/_resources/{folder}/{name}" for name in files} <= held
    assert {"bot/cli/main.py", "knowledge/base.py"} <= held
    assert not any(name.startswith("tests/") for name in held)
    (entry_points,) = (name for name in held if name.endswith("entry_points.txt"))
    assert b"footnote = bot.cli.main:main" in wheel.read(entry_points)
    modules = {name for name in held if name.endswith(".py")}
    for module in modules:
        for needed in _imports(wheel.read(module)):
            path = needed.replace(".", "/")
            assert {f"{path}.py", f"{path}/__init__.py"} & modules, f"{module} imports {needed}"
    training = {name for name in held if name.startswith("knowledge/reader/training/")}
    assert training == {"knowledge/reader/training/__init__.py"}
    weights = ROOT / "knowledge/reader/weights"
    assert {f"knowledge/reader/weights/{path.name}" for path in weights.iterdir()} <= held


def test_continuous_integration_runs_what_a_developer_runs() -> None:
    """`.ci/run` ends in `make test`, which lints, checks types and imports, and tests."""
    assert (ROOT / ".ci/run").read_text().rstrip().endswith("export COVERED=--cov\nmake test")
    assert os.access(ROOT / ".ci/run", os.X_OK)
    makefile = (ROOT / "Makefile").read_text()
    assert "test: check" in makefile
    for check in ("ruff check", "ruff format --check", "mypy", "lint-imports", "pytest $(COVERED)"):
        assert check in makefile


def test_continuous_integration_leaves_no_server_out() -> None:
    """There, all that tests start is installed; elsewhere, they say what is missing."""
    name = "FOOTNOTE_TESTS_LEAVE_OUT_NOTHING"
    assert f"export {name}=1" in (ROOT / ".ci/run").read_text()
    if os.environ.get(name):
        assert nodes.missing() is None
        assert postgres_server.programs() is not None


def _imports(source: bytes) -> set[str]:
    """The modules of the project that a module takes something from."""
    nodes = list(ast.walk(ast.parse(source)))
    found = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    found |= {n.module for n in nodes if isinstance(n, ast.ImportFrom) and n.module}
    return {name for name in found if name.split(".")[0] in {"bot", "knowledge"}}


def _pins(lock: Path) -> dict[str, str]:
    """Package to version, or versions where they depend on the machine."""
    pins: dict[str, str] = {}
    for name, version in re.findall(
        r"^([\w.-]+)(?:\[[\w,-]+\])?==(\S+)", lock.read_text(), re.MULTILINE
    ):
        pins[_normal(name)] = pins.get(_normal(name), "") + version + " "
    return pins


def _names(requirements: list[str]) -> set[str]:
    return {_normal(re.split(r"[<>=~!\[; ]", requirement)[0]) for requirement in requirements}


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
