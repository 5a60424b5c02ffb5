"""What is set from outside, by environment variables.

Defaults: `config/tuned/`; `docs/settings.md` is made of it; `--data`: `bot/cli/options.py`.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Literal, Self
from urllib.parse import urlsplit

from pydantic import (
    AliasChoices,
    BaseModel,
    ConfigDict,
    Field,
    HttpUrl,
    SecretStr,
    ValidationError,
    model_validator,
)
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, SettingsConfigDict

from knowledge.errors import FootnoteError
from knowledge.settings import tuned

if TYPE_CHECKING:
    from knowledge.reader.endpoint import Endpoint
    from knowledge.search.cluster.connection import Address


class SettingsError(FootnoteError):
    """Something that is set from outside cannot be used."""


class WorkSettings(BaseModel):
    """How the bot works on interactions."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    threads: int = Field(
        default=tuned().work.threads, ge=1, le=64, description="Questions worked on at a time."
    )
    processes: int = Field(
        default=tuned().work.processes,
        ge=0,
        le=64,
        description="Processes that answer beside the bot's own, no more than there are cores; "
        "each takes about as much memory as the bot. 0: it answers itself.",
    )
    queue: int = Field(
        default=tuned().work.queue,
        ge=1,
        le=10_000,
        description="Questions that wait or are worked on; who asks one more is told to come back.",
    )
    per_user: int = Field(
        default=tuned().limits.per_user,
        ge=0,
        description="Requests a minute of one person; 0: any number.",
    )
    per_channel: int = Field(
        default=tuned().limits.per_channel,
        ge=0,
        description="Requests a minute in one channel; 0: any number.",
    )
    per_server: int = Field(
        default=tuned().limits.per_server,
        ge=0,
        description="Requests a minute in one server; 0: any number.",
    )
    read_messages: bool = Field(
        default=tuned().work.read_messages,
        description="Whether all messages are read, for Q&A channels and threads. Discord's "
        "Message Content Intent must then be switched on for the bot.",
    )
    grace_seconds: float = Field(
        default=tuned().work.grace_seconds,
        ge=0,
        le=7,
        description="How long a stop waits for answers that are being worked on.",
    )


class RetrievalSettings(BaseModel):
    """How abstracts are found."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    engine: Literal["auto", "rank-bm25", "tantivy", "opensearch"] | None = Field(
        default=None,
        description="What finds abstracts: `rank-bm25` (in memory), `tantivy` (on disk), "
        "`opensearch` (in a cluster, see `FOOTNOTE_SEARCH__URLS`), or `auto`, which goes by how "
        "many there are. Without it, what `config/tuned/retrieval.toml` says.",
    )


class SearchSettings(BaseModel):
    """The OpenSearch cluster that finds abstracts for many machines."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    urls: str | None = Field(
        default=None,
        description="Addresses of an OpenSearch cluster's nodes, with commas between them, such "
        "as `https://10.0.0.1:9200,https://10.0.0.2:9200`: it finds abstracts then. The base must "
        "be in PostgreSQL.",
    )
    name: str = Field(
        default="footnote",
        pattern=r"^[a-z0-9][a-z0-9_-]{0,60}$",
        description="What its indexes begin with: another one for each base in a cluster.",
    )
    shards: int = Field(
        default=1,
        ge=1,
        le=64,
        description="Parts of a new index; one will do for several million abstracts.",
    )
    ca_file: Path | None = Field(
        default=None,
        description="A file with certificates that vouch for the cluster's, in PEM. Without it, "
        "those that the system trusts. Certificates are always checked.",
    )
    user: str | None = Field(default=None, description="The user that the cluster knows.")
    password_file: Path | None = Field(
        default=None, description="A file that holds the user's password; never shown or logged."
    )
    key_file: Path | None = Field(
        default=None,
        description="A file that holds an API key, in place of user and password; never shown.",
    )

    @model_validator(mode="after")
    def _whole(self) -> Self:
        for url in self.nodes:
            parts = urlsplit(url)
            if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username:
                raise PydanticCustomError("urls", "a node’s address is like https://10.0.0.1:9200")
        if self.user and self.key_file:
            raise PydanticCustomError("user", "give a user or an API key, not both")
        return self

    @property
    def nodes(self) -> tuple[str, ...]:
        """The addresses one by one."""
        return tuple(url.strip() for url in (self.urls or "").split(",") if url.strip())


