"""One bot to a data directory."""

import subprocess
import sys
from pathlib import Path

import pytest

from bot.app import run
from bot.service.lock import NotAloneError, alone
from knowledge.errors import StoreReadOnlyError


def test_the_second_stops(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It says so in one line and ends with code 1, before it opens or asks anything."""
    monkeypatch.setenv("DISCORD_TOKEN", "any")
    with alone(tmp_path):
        assert run(tmp_path, "base") == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert f"Another bot runs on {tmp_path} already" in said
    assert "--data" in said
    assert [each.name for each in tmp_path.iterdir()] == ["bot.lock"]


def test_a_process_that_died_holds_nothing(tmp_path: Path) -> None:
    """However it ended; and who has stopped lets the next begin."""
    holding = f"""
import os, pathlib
from bot.service.lock import alone
with alone(pathlib.Path({str(tmp_path)!r})):
    os._exit(9)
"""
    root = Path(__file__).parents[3]
    assert subprocess.run([sys.executable, "-c", holding], cwd=root, check=False).returncode == 9
    with alone(tmp_path), pytest.raises(NotAloneError), alone(tmp_path):
        pass
    with alone(tmp_path):
        pass


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    """Where a folder should be, it is said to be a file."""
    file = tmp_path / "data"
    file.touch()
    with pytest.raises(StoreReadOnlyError, match="is a file"), alone(file):
        pass
