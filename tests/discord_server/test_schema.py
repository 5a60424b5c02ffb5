"""The schema check: the subset is Discord's own, and the rewriting keeps its meaning."""

import os
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from .bodies import BAD_MESSAGES, GOOD_MESSAGES
from .extract_openapi import SUBSET, main
from .schema import schema_problems, subset

Json = dict[str, Any]

_CREATE = "POST /channels/{channel_id}/messages"
_CALLBACK = "POST /interactions/{interaction_id}/{interaction_token}/callback"
_DESCRIPTION = Path(
    os.environ.get("DISCORD_OPENAPI")
    or Path(__file__).parents[3] / "shared" / "discord" / "openapi.json"
)


def test_the_subset_is_up_to_date(tmp_path: Path) -> None:
    """The stored subset is what the script cuts out of the whole description."""
    if not _DESCRIPTION.exists():
        pytest.skip(f"not compared with the whole description: {_DESCRIPTION} is not there")
    main(_DESCRIPTION, tmp_path / "subset.json")
    assert (tmp_path / "subset.json").read_bytes() == SUBSET.read_bytes()
    assert "Copyright" in SUBSET.with_suffix(".LICENSE").read_text(encoding="utf-8")


def _is_valid_as_published(endpoint: str, body: Json) -> bool:
    stored = subset()
    document = stored["bodies"][endpoint] | {"components": {"schemas": stored["schemas"]}}
    return Draft202012Validator(document).is_valid(body)


@pytest.mark.parametrize("body", [*GOOD_MESSAGES.values(), *BAD_MESSAGES.values()])
def test_the_rewritten_schema_says_the_same(body: Json) -> None:
    """Apart from unknown keys, the rewritten schema and the published one agree."""
    problems = schema_problems(_CREATE, body)
    strict_only = all("unexpected" in problem.message for problem in problems)
    assert strict_only == _is_valid_as_published(_CREATE, body)


@pytest.mark.parametrize(
    ("body", "where", "words"),
    [
        ({"type": 8, "data": {"choices": [{"name": "a", "value": []}]}}, "data.choices.0", "not"),
        ({"type": 4, "data": {"content": 5}}, "data.content", "not of type"),
        ({"type": 4, "data": {"colour": 5}}, "data", "colour"),
        ({"type": 77}, "(body)", "77"),
        ({}, "(body)", "None"),
        ([], "(body)", "None"),
    ],
)
def test_problems_say_where(body: Any, where: str, words: str) -> None:
    """A problem names the place and the reason."""
    (problem, *_) = schema_problems(_CALLBACK, body)
    assert str(problem).startswith(where)
    assert words in str(problem)


@pytest.mark.parametrize("snowflake", ["5", 5])
def test_snowflakes_may_be_numbers(snowflake: str | int) -> None:
    """Discord takes ids as text and as numbers."""
    assert schema_problems("POST /users/@me/channels", {"recipient_id": snowflake}) == []
    assert schema_problems("POST /users/@me/channels", {"recipient_id": "five"}) != []
