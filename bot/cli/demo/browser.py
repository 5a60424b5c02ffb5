"""A page -> a picture of each of its scenes, by Chromium without a window."""

import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.cli.demo.page import Form, Scene, page
from knowledge.errors import FootnoteError

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MISSING = (
    "Pictures are made by Chromium, which is not installed: apt-get install chromium "
    "fonts-open-sans fonts-noto-color-emoji (Debian, Ubuntu), or put Google Chrome on PATH."
)
NO_EMOJI = (
    "No font with emoji is installed: 👍 and 👎 will be empty boxes in the pictures. Install one, "
    "such as fonts-noto-color-emoji (Debian, Ubuntu)."
)
_WIDTH = 760
_SHARPNESS = 1.5
_SECONDS = 60
_HEIGHT = re.compile(r'<section id="([\w-]+)" data-height="(\d+)"')
_OPTIONS = (
    "--headless",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",  # which is small in containers
    "--no-first-run",
    "--hide-scrollbars",
    f"--force-device-scale-factor={_SHARPNESS}",
)


class BrowserError(FootnoteError):
    """There is no browser, or it does not do what it should."""


def browser() -> str:
    """The program that draws.

    Raises:
        BrowserError: there is none; it says what to install.
    """
    found = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if found is None:
        raise BrowserError(MISSING)
    return found


def lacks_emoji() -> bool:
    """Whether no font shows emoji, as far as fontconfig, which Chromium asks as well, can tell."""
    program = shutil.which("fc-list")
    if program is None:
        return False
    try:
        found = subprocess.run(  # noqa: S603  # a program of a known name
            [program, ":charset=1f44d", "family"], capture_output=True, timeout=_SECONDS, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return not found.stdout.strip()


def draw(scenes: Sequence[Scene | Form], folder: Path, language: str = "en") -> list[Path]:
    """Write `NAME.png` for each scene into a folder, and `index.html` with all of them.

    Args:
        scenes: what is drawn; no two have the same name.
        folder: made where it is missing.
        language: of the page.

    Raises:
        BrowserError: there is no browser, or it fails.
        OSError: the folder cannot be written.
    """
    program = browser()
    folder.mkdir(parents=True, exist_ok=True)
    index = folder / "index.html"
    index.write_text(page(scenes, language), encoding="utf-8")
    with TemporaryDirectory(prefix="footnote-demo-") as name:
        camera = _Camera(program, Path(name))
        heights = camera.heights(index)
        pictures = []
        for scene in scenes:
            alone, picture = Path(name) / f"{scene.name}.html", folder / f"{scene.name}.png"
            alone.write_text(page([scene], language), encoding="utf-8")
            camera.take(alone, heights[scene.name], picture)
            pictures.append(picture)
    return pictures


class _Camera:
    """The browser, working in a folder of its own."""

    def __init__(self, program: str, work: Path) -> None:
        # It refuses to lock its children in for root, whom it protects nothing from.
        sandbox = ["--no-sandbox"] if os.name == "posix" and os.geteuid() == 0 else []
        profile = f"--user-data-dir={work / 'profile'}"
        self._command = [program, *_OPTIONS, *sandbox, profile]

    def heights(self, page: Path) -> dict[str, int]:
        """How high each scene of a page is, in points."""
        shown = self._run("--dump-dom", f"--window-size={_WIDTH},800", page.absolute().as_uri())
        found = {name: int(height) for name, height in _HEIGHT.findall(shown)}
        if not found:
            raise BrowserError(f"{self._command[0]} could not read {page.name}.")
        return found

    def take(self, page: Path, height: int, picture: Path) -> None:
        """A picture of a page so high."""
        size = f"--window-size={_WIDTH},{height}"
        self._run(f"--screenshot={picture.absolute()}", size, page.absolute().as_uri())
        if not picture.exists():
            raise BrowserError(f"{self._command[0]} made no picture of {page.stem}.")

    def _run(self, *arguments: str) -> str:
        """What the browser prints."""
        try:
            done = subprocess.run(  # noqa: S603  # a program of a known name, and files of our own
                [*self._command, *arguments],
                capture_output=True,
                text=True,
                timeout=_SECONDS,
                check=True,
            )
        except (OSError, subprocess.SubprocessError) as error:
            raise BrowserError(f"{self._command[0]} could not draw: {error}") from error
        return done.stdout
