"""The command line as a process of its own: pipes, terminals and what it imports."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from tests.discord_server.waiting import LIMIT

ASKED = "How many parameters does Mistral 7B have?"
SHORT = "7-billion"
"""One sentence of the seeds answers it, with the weights that are shipped."""
COMMAND = [sys.executable, "-c", "import sys; from bot.cli.main import main; sys.exit(main())"]
HEAVY = ("discord", "aiohttp", "structlog", "pydantic", "rich")


@pytest.fixture
def environment(seeded: Path) -> dict[str, str]:
    """The process's environment, with the seeds as its base, and no token."""
    kept = {name: value for name, value in os.environ.items() if "TOKEN" not in name}
    return kept | {"FOOTNOTE_DATA_DIR": str(seeded), "TERM": "xterm"}


def test_one_process_answers_line_by_line(environment: dict[str, str]) -> None:
    """Each answer comes before the next question is asked."""
    with subprocess.Popen(
        [*COMMAND, "ask", "--json"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for _ in range(3):
            process.stdin.write(f"{ASKED}\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["short_answer"] == SHORT
        process.stdin.close()
        assert process.wait(LIMIT) == 0


def test_a_reader_that_leaves_is_no_fault(environment: dict[str, str]) -> None:
    """As when `head` has seen enough: nothing is said on stderr."""
    for options in (["--json"], []):
        with subprocess.Popen(
            [*COMMAND, "papers", *options],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment,
        ) as process:
            assert process.stdout is not None
            assert process.stderr is not None
            process.stdout.close()
            assert process.stderr.read() == b""


def test_any_locale_can_print_any_answer(environment: dict[str, str]) -> None:
    """Characters that a terminal's encoding lacks become question marks."""
    for options in (["--json"], []):
        done = subprocess.run(
            [*COMMAND, "papers", *options],
            capture_output=True,
            env=environment | {"PYTHONIOENCODING": "ascii"},
            check=True,
        )
        assert done.stdout.isascii()
        assert done.stderr == b""


def test_asking_with_json_imports_nothing_of_discord(environment: dict[str, str]) -> None:
    """What costs start-up time is left out, and so is rich where no person looks."""
    probe = (
        "import sys; from bot.cli.main import main; main(['ask', '--json', 'hello'])\n"
        f"print([name for name in {HEAVY} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", probe], capture_output=True, text=True, env=environment, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_fault_is_one_line_and_in_development_a_traceback() -> None:
    """Nobody who asks has to read where it broke; somebody who mends it can."""
    probe = (
        "import sys; from bot.cli import main as cli; from knowledge.base import KnowledgeBase\n"
        "KnowledgeBase.open = None; sys.exit(cli.main(['ask', 'hello']))"
    )
    for options in ([], ["-X", "dev", "-W", "ignore"]):
        done = subprocess.run(
            [sys.executable, *options, "-c", probe], capture_output=True, text=True, check=False
        )
        assert done.returncode == 1
        assert ("Traceback" in done.stderr) == bool(options)
        assert "TypeError" in done.stderr


def test_a_person_chats_at_a_terminal(environment: dict[str, str]) -> None:
    """A real terminal gets prompts, a bold short answer and a farewell at Ctrl-D."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [*COMMAND, "chat"], stdin=theirs, stdout=theirs, stderr=theirs, env=environment
    ) as process:
        os.close(theirs)
        shown = _shown_until(ours, b"> ")
        os.write(ours, f"{ASKED}\n".encode())
        shown += _shown_until(ours, b"> ")
        os.write(ours, b"\x04")
        shown += _shown_until(ours, b"Goodbye.")
        assert process.wait(LIMIT) == 0
    os.close(ours)
    assert f"\x1b[1m{SHORT}\x1b[0m".encode() in shown


def _shown_until(terminal: int, end: bytes) -> bytes:
    """What is shown on a terminal up to some words."""
    shown = b""
    while end not in shown:
        shown += os.read(terminal, 1024)
    return shown
