"""The README and docs/ tell the truth about commands, options, settings, words and files."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from discord.app_commands import ContextMenu

from bot import __version__
from bot.buttons.registry import buttons
from bot.cli import jsonlines, jsonlines_history
from bot.cli.chat import COMMANDS as CHAT_COMMANDS
from bot.ledger import RETENTION_DAYS
from bot.questions import REMEMBERED
from bot.service.additions import PROPOSED
from bot.service.settings_changes import MOST_CHANNELS
from bot.service.submissions import MOST_IDENTIFIERS, MOST_RECORDS, MOST_UPLOAD_BYTES
from knowledge.evaluation.runs import NAMES
from knowledge.formats import recognition
from knowledge.questions.question import LONGEST_QUESTION
from knowledge.reader import endpoint
from tests.docs import PAGES, ROOT, with_parts
from tests.offered import LINE, SUBCOMMANDS, discord_commands, environment

TEXTS = {page.relative_to(ROOT).as_posix(): page.read_text(encoding="utf-8") for page in PAGES}
SHAPES = {
    name: set(shape.__annotations__)
    for module in (jsonlines, jsonlines_history)
    for name, shape in vars(module).items()
    if name.endswith("Shape")
}
FENCE = re.compile(r"^ *```\w*\n(.*?)^ *```", re.DOTALL | re.MULTILINE)
SPAN = re.compile(r"`([^`\n]+)`")
FACTS = (
    ("docs/discord.md", f"{LONGEST_QUESTION:,} characters"),
    ("docs/discord.md", f"{MOST_IDENTIFIERS} at a time"),
    ("docs/discord.md", f"{MOST_UPLOAD_BYTES >> 20} MB, {MOST_RECORDS:,} papers"),
    ("docs/discord.md", f"up to {MOST_CHANNELS}"),
    ("docs/discord.md", f"within {PROPOSED.seconds // 60} minutes"),
    ("docs/discord.md", f"{RETENTION_DAYS} days for direct messages"),
    ("docs/discord.md", f"last {('', '', '', 'three', 'four', 'five')[REMEMBERED]} questions"),
    ("docs/command_line.md", f"more than {LONGEST_QUESTION:,} characters"),
    ("docs/operating.md", f"{MOST_UPLOAD_BYTES >> 20} MB and {MOST_RECORDS:,} papers"),
    ("docs/settings.md", f"within {endpoint.SECONDS:.0f} s"),
    ("docs/settings.md", f"{endpoint.LONGEST:,} characters"),
)
"""Numbers that pages name, worded as they should stand there."""


@pytest.mark.parametrize("page", TEXTS)
def test_what_is_made_from_the_project_is_up_to_date(page: str) -> None:
    """Transcript, tables and figures are what the project makes of itself; else: make docs."""
    assert with_parts(TEXTS[page]) == TEXTS[page]


@pytest.mark.parametrize("page", [*TEXTS, "CHANGELOG.md"])
def test_every_link_leads_somewhere(page: str) -> None:
    """To a file that is there and, where it names one, to a heading of that."""
    text = (ROOT / page).read_text(encoding="utf-8")
    for target in re.findall(r"\]\((?!https?:)([^)\s]+)\)", FENCE.sub("", text)):
        path, _, heading = target.partition("#")
        file = ((ROOT / page).parent / path).resolve() if path else ROOT / page
        assert file.exists(), target
        assert not heading or heading in _anchors(file), target


@pytest.mark.parametrize("page", TEXTS)
def test_every_command_and_option_is_one(page: str) -> None:
    """`footnote …` names a command, with options that it takes."""
    for line in _code(TEXTS[page]):
        for name, rest in re.findall(r"(?<![\w.:-])footnote ([a-z]+\b|-\S+)([^`|;&#]*)", line):
            known = SUBCOMMANDS.get(name, LINE if name.startswith("-") else None)
            assert known is not None, line
            taken = {opt for parameter in known.params for opt in parameter.opts} | {"--help", "-h"}
            assert set(re.findall(r"(?<!\S)--?[a-z][a-z-]*", f"{name} {rest}")) - {name} <= taken, (
                line
            )
    every = {o for c in (LINE, *SUBCOMMANDS.values()) for p in c.params for o in p.opts}
    spans = set(re.findall(r"`(--[a-z][a-z-]*)", TEXTS[page]))
    assert spans <= every | {"--help"}


@pytest.mark.parametrize("page", TEXTS)
def test_every_setting_is_one(page: str) -> None:
    """Each environment variable is read by the bot or by the command line."""
    known = set(re.findall(r"[A-Z_]{6,}", environment()))
    assert set(re.findall(r"\b(?:FOOTNOTE|DISCORD)_[A-Z_]+\b", TEXTS[page])) <= known


@pytest.mark.parametrize("page", TEXTS)
def test_every_command_in_discord_is_one(page: str) -> None:
    """What stands as `/command` or `Apps > Command` is one of Discord, or of the terminal chat."""
    offered = list(discord_commands())
    menus = {f"Apps > {each.name}" for each in offered if isinstance(each, ContextMenu)}
    named = {f"/{each.qualified_name}" for each in offered if not isinstance(each, ContextMenu)}
    groups = {name.partition(" ")[0] for name in named}
    for span in SPAN.findall(FENCE.sub("", TEXTS[page])):
        if span.startswith("Apps >"):
            assert span in menus
        elif match := re.match(r"/[a-z][a-z-]*(?: [a-z-]+(?![:\w-]))?(?!/)", span):
            assert match[0] in named | groups | {*CHAT_COMMANDS, "/quit"}, span


@pytest.mark.parametrize("page", TEXTS)
def test_every_target_of_make_is_one(page: str) -> None:
    """`make …` names a target of the Makefile."""
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = {t for line in _code(TEXTS[page]) for t in re.findall(r"\bmake ([a-z-]+)", line)}
    assert named <= targets


@pytest.mark.parametrize("page", TEXTS)
def test_every_path_is_one(page: str) -> None:
    """What stands as a path of the project is there."""
    for span in SPAN.findall(FENCE.sub("", TEXTS[page])):
        if re.match(r"(?:bot|config|docs|knowledge|seeds|tests|\.ci)/[\w./*-]*$", span):
            assert next(ROOT.glob(span.rstrip("/")), None), span


@pytest.mark.parametrize("table", sorted((ROOT / "config").rglob("*.toml")), ids=lambda p: p.name)
def test_every_path_in_a_table_is_one(table: Path) -> None:
    """What its comments name is there, and what can be tuned is listed in config/README.md."""
    comments = re.findall(r"^ *#.*$", table.read_text(encoding="utf-8"), re.MULTILINE)
    for named in re.findall(r"[\w./]+\.(?:py|toml)\b", "\n".join(comments)):
        places = (
            ROOT,
            ROOT / "config",
            table.parent,
            ROOT / "bot/render",
            ROOT / "knowledge/reader/training",
        )
        assert any((place / named).is_file() for place in places), named
    assert f"`{table.name}`" in (ROOT / "config" / "README.md").read_text(encoding="utf-8")


def test_the_shapes_of_json_are_those_that_are_printed() -> None:
    """Each block names all keys of the shapes that it is said to show, and no other ones."""
    text = TEXTS["docs/command_line.md"]
    every = set().union(*SHAPES.values())
    shown = re.findall(r"<!-- keys: ([\w ]+) -->\n```text\n(.*?)```", text, re.DOTALL)
    for names, block in shown:
        keys = set(re.findall(r'[{,]\s*"(\w+)"', block))
        assert set().union(*(SHAPES[name] for name in names.split())) <= keys <= every
    told = {name for names, _ in shown for name in names.split()}
    assert told == SHAPES.keys() - {"EvidenceShape"}


@pytest.mark.parametrize(("page", "fact"), FACTS)
def test_numbers_are_those_of_the_code(page: str, fact: str) -> None:
    """Limits are told as they are."""
    assert fact in TEXTS[page]


def test_what_there_is_of_a_kind_is_named() -> None:
    """No command of the chat, set of the evaluation, button or format is left out."""
    assert all(f"`{name}`" in TEXTS["docs/command_line.md"] for name in CHAT_COMMANDS)
    assert all(f"`{name}`" in TEXTS["docs/evaluation.md"] for name in NAMES)
    labels = [label for button in buttons() if (label := getattr(button, "label", ""))]
    assert all(f"**{label}**" in TEXTS["docs/discord.md"] for label in labels)
    kinds = vars(recognition).values()
    known = [each.name for each in kinds if isinstance(each, recognition.Format)]
    assert all(re.split(r" |'", name)[0] in TEXTS["docs/formats.md"] for name in known)


def test_every_folder_of_the_code_is_named() -> None:
    """The page on the architecture has a word for each."""
    held = {
        path.parent
        for folder in ("bot", "knowledge")
        for path in (ROOT / folder).rglob("*.*")
        if "__pycache__" not in path.parts and path.is_file()
    }
    named = {f"`{folder.relative_to(ROOT).as_posix()}/`" for folder in held}
    assert {name for name in named if name not in TEXTS["docs/architecture.md"]} == set()


def test_the_readme_is_short() -> None:
    """What does not fit stands in docs/, and each page there is linked."""
    readme = TEXTS["README.md"]
    assert len(readme.splitlines()) <= 150
    assert all(f"({page})" in readme for page in TEXTS if page != "README.md")


def test_this_version_has_its_entry() -> None:
    """The CHANGELOG says what is new in it."""
    assert f"\n## {__version__}\n" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def _code(text: str) -> Iterator[str]:
    """What stands as code: spans, and the lines of blocks."""
    for block in FENCE.findall(text):
        yield from block.splitlines()
    yield from SPAN.findall(FENCE.sub("", text))


def _anchors(page: Path) -> set[str]:
    """The headings of a page, as links name them."""
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", h).lower().replace(" ", "-") for h in headings}