class ReaderSettings(BaseModel):
    """What reads the abstracts in place of the built-in reader."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    url: HttpUrl | None = Field(
        default=None,
        description="An OpenAI-compatible endpoint that reads the abstracts in place of the "
        "built-in reader, such as `http://127.0.0.1:8080/v1`. Without it, nothing is sent "
        "anywhere.",
    )
    model: str | None = Field(
        default=None, description="Which of its models reads; needed beside the URL."
    )
    key_file: Path | None = Field(
        default=None,
        description="A file that holds the key for the endpoint, if it needs one; sent as a bearer "
        "token, never shown or logged.",
    )

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.url is None:
            return self
        if self.model is None:
            raise PydanticCustomError("model", "an endpoint needs FOOTNOTE_READER__MODEL, too")
        if self.url.username or self.url.password or self.url.query or self.url.fragment:
            raise PydanticCustomError(
                "url",
                "the URL of an endpoint has no user, password, “?” or “#”; "
                "a key belongs into a file that FOOTNOTE_READER__KEY_FILE names",
            )
        return self


class Settings(BaseSettings):
    """All settings of the bot. Built when it is started, never at import."""

    model_config = SettingsConfigDict(
        env_prefix="FOOTNOTE_",
        env_nested_delimiter="__",
        env_ignore_empty=True,
        extra="forbid",
        frozen=True,
    )

    discord_token: SecretStr | None = Field(
        default=None,
        validation_alias="DISCORD_TOKEN",
        description="The bot's token; never shown or logged.",
    )
    token_file: Path | None = Field(
        default=None,
        validation_alias=AliasChoices("DISCORD_TOKEN_FILE", "FOOTNOTE_TOKEN_FILE"),
        description="A file that holds the token; read where `DISCORD_TOKEN` is not set.",
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        default="INFO", description="The least important messages that are logged."
    )
    retrieval: RetrievalSettings = Field(
        default=RetrievalSettings(), description="How abstracts are found."
    )
    search: SearchSettings = Field(
        default=SearchSettings(), description="The cluster that finds abstracts."
    )
    reader: ReaderSettings = Field(
        default=ReaderSettings(), description="What reads the abstracts."
    )
    contact: str | None = Field(
        default=None,
        description="An e-mail address that the services which give papers may write to.",
    )
    work: WorkSettings = Field(
        default=WorkSettings(), description="How the bot works on interactions."
    )
    shards: str = Field(
        default="auto", description="Which shards this process runs: `0,1/4`, or `auto`, its share."
    )

    def token(self) -> SecretStr | None:
        """The token from the environment, or else from the file; None where neither is given.

        Raises:
            SettingsError: The file cannot be read, or is empty.
        """
        given = self.discord_token.get_secret_value().strip() if self.discord_token else ""
        if not given and self.token_file is not None:
            given = _read_secret(self.token_file, "token", "the bot's token")
        return SecretStr(given) if given else None

    def endpoint(self) -> "Endpoint | None":
        """The endpoint that reads the abstracts; None where the built-in reader does.

        Raises:
            SettingsError: The file with its key cannot be read, is empty, or holds no key.
        """
        from knowledge.reader.endpoint import Endpoint  # noqa: PLC0415  # only what answers needs it

        if self.reader.url is None or self.reader.model is None:
            return None
        file, key = self.reader.key_file, None
        if file is not None:
            key = _read_secret(file, "key", "the key of the endpoint")
            if not (key.isascii() and key.isprintable()) or " " in key:
                raise SettingsError(f"The key file {file} holds no key: a key is one word.")
        return Endpoint(str(self.reader.url), self.reader.model, key)

    def engine(self) -> "str | Address | None":
        """What finds abstracts: the cluster, where one is given and no other engine.

        Raises:
            SettingsError: A file with a secret of the cluster's cannot be read, or is empty.
        """
        from knowledge.search.cluster.connection import Address  # noqa: PLC0415  # seldom needed

        given, named = self.search, self.retrieval.engine
        if not given.nodes or named not in {None, "auto", "opensearch"}:
            return named
        password = _secret_of(given.password_file, "password", "the password of the cluster's user")
        key = _secret_of(given.key_file, "key", "the cluster's API key")
        who = given.user, password, key
        return Address(given.nodes, given.name, given.shards, given.ca_file, *who)


def load_settings() -> Settings:
    """The settings from the environment.

    Raises:
        SettingsError: One cannot be used; its value is not repeated.
    """
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False, include_context=False)[0]
        name = ".".join(map(str, first["loc"]))
        raise SettingsError(f"The setting {name} cannot be used: {first['msg']}.") from None


def _secret_of(path: Path | None, kind: str, what: str) -> str | None:
    return _read_secret(path, kind, what) if path else None


def _read_secret(path: Path, kind: str, what: str) -> str:
    """What a file holds, a token or a key as `kind` and `what` name it."""
    try:
        secret = path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not text"
        raise SettingsError(f"The {kind} file {path} cannot be read: {why}.") from None
    if not secret:
        raise SettingsError(f"The {kind} file {path} is empty. Put {what} into it.")
    return secret
