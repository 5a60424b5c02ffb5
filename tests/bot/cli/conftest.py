"""What tests of the command line share."""

import io
import sys
from pathlib import Path

import pytest

from bot.cli import main as cli
from tests.bot.cli.command_line import Keyboard, Outcome, Run


@pytest.fixture
def footnote(
    seeded: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Run:
    """Carry out a command line on the seeds, with these bytes on stdin."""
    monkeypatch.setenv("FOOTNOTE_DATA_DIR", str(seeded))
    for name in ("DISCORD_TOKEN", "DISCORD_TOKEN_FILE", "FOOTNOTE_TOKEN_FILE"):
        monkeypatch.delenv(name, raising=False)

    def run(*arguments: str, stdin: bytes = b"", keyboard: bool = False) -> Outcome:
        stream = (Keyboard if keyboard else io.TextIOWrapper)(io.BytesIO(stdin), "utf-8")
        monkeypatch.setattr(sys, "stdin", stream)
        code = cli.main(arguments)
        return Outcome(code, *capsys.readouterr())

    return run
