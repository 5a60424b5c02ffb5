"""A question goes the way that docs/architecture.md describes, and no other."""

import re
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import pytest

from knowledge.base import KnowledgeBase
from tests.bot.stage import staged
from tests.docs import ROOT

PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
WAY = re.findall(r"^\| \d+ \| .*$", PAGE.partition("## The way of a question")[2], re.MULTILINE)
OURS = tuple(f"{ROOT / folder}/" for folder in ("bot", "knowledge"))
BESIDE = ("bot/messages/", "bot/serve/golden_runs.py", "bot/serve/retention.py")
"""What a bot goes on doing by itself, and may do just then."""
FIRST, SECOND = "How many languages was BLOOM trained on?", "How many parameters does BLOOM have?"


@pytest.mark.asyncio
async def test_a_question_meets_no_module_that_the_way_does_not_name(seeded: Path) -> None:
    """From the command to the quote and back, in fifteen steps at most, each of them taken."""
    named = [re.findall(r"`((?:bot|knowledge)/[\w/.]+)`", step) for step in WAY]
    with followed() as entered, KnowledgeBase.open(seeded) as base:
        async with staged(base) as stage:
            await (await stage.slash("ask", question=FIRST)).response()
            entered.clear()  # what is loaded once, and how a bot starts, is no part of the way
            shown = await (await stage.slash("ask", question=SECOND)).response()
            met = {path.removeprefix(f"{ROOT}/") for path in entered}
    assert "176B" in shown.text
    assert len(WAY) <= 15
    known = (*BESIDE, *(path for step in named for path in step))
    assert {path for path in met if not path.startswith(known)} == set()
    assert [step[0] for step in named if not any(p.startswith(step[0]) for p in met)] == []


@contextmanager
def followed() -> Iterator[set[str]]:
    """The files of the project whose functions are called, in every thread begun meanwhile."""
    entered: set[str] = set()

    def note(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and frame.f_code.co_filename.startswith(OURS):
            entered.add(frame.f_code.co_filename)

    before, of_threads = sys.getprofile(), threading.getprofile()
    threading.setprofile(note)
    sys.setprofile(note)
    try:
        yield entered
    finally:
        sys.setprofile(before)
        threading.setprofile(of_threads)
