"""Settings come from the environment, and a bad one is told in one line without its value."""

from pathlib import Path

import pytest

from bot.settings import Settings, SettingsError, load_settings

_NAMES = ("DISCORD_TOKEN", "DISCORD_TOKEN_FILE", "FOOTNOTE_TOKEN_FILE")


@pytest.fixture(autouse=True)
def _no_token(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in _NAMES:
        monkeypatch.delenv(name, raising=False)


def _token(settings: Settings) -> str | None:
    token = settings.token()
    return token.get_secret_value() if token else None


def test_defaults_need_no_environment() -> None:
    """Without anything set there is no token and everything has its default."""
    settings = load_settings()
    assert settings.token() is None
    assert (settings.log_level, settings.work.threads) == ("INFO", 4)


def test_token_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """DISCORD_TOKEN is the token, without the white space around it, and is not printed."""
    monkeypatch.setenv("DISCORD_TOKEN", " abc.def.ghi \n")
    settings = load_settings()
    assert _token(settings) == "abc.def.ghi"
    assert "abc" not in repr(settings) + str(settings.token())


@pytest.mark.parametrize("name", ["DISCORD_TOKEN_FILE", "FOOTNOTE_TOKEN_FILE"])
def test_token_from_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str) -> None:
    """Either variable names a file that holds the token; DISCORD_TOKEN comes before it."""
    (tmp_path / "token").write_text("from.the.file\n")
    monkeypatch.setenv(name, str(tmp_path / "token"))
    assert _token(load_settings()) == "from.the.file"
    monkeypatch.setenv("DISCORD_TOKEN", "from.the.environment")
    assert _token(load_settings()) == "from.the.environment"


def test_an_empty_token_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """A variable that is set to nothing counts as not set."""
    monkeypatch.setenv("DISCORD_TOKEN", "")
    assert load_settings().token() is None


@pytest.mark.parametrize(
    ("content", "words"),
    [(None, "No such file"), (b" \n", "is empty"), (b"\xff\xfe\x00", "is not text")],
)
def test_a_bad_token_file_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, content: bytes | None, words: str
) -> None:
    """A token file that is missing, empty or no text is told in one line."""
    if content is not None:
        (tmp_path / "token").write_bytes(content)
    monkeypatch.setenv("DISCORD_TOKEN_FILE", str(tmp_path / "token"))
    with pytest.raises(SettingsError, match=words) as caught:
        load_settings().token()
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("FOOTNOTE_WORK__THREADS", "secretly", "work.threads"),
        ("FOOTNOTE_WORK__THREADS", "0", "work.threads"),
        ("FOOTNOTE_WORK__GRACE_SECONDS", "60", "work.grace_seconds"),
        ("FOOTNOTE_WORK__THREDS", "4", "work.threds"),
        ("FOOTNOTE_LOG_LEVEL", "LOUD", "log_level"),
    ],
)
def test_a_bad_setting_is_told(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, words: str
) -> None:
    """A setting that cannot be used is named in one line that does not repeat its value."""
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=words) as caught:
        load_settings()
    assert "\n" not in str(caught.value)
    assert "secretly" not in str(caught.value)


def test_nested_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two underscores lead into a group."""
    monkeypatch.setenv("FOOTNOTE_WORK__THREADS", "9")
    assert load_settings().work.threads == 9


def test_unrelated_variables_do_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command line's own variables are none of the bot's settings."""
    monkeypatch.setenv("FOOTNOTE_DATA_DIR", "/somewhere")
    assert load_settings().work.threads == 4
