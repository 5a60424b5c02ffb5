"""Checks request bodies against the subset of Discord's OpenAPI description.

The schemas are rewritten once, to ones that can be checked quickly and whose errors point at the
right place: references are resolved, unions are chosen by their `type` field, and unknown keys are
refused (Discord ignores them silently, which hides misspelt fields).
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator, ValidationError
from jsonschema.protocols import Validator
from jsonschema.validators import extend

from .extract_openapi import SUBSET

Json = dict[str, Any]

_REFERENCE = "#/components/schemas/"
_FLAG = {"type": ["boolean", "null"]}
_NO_SPEECH = {"enum": [False, None]}
# Fields that Discord accepts and the description leaves out; discord.py sends `tts` with edits too.
_DOCUMENTED_ELSEWHERE: Mapping[str, Json] = {
    "ApplicationCommandCreateRequest": {"nsfw": _FLAG},
    "ApplicationCommandUpdateRequest": {"nsfw": _FLAG},
    "ApplicationCommandPatchRequestPartial": {"nsfw": _FLAG},
    "ComponentEmojiForRequest": {"animated": _FLAG},
    "RichEmbed": {"flags": {"type": ["integer", "null"]}},
    "MessageEditRequestPartial": {"tts": _NO_SPEECH},
    "IncomingWebhookUpdateRequestPartial": {"tts": _NO_SPEECH},
    "IncomingWebhookUpdateForInteractionCallbackRequestPartial": {"tts": _NO_SPEECH},
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a body: where (keys and indices from its top) and what."""

    path: tuple[str | int, ...]
    message: str

    def __str__(self) -> str:
        where = ".".join(str(step) for step in self.path) or "(body)"
        return f"{where}: {self.message}"


class _Rewriter:
    """Rewrites the description's schemas; each named schema once, so that they share structure."""

    def __init__(self, schemas: Mapping[str, Json]) -> None:
        self._schemas = schemas
        self._done: dict[str, Json] = {}

    def rewrite(self, node: Json) -> Json:
        if "$ref" in node:
            return self._named(node["$ref"].removeprefix(_REFERENCE))
        return self._union(node) or self._plain(node)

    def _named(self, name: str) -> Json:
        if name == "SnowflakeType":  # Discord takes integers too, and discord.py sends some
            return {"type": ["string", "integer"], "pattern": "^(0|[1-9][0-9]*)$", "minimum": 0}
        if name not in self._done:
            schema = self._schemas[name]
            extra = _DOCUMENTED_ELSEWHERE.get(name, {})
            if extra:
                schema = schema | {"properties": schema["properties"] | extra}
            self._done[name] = self.rewrite(schema)
        return self._done[name]

    def _union(self, node: Json) -> Json | None:
        branches: list[Json] = node.get("oneOf") or node.get("anyOf") or []
        if branches and all("const" in branch for branch in branches):
            return {"enum": [branch["const"] for branch in branches]}
        if len(branches) == 2 and branches[0] == {"type": "null"}:
            return {"nullOr": self.rewrite(branches[1])}
        rewritten = [self.rewrite(branch) for branch in branches]
        if rewritten and all(_types_of(branch) for branch in rewritten):
            return {"byType": {kind: branch for branch in rewritten for kind in _types_of(branch)}}
        return None

    def _plain(self, node: Json) -> Json:
        drop = {"format", "title", "x-discord-union"} | ({"allOf"} if "enum" in node else set())
        plain: Json = {key: child for key, child in node.items() if key not in drop}
        for key in ("items", "additionalProperties"):
            if isinstance(plain.get(key), dict):
                plain[key] = self.rewrite(plain[key])
        for key in ("oneOf", "anyOf", "allOf"):
            if key in plain:
                plain[key] = [self.rewrite(branch) for branch in plain[key]]
        if "properties" in plain:
            plain["properties"] = {k: self.rewrite(v) for k, v in plain["properties"].items()}
            plain.setdefault("additionalProperties", False)
        return plain


def _types_of(branch: Json) -> list[Any]:
    allowed: list[Any] = branch.get("properties", {}).get("type", {}).get("enum", [])
    return allowed if "type" in branch.get("required", []) else []


def _null_or(
    validator: Validator, branch: Json, instance: Any, _schema: Json
) -> Iterator[ValidationError]:
    if instance is not None:
        yield from validator.descend(instance, branch)  # type: ignore[attr-defined]


def _by_type(
    validator: Validator, branches: Mapping[Any, Json], instance: Any, _schema: Json
) -> Iterator[ValidationError]:
    kind = instance.get("type") if isinstance(instance, dict) else None
    branch = branches.get(kind) if isinstance(kind, int | str) else None
    if branch is None:
        yield ValidationError(f"type {kind!r} is not one of {sorted(branches)}")
    else:
        yield from validator.descend(instance, branch)  # type: ignore[attr-defined]


_Checker: Any = extend(  # type: ignore[no-untyped-call]
    Draft202012Validator, {"nullOr": _null_or, "byType": _by_type}
)


@cache
def subset() -> Json:
    """Returns the stored subset: see `extract_openapi.extract` for its shape."""
    return dict(json.loads(SUBSET.read_text(encoding="utf-8")))


@cache
def _validator(endpoint: str) -> Validator:
    stored = subset()
    schema = _rewriter().rewrite(stored["bodies"][endpoint])
    checker: Validator = _Checker(schema)
    return checker


@cache
def _rewriter() -> _Rewriter:
    return _Rewriter(subset()["schemas"])


def schema_problems(endpoint: str, body: Any) -> list[Problem]:
    """Returns what the description objects to in a body.

    Args:
        endpoint: "METHOD /path/{with}/{names}" as the description writes it.
        body: the parsed JSON body.
    """
    return [_problem(error) for error in _validator(endpoint).iter_errors(body)]


def _problem(error: ValidationError) -> Problem:
    while error.context:  # of a union without a `type`: the branch with the fewest objections
        branches: dict[Any, list[ValidationError]] = {}
        for inner in error.context:
            branches.setdefault(inner.relative_schema_path[0], []).append(inner)
        error = min(branches.values(), key=len)[0]
    return Problem(tuple(error.absolute_path), error.message[:300])
