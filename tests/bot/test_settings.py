"""Settings come from the environment, and a bad one is told in one line without its value."""

from pathlib import Path

import pytest

from bot.settings import Settings, SettingsError, load_settings
from knowledge.reader.endpoint import Endpoint

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
        ("FOOTNOTE_READER__URL", "secretly", "reader.url"),
        ("FOOTNOTE_READER__URL", "ftp://secretly/v1", "reader.url"),
        ("FOOTNOTE_READER__URL", "http://localhost/v1", "FOOTNOTE_READER__MODEL"),
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
    assert "Value error" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "count", "wanted"),
    [
        ("auto", None, None),
        ("0,1/4", 4, {0, 1}),
        ("0-2, 7/16", 16, {0, 1, 2, 7}),
        ("3/4", 4, {3}),
    ],
)
def test_shards_are_read(
    monkeypatch: pytest.MonkeyPatch, text: str, count: int | None, wanted: set[int] | None
) -> None:
    """Numbers and ranges of a number, or its share of all."""
    monkeypatch.setenv("FOOTNOTE_SHARDS", text)
    plan = load_settings().plan()
    assert (plan.count, plan.wanted) == (count, wanted)


@pytest.mark.parametrize("text", ["4/4", "0,1", "1-0/4", "0/0", "-1/4", "all", "0,,1/4", "/4"])
def test_shards_that_are_none_are_told(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """With what they are written like."""
    monkeypatch.setenv("FOOTNOTE_SHARDS", text)
    with pytest.raises(SettingsError, match="0,1/4"):
        load_settings()


def test_nested_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two underscores lead into a group."""
    monkeypatch.setenv("FOOTNOTE_WORK__THREADS", "9")
    assert load_settings().work.threads == 9


def test_unrelated_variables_do_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command line's own variables are none of the bot's settings."""
    monkeypatch.setenv("FOOTNOTE_DATA_DIR", "/somewhere")
    assert load_settings().work.threads == 4


ENDPOINT = "https://models.example/v1"


def _endpoint(monkeypatch: pytest.MonkeyPatch, url: str = ENDPOINT) -> None:
    monkeypatch.setenv("FOOTNOTE_READER__URL", url)
    monkeypatch.setenv("FOOTNOTE_READER__MODEL", "small")


def test_no_endpoint_reads_unless_it_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    """A model alone sends nothing anywhere; with a URL it is asked, without a key."""
    assert load_settings().endpoint() is None
    monkeypatch.setenv("FOOTNOTE_READER__MODEL", "small")
    assert load_settings().endpoint() is None
    _endpoint(monkeypatch)
    assert load_settings().endpoint() == Endpoint(ENDPOINT, "small")


def test_the_key_of_an_endpoint_is_read_from_its_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Without the white space around it, and it is not printed."""
    _endpoint(monkeypatch)
    (tmp_path / "key").write_text(" sk-secret\n")
    monkeypatch.setenv("FOOTNOTE_READER__KEY_FILE", str(tmp_path / "key"))
    endpoint = load_settings().endpoint()
    assert endpoint == Endpoint(ENDPOINT, "small", "sk-secret")
    assert "secret" not in repr(endpoint)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "No such file"),
        (b"", "is empty"),
        (b"\xff", "is not text"),
        (b"sk-secret\nanother", "a key is one word"),
        ("sk-schlüssel".encode(), "a key is one word"),
    ],
)
def test_a_bad_key_file_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, content: bytes | None, words: str
) -> None:
    """One that is missing, empty, no text or no key is told in one line, without what it holds."""
    _endpoint(monkeypatch)
    if content is not None:
        (tmp_path / "key").write_bytes(content)
    monkeypatch.setenv("FOOTNOTE_READER__KEY_FILE", str(tmp_path / "key"))
    with pytest.raises(SettingsError, match=words) as caught:
        load_settings().endpoint()
    assert "\n" not in str(caught.value)
    assert "sk-" not in str(caught.value)


@pytest.mark.parametrize(
    "rest", ["me:secretly@models.example/v1", "models.example/v1?key=secretly"]
)
def test_the_url_of_an_endpoint_holds_no_secret(monkeypatch: pytest.MonkeyPatch, rest: str) -> None:
    """It would be logged; the line says where a key belongs, and does not repeat it."""
    _endpoint(monkeypatch, f"https://{rest}")
    with pytest.raises(SettingsError, match="FOOTNOTE_READER__KEY_FILE") as caught:
        load_settings()
    assert "secretly" not in str(caught.value)
