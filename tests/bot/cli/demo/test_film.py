"""`footnote demo --screenshots`: what the bot shows, drawn without Discord."""

import re
import shutil
import sys
from pathlib import Path
from typing import get_args

import pytest

from bot.cli.demo.browser import MISSING, NO_EMOJI, BrowserError, draw, lacks_emoji
from bot.cli.demo.film import taken
from bot.cli.demo.page import Form, Scene, page
from bot.cli.main import Spoken, main
from bot.language.catalogues import LANGUAGES
from knowledge.answers import pipeline
from tests.bot.reader import Knowing

PNG = b"\x89PNG\r\n\x1a\n"
FAKE = f"""import re, sys
from pathlib import Path
from urllib.parse import unquote, urlparse
page = Path(unquote(urlparse(sys.argv[-1]).path)).read_text(encoding="utf-8")
for word in sys.argv[1:]:
    if word == "--dump-dom" and not {{blind}}:
        print(re.sub(r'(<section id="[^"]+")', r'\\1 data-height="321"', page))
    elif word.startswith("--screenshot="):
        if {{silent}}:
            break
        size = next(each for each in sys.argv if each.startswith("--window-size="))
        Path(word.partition("=")[2]).write_bytes({PNG!r} + size.encode())
sys.exit({{code}})
"""


def _install(folder: Path, monkeypatch: pytest.MonkeyPatch, **how: int) -> None:
    """A program of that name that does what is asked of it, alone on PATH."""
    folder.mkdir()
    program = folder / "chromium"
    usual = {"silent": 0, "code": 0, "blind": 0}
    (folder / "fake.py").write_text(FAKE.format(**usual | how), encoding="utf-8")
    # What a first line names may hold no space, which a folder of the project may.
    call = f'exec "{sys.executable}" "{folder}/fake.py" "$@"'
    program.write_text(f"#!/bin/sh\n{call}\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))


@pytest.fixture(scope="module")
def scenes() -> list[Scene | Form]:
    """Everything that the bot shows, read as the tests expect: the usual patch comes too late."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(pipeline, "built_in", Knowing)
        return taken()


def test_every_scene_is_drawn(
    scenes: list[Scene | Form], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each as a picture as high as it is, and all of them on one page."""
    _install(tmp_path / "bin", monkeypatch)
    pictures = draw(scenes, tmp_path / "shots")
    assert [picture.stem for picture in pictures] == [scene.name for scene in scenes]
    assert {picture.read_bytes() for picture in pictures} == {PNG + b"--window-size=760,321"}
    index = (tmp_path / "shots" / "index.html").read_text(encoding="utf-8")
    assert all(f'<section id="{scene.name}"' in index for scene in scenes)


def test_the_scenes_show_what_the_bot_says(scenes: list[Scene | Form]) -> None:
    """Real answers from the seeds, with the buttons, menus, files and forms that come with them."""
    by_name = {scene.name: scene for scene in scenes}
    assert len(by_name) == len(scenes) > 20
    for name, words in {
        "answer": ["<strong>176B</strong>", "More …", ">👍<", "ada", "/ask"],
        "abstention": ["I found no answer.", ">Notify me<"],
        "verdict": ["<strong>Refuted</strong>", "<blockquote>"],
        "claims": ["<strong>Supported</strong>", "Only you can see this"],
        "context": ["<blockquote>", "<strong>As a step towards"],
        "verified": ["<strong>The quote stands</strong>"],
        "call": ['<span class="role">@helpers</span>'],
        "why": ["What was wrong?", "Submit"],
        "settings": ["#paper-questions", "@librarians", "90 days", "Change the limits"],
        "limits": ["Questions a day for each person", ">50&nbsp;<"],
        "gaps": ["gaps.csv", "days ago", "not covered"],
        "stats": ["data:image/png;base64,"],
        "health": ["✓ good", "golden questions: 2 of 2"],
        "proposal": ["<strong>Not added yet.</strong>", "200B", ">Don&#x27;t add<"],
        "added": ["Added <strong>1</strong> paper"],
        "history": ["@mona"],
    }.items():
        shown = page([by_name[name]])
        assert [each for each in words if each not in shown] == [], name


def test_nothing_on_the_page_comes_from_elsewhere(scenes: list[Scene | Form]) -> None:
    """It is whole by itself: nothing is loaded, and no link can be followed."""
    shown = page(scenes)
    assert re.findall(r'(?:src|href)="(?!data:)[^"]*"|url\(|@import', shown) == []


def test_what_is_typed_does_nothing_on_the_page() -> None:
    """A name or a message that looks like HTML shows itself."""
    evil = "<script>alert(1)</script>"
    shown = page([Scene("x", evil, [], deed=evil, said=evil)])
    assert evil not in shown
    assert shown.count("&lt;script&gt;") == 4  # the name twice


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ({"silent": 1}, "made no picture of answer"),
        ({"code": 3}, "could not draw"),
        ({"blind": 1}, "could not read"),
    ],
)
def test_a_browser_that_fails_is_told(
    how: dict[str, int], words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In one line that names the program."""
    _install(tmp_path / "bin", monkeypatch, **how)
    with pytest.raises(BrowserError, match=words):
        draw([Scene("answer", "ada", [])], tmp_path / "shots")


def test_without_a_browser_one_is_told_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Before anything else is done."""
    monkeypatch.setenv("PATH", str(tmp_path))
    assert main(["demo", "--screenshots", str(tmp_path / "shots")]) == 1
    assert capsys.readouterr().err.strip() == f"footnote: {MISSING}"
    assert not (tmp_path / "shots").exists()


def test_the_command_names_the_pictures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A line for each, in whichever language."""
    _install(tmp_path / "bin", monkeypatch)
    folder = tmp_path / "shots"
    assert main(["demo", "--screenshots", str(folder), "--language", "de"]) == 0
    named = capsys.readouterr().out.splitlines()
    assert str(folder / "answer.png") in named
    assert all(Path(name).exists() for name in named)
    assert '<html lang="de">' in (folder / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(("fonts", "lacks"), [("", True), ("Noto Color Emoji", False)])
def test_who_has_no_emoji_is_told_which_font_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fonts: str, lacks: bool
) -> None:
    """As fontconfig tells; where that is missing, nobody knows, and nothing is said."""
    program = tmp_path / "fc-list"
    program.write_text(f"#!/bin/sh\nprintf '{fonts}'\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert lacks_emoji() is lacks
    assert "fonts-noto-color-emoji" in NO_EMOJI
    program.unlink()
    assert not lacks_emoji()


def test_the_command_offers_every_language() -> None:
    """What the bot speaks can be shown."""
    assert get_args(Spoken) == LANGUAGES


@pytest.mark.skipif(not shutil.which("chromium"), reason="Chromium is not installed")
def test_chromium_draws(scenes: list[Scene | Form], tmp_path: Path) -> None:
    """The real one makes a picture that is as wide as the page, half as sharp again."""
    (picture,) = draw([scene for scene in scenes if scene.name == "answer"], tmp_path)
    content = picture.read_bytes()
    assert content.startswith(PNG)
    width, height = (int.from_bytes(content[at : at + 4], "big") for at in (16, 20))
    assert width == 1140
    assert 300 < height < 1200
