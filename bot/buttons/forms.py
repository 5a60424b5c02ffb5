"""Forms that people fill in; each is known by its custom_id, so that it outlasts restarts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, cast

import discord

FORM_SECONDS = 900
"""So long Discord takes what is filled in; then a form need not be remembered any more."""


@dataclass(frozen=True, slots=True)
class FilledIn:
    """The custom_id of a form that somebody sent, and what they typed, by the fields' own."""

    custom_id: str
    typed: Mapping[str, str]


def filled_in(interaction: discord.Interaction[Any]) -> FilledIn | None:
    """The form that an interaction sends; None for anything else."""
    if interaction.type is not discord.InteractionType.modal_submit:
        return None
    data = cast("dict[str, Any]", interaction.data or {})
    fields = _walk(data.get("components", []))
    typed = {str(f["custom_id"]): str(f.get("value", "")) for f in fields if "custom_id" in f}
    return FilledIn(str(data.get("custom_id", "")), typed)


def _walk(components: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    found = []
    for component in components:
        found += [component, *_walk(component.get("components", []))]
        if "component" in component:
            found += _walk([component["component"]])
    return found
