"""The files that come with Footnote: `seeds/` and the tables of `config/`, each read once.

What is tuned stands in the files of `config/tuned/` and is read as `tuned().retrieval.k1`: a key of
`retrieval.toml` there is a field here, and the other way round.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, get_args, get_type_hints

_PACKAGE = Path(__file__).resolve().parent
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Retrieval:
    """Which abstracts are found, and in which order."""

    engine: str
    in_memory: int
    in_memory_without_index: int
    index_seconds: float
    k1: float
    b: float
    title_weight: int
    reordered: int
    meaning: tuple[float, ...]
    synonym: float
    part: float
    spaced_part: float
    short_form: float
    near_word: float
    near_words: int
    query_part: float
    query_other: float
    query_generic: float
    two_edits: int
    rare_word: int


@dataclass(frozen=True, slots=True)
class Questions:
    """What is asked."""

    longest: int
    compared: int
    name_factor: float
    common_factor: float
    last_turns: int
    discord_turns: int
    thin: int
    spoken_of: float
    surer: float
    papers_on_topic: int
    part_of_title: float
    presented: float
    named: float
    title_words: int
    title_among: int


@dataclass(frozen=True, slots=True)
class Answers:
    """What is read and quoted for a question."""

    read: int
    nearest: int
    behind: float
    most_sentences: int
    adds: float
    shared_words: float
    identified: float
    marked: float
    short_pieces: int
    yes_no: float
    listed: int
    list_confidence: float
    nearest_shown: int


@dataclass(frozen=True, slots=True)
class Claims:
    """How a claim is checked."""

    fewest_words: int
    read: int
    behind: float
    most: int
    same_number: float
    about: float


@dataclass(frozen=True, slots=True)
class Dedup:
    """When two abstracts are one work."""

    near_duplicate: float
    shorter: float
    figures: int
    same_figures: float
    repeated: int
    spelt_alike: float
    twice: int
    noise: float
    title_alike: float
    title_letters: int
    title_head: int
    whole: float


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Another reader, at an address."""

    seconds: float
    at_once: int
    longest: int
    failures: int
    rest_seconds: float
    sure: float
    further: float
    short_characters: int
    tokens: int
    reply_kb: int


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is asked and taken in."""

    per_user: int
    per_channel: int
    per_server: int
    upload_mb: int
    upload_seconds: float
    upload_papers: int
    fetched_papers: int
    fetched_seconds: float
    service_mb: int
    service_seconds: float
    service_tries: int
    service_pause: float
    spreadsheet_mb: int
    packed_ratio: int
    packed_unsuspected_mb: int
    archive_files: int
    record_mb: int
    abstract_kb: int


@dataclass(frozen=True, slots=True)
class Work:
    """How the bot works."""

    threads: int
    processes: int
    queue: int
    read_messages: bool
    grace_seconds: int
    open_collections: int
    messages_at_once: int
    messages_waiting: int
    latest_hours: int


@dataclass(frozen=True, slots=True)
class Sending:
    """What is sent while Discord is in trouble."""

    pauses: tuple[float, ...]
    message_pauses: tuple[float, ...]
    late_seconds: float
    longest_pause: float


@dataclass(frozen=True, slots=True)
class Retention:
    """How long what is kept is kept."""

    questions_days: int
    choices_days: tuple[int, ...]
    promises_days: int
    claims_days: int
    runs_days: int
    every_hours: int


@dataclass(frozen=True, slots=True)
class Proposals:
    """What a server's keepers propose."""

    decided_minutes: int
    compared_days: int
    compared_questions: int


@dataclass(frozen=True, slots=True)
class Health:
    """When something wants a look."""

    recent_days: int
    before_days: int
    acknowledged_ms: float
    failures: float
    fallbacks: float
    standard_errors: float
    fewest: int
    helpful: float
    repeated: int
    alike: float


@dataclass(frozen=True, slots=True)
class Tuned:
    """All of `config/tuned/`, a field for each file; what a value is for stands beside it there."""

    retrieval: Retrieval
    questions: Questions
    answers: Answers
    claims: Claims
    dedup: Dedup
    endpoint: Endpoint
    limits: Limits
    work: Work
    sending: Sending
    retention: Retention
    proposals: Proposals
    health: Health


def resource(name: str) -> Path:
    """The path of a folder that comes with Footnote.

    An installed wheel carries it inside the package; a checkout beside it.

    Args:
        name: `seeds` or `config`.
    """
    packaged = _PACKAGE / "_resources" / name
    return packaged if packaged.is_dir() else _PACKAGE.parent / name


@cache
def table(name: str) -> dict[str, Any]:
    """The table of `config/NAME.toml`, such as `tuned/retrieval`."""
    return tomllib.loads((resource("config") / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def english(name: str) -> dict[str, Any]:
    """The words and patterns of `config/english/NAME.toml`."""
    return table(f"english/{name}")


@cache
def stop_words() -> frozenset[str]:
    """The words of `config/english/stop_words.toml`, folded."""
    return frozenset(" ".join(english("stop_words")["words"]).split())


@cache
def tuned() -> Tuned:
    """The values of `config/tuned/`.

    Raises:
        ValueError: a key is unknown or missing, or its value is of another type.
    """
    files = (resource("config") / "tuned").glob("*.toml")
    return typed(Tuned, {path.stem: table(f"tuned/{path.stem}") for path in files})


def typed(kind: type[_T], given: Mapping[str, Any], where: str = "config/tuned") -> _T:
    """A table of TOML as a record of that kind, whose fields are all there and no others.

    Raises:
        ValueError: a key is unknown or missing, or its value is of another type; it says which.
    """
    wanted = {field.name for field in fields(kind)}  # type: ignore[arg-type]
    for key in given.keys() ^ wanted:
        raise ValueError(f"{where}: {'unknown' if key in given else 'missing'} key {key}")
    hints = get_type_hints(kind)
    return kind(**{key: _value(hints[key], given[key], f"{where}: {key}") for key in given})


def _value(kind: Any, given: Any, where: str) -> Any:  # noqa: ANN401  # whatever TOML holds
    if is_dataclass(kind) and isinstance(given, dict):
        return typed(kind, given, where)  # type: ignore[arg-type]
    if isinstance(given, list) and (each := get_args(kind)):
        return tuple(_value(each[0], value, where) for value in given)
    if type(given) is not kind:
        raise ValueError(f"{where} is {given!r}, not of type {kind}")
    return given
