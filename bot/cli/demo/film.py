"""From a fresh base and a made-up past to pictures of what the bot shows."""

import asyncio
import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.cli.demo.browser import browser, draw
from bot.cli.demo.month import live_through
from bot.cli.demo.page import Form, Scene
from bot.cli.demo.scenes import scenes
from bot.language import speaking
from bot.language.catalogues import ENGLISH
from bot.ledger import Ledger, ledger_place
from bot.serve.desk import Desk
from knowledge.base import KnowledgeBase


def film(folder: Path, language: str = ENGLISH) -> list[Path]:
    """Draw everything that the bot shows; the pictures' paths.

    Args:
        folder: where the pictures are written, and a page with all of them.
        language: of `catalogues.LANGUAGES`, what the bot speaks.

    Raises:
        BrowserError: there is no browser, or it fails.
    """
    browser()  # what is missing is told before anything is worked on
    return draw(taken(language), folder, language)


def taken(language: str = ENGLISH) -> list[Scene | Form]:
    """All scenes, as the bot answers from the seeds."""
    with TemporaryDirectory(prefix="footnote-demo-") as name, _opened(Path(name)) as desk:
        now = dt.datetime.now(dt.UTC)
        live_through(desk, now)

        async def play() -> list[Scene | Form]:
            with speaking(language):
                return list(scenes(desk, now))

        return asyncio.run(play())


@contextmanager
def _opened(data: Path) -> Iterator[Desk]:
    with KnowledgeBase.open(data) as base:
        ledger = Ledger(ledger_place(data))
        try:
            yield Desk(base, ledger)
        finally:
            ledger.close()
