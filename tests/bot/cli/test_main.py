"""The command line as a whole: chat, run, help, and every error in one line."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bot import app
from bot.cli import console
from bot.cli import main as cli
from knowledge.base import KnowledgeBase
from tests.bot.cli.command_line import ASKED, Outcome, Run, one_line


def test_chat_carries_out_piped_lines(footnote: Run) -> None:
    """No prompt and no greeting: answers alone, then the end."""
    done = footnote("chat", stdin=f"/ask {ASKED}\n".encode())
    assert (done.code, done.err) == (0, "")
    assert done.out == footnote("ask", ASKED).out


def test_chat_greets_a_person(footnote: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """What could be asked, a prompt for every line, and a farewell when they end."""
    monkeypatch.setattr(console, "typed", lambda: True)
    done = footnote("chat", stdin=b"/about\n", keyboard=True)
    assert done.code == 0
    assert done.out.startswith("Answers come from the abstracts of 28 papers")
    assert "  Who wrote “" in done.out
    assert "Papers: 28" in done.out
    assert done.out.endswith("Goodbye.\n\n")


def test_chat_without_stdin_ends_at_once(
    footnote: Run, monkeypatch: pytest.MonkeyPatch, seeded: Path
) -> None:
    """As when a service starts it with stdin closed; asking is bad usage then."""
    assert footnote("chat").code == 0
    monkeypatch.setattr(sys, "stdin", None)
    assert cli.main(["chat", "--data", str(seeded)]) == 0
    assert cli.main(["ask", "--data", str(seeded)]) == 2


def test_run_starts_the_bot_and_hands_on_its_exit_code(
    footnote: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The bot gets the data directory and the collection."""
    started: list[tuple[Path, str]] = []

    def run(data_dir: Path, collection: str) -> int:
        started.append((data_dir, collection))
        return 1

    monkeypatch.setattr(app, "run", run)
    assert footnote("run", "--data", str(tmp_path), "--collection", "ours").code == 1
    assert started == [(tmp_path, "ours")]


def test_the_version_and_the_help_are_printed(footnote: Run) -> None:
    """Both on stdout; without a command the help is for stderr, as that is bad usage."""
    assert footnote("--version").out.startswith("footnote 0.")
    assert "ingest" in footnote("--help").out
    bare = footnote()
    assert (bare.code, bare.out) == (2, "")
    assert "Usage: footnote" in bare.err


@pytest.mark.parametrize(
    "arguments", [("fly",), ("ask", "--loud"), ("papers", "--data"), ("--loud",)]
)
def test_bad_usage_is_told_inone_line(arguments: tuple[str, ...], footnote: Run) -> None:
    """With the way to the help."""
    done = footnote(*arguments)
    assert (done.code, done.out) == (2, "")
    assert one_line(done.err).endswith(" See footnote --help.\n")


def test_an_unusable_base_is_told_inone_line(footnote: Run, tmp_path: Path) -> None:
    """A file where the directory should be, a damaged database, an unknown collection."""
    (tmp_path / "file").write_text("no directory")
    (tmp_path / "footnote.db").write_bytes(b"no database" * 1000)
    for data in (tmp_path / "file", tmp_path):
        done = footnote("ask", ASKED, "--json", "--data", str(data))
        assert (done.code, done.out) == (1, "")
        one_line(done.err)
    done = footnote("papers", "--collection", "nobodys")
    assert (done.code, done.out) == (1, "")
    assert "nobodys" in one_line(done.err)


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (PermissionError(13, "Permission denied", "data"), "data: Permission denied"),
        (OSError("no space"), "no space"),
        (ZeroDivisionError("by zero"), "fault in Footnote (ZeroDivisionError: by zero)"),
    ],
)
def test_any_error_is_told_inone_line(
    error: Exception, told: str, footnote: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also one that nobody thought of."""
    monkeypatch.setattr(KnowledgeBase, "ask", _raising(error))
    done = footnote("ask", ASKED)
    assert (done.code, done.out) == (1, "")
    assert told in one_line(done.err)


def test_ctrl_c_ends_quietly(footnote: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the exit code that shells expect."""
    monkeypatch.setattr(KnowledgeBase, "ask", _raising(KeyboardInterrupt()))
    assert footnote("ask", ASKED, "--json") == Outcome(130, "", "")


def _raising(error: BaseException) -> Callable[..., None]:
    def fail(*_: object) -> None:
        raise error

    return fail
