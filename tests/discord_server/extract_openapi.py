"""Cuts the part of Discord's OpenAPI description that the loopback Discord serves.

Run `python -m tests.discord_server.extract_openapi SOURCE` to write `openapi_subset.json` beside
this file: the request bodies of `ENDPOINTS` and every schema that they reach, undescribed.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Json = dict[str, Any]

SUBSET = Path(__file__).with_name("openapi_subset.json")
_REFERENCE = "#/components/schemas/"
_WEBHOOK = "/webhooks/{webhook_id}/{webhook_token}"
_COMMANDS = "/applications/{application_id}/commands"
_GUILD_COMMANDS = "/applications/{application_id}/guilds/{guild_id}/commands"

ENDPOINTS = (
    ("post", "/interactions/{interaction_id}/{interaction_token}/callback"),
    ("post", _WEBHOOK),
    ("patch", f"{_WEBHOOK}/messages/@original"),
    ("patch", f"{_WEBHOOK}/messages/{{message_id}}"),
    ("post", "/channels/{channel_id}/messages"),
    ("patch", "/channels/{channel_id}/messages/{message_id}"),
    ("post", "/channels/{channel_id}/messages/{message_id}/threads"),
    ("post", "/channels/{channel_id}/threads"),
    ("post", "/users/@me/channels"),
    ("put", _COMMANDS),
    ("post", _COMMANDS),
    ("patch", f"{_COMMANDS}/{{command_id}}"),
    ("put", _GUILD_COMMANDS),
    ("post", _GUILD_COMMANDS),
    ("patch", f"{_GUILD_COMMANDS}/{{command_id}}"),
)


def _undescribed(node: Any) -> Any:
    """Returns the node without descriptions; a property that is *named* description stays."""
    if isinstance(node, list):
        return [_undescribed(child) for child in node]
    if isinstance(node, dict):
        return {
            key: _undescribed(child)
            for key, child in node.items()
            if not (key == "description" and isinstance(child, str))
        }
    return node


def _references(node: Any) -> Iterator[str]:
    if isinstance(node, list):
        for child in node:
            yield from _references(child)
    elif isinstance(node, dict):
        for key, child in node.items():
            if key == "$ref":
                yield child.removeprefix(_REFERENCE)
            else:
                yield from _references(child)


def extract(description: Json) -> Json:
    """Returns `{"version", "bodies": {"METHOD path": schema}, "schemas": {name: schema}}`."""
    bodies = {
        f"{method.upper()} {path}": _undescribed(
            description["paths"][path][method]["requestBody"]["content"]["application/json"][
                "schema"
            ]
        )
        for method, path in ENDPOINTS
    }
    schemas: Json = {}
    waiting = list(_references(bodies))
    while waiting:
        name = waiting.pop()
        if name not in schemas:
            schemas[name] = _undescribed(description["components"]["schemas"][name])
            waiting.extend(_references(schemas[name]))
    return {
        "version": description["info"]["version"],
        "bodies": dict(sorted(bodies.items())),
        "schemas": dict(sorted(schemas.items())),
    }


def main(source: Path, target: Path = SUBSET) -> None:
    """Writes the subset of the description in `source` to `target`."""
    subset = extract(json.loads(source.read_text(encoding="utf-8")))
    target.write_text(json.dumps(subset, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
