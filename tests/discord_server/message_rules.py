"""Discord's rules for messages that its OpenAPI description does not state."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from .schema import Problem
from .world import Message, MessageFlag, walk

Json = dict[str, Any]
Path = tuple[str | int, ...]

MAX_CONTENT = 2000
MAX_COMPONENTS = 40
MAX_DISPLAYED_TEXT = 4000
# Beyond it Discord fails with 500 although each limit above is kept; the formula was measured in
# discord/discord-api-docs issue 8554. Scripts whose letters take three bytes reach it.
MAX_DISPLAYED_BYTES = 10_170
BYTES_PER_DISPLAY = 12
MAX_EMBED_TEXT = 6000
MAX_LEGACY_ROWS = 5
_ACTION_ROW, _BUTTON, _STRING_SELECT, _TEXT_DISPLAY = 1, 2, 3, 10
_SELECTS = frozenset({3, 5, 6, 7, 8})
_LINK, _PREMIUM = 5, 6
_WEB = ("http://", "https://")


def message_problems(body: Json, before: Message | None, *, files: Sequence[str]) -> list[Problem]:
    """Returns what is wrong with creating a message, or editing `before`, with this body.

    Args:
        body: the request's JSON, already valid by the schema.
        before: the message as it stands, if this edits one.
        files: the names of the files sent along.
    """
    components = body.get("components") or []
    return [
        *_text_problems(body),
        *_mention_problems(body),
        *_layout_problems(body, before),
        *component_problems(components),
        *_media_problems(components, files),
    ]


def is_empty(body: Json, before: Message | None, *, files: Sequence[str]) -> bool:
    """Returns whether the message would show nothing."""

    def kept(key: str) -> Any:
        return body[key] if key in body else getattr(before, key, None)

    visible = (str(kept("content") or "").strip(), kept("embeds"), kept("components"))
    others = (files, kept("attachments"), body.get("poll"), body.get("sticker_ids"))
    return not any(visible) and not any(others)


def will_be_components_v2(body: Json, before: Message | None) -> bool:
    """Returns whether the message is laid out with Components V2 afterwards."""
    was = before is not None and before.is_components_v2
    return was or bool((body.get("flags") or 0) & MessageFlag.COMPONENTS_V2)


def _text_problems(body: Json) -> Iterator[Problem]:
    if len(body.get("content") or "") > MAX_CONTENT:
        yield Problem(("content",), f"Must be {MAX_CONTENT} or fewer in length.")
    total = sum(len(text) for embed in body.get("embeds") or [] for text in _embed_texts(embed))
    if total > MAX_EMBED_TEXT:
        yield Problem(("embeds",), f"Embed size exceeds maximum size of {MAX_EMBED_TEXT}")
    for index, embed in enumerate(body.get("embeds") or []):
        if not any(embed.get(key) for key in embed if key not in {"type", "color", "timestamp"}):
            yield Problem(("embeds", index), "This embed shows nothing.")


def _embed_texts(embed: Json) -> Iterator[str]:
    footer, author = embed.get("footer") or {}, embed.get("author") or {}
    texts = [embed.get("title"), embed.get("description"), footer.get("text"), author.get("name")]
    for field in embed.get("fields") or []:
        texts += [field.get("name"), field.get("value")]
    yield from filter(None, texts)


def _mention_problems(body: Json) -> Iterator[Problem]:
    allowed = body.get("allowed_mentions") or {}
    for kind in ("users", "roles"):
        if kind in (allowed.get("parse") or []) and allowed.get(kind):
            where = ("allowed_mentions", kind)
            yield Problem(where, f'parse:["{kind}"] and {kind}: [ids...] are mutually exclusive.')


def _layout_problems(body: Json, before: Message | None) -> Iterator[Problem]:
    flags = body.get("flags")
    was = before is not None and before.is_components_v2
    if was and flags is not None and not flags & MessageFlag.COMPONENTS_V2:
        yield Problem(("flags",), "IS_COMPONENTS_V2 cannot be removed from a message.")
    if will_be_components_v2(body, before):
        for key in ("content", "embeds", "poll", "sticker_ids"):
            if body.get(key) or (key not in body and getattr(before, key, None)):
                yield Problem((key,), f"{key} cannot be used with IS_COMPONENTS_V2.")
    else:
        yield from _legacy_problems(body.get("components") or [])


def _legacy_problems(components: Sequence[Json]) -> Iterator[Problem]:
    if len(components) > MAX_LEGACY_ROWS:
        yield Problem(("components",), f"Must be {MAX_LEGACY_ROWS} or fewer in length.")
    for index, component in enumerate(components):
        if component["type"] != _ACTION_ROW:
            message = f"Component type {component['type']} needs the flag IS_COMPONENTS_V2."
            yield Problem(("components", index), message)


def component_problems(components: list[Json]) -> Iterator[Problem]:
    """Yields what is wrong with a message's or a modal's components, taken together and each."""
    everything = walk(components)
    if len(everything) > MAX_COMPONENTS:
        yield Problem(("components",), f"Must have {MAX_COMPONENTS} or fewer components in total.")
    yield from _displayed_text_problems([c for c in everything if c["type"] == _TEXT_DISPLAY])
    for key in ("custom_id", "id"):
        counts = Counter(c[key] for c in everything if c.get(key))
        for value in (value for value, count in counts.items() if count > 1):
            yield Problem(("components",), f"Component {key} {value!r} is used more than once.")
    for path, component in _located(components, ("components",)):
        yield from _one_component_problems(path, component)


def _displayed_text_problems(displays: Sequence[Json]) -> Iterator[Problem]:
    texts = [str(display["content"]) for display in displays]
    if sum(map(len, texts)) > MAX_DISPLAYED_TEXT:
        yield Problem(("components",), f"Text may be {MAX_DISPLAYED_TEXT} characters in total.")
    size = sum(len(text.encode()) + BYTES_PER_DISPLAY for text in texts)
    if size > MAX_DISPLAYED_BYTES:
        yield Problem(("components",), f"Text may be {MAX_DISPLAYED_BYTES} bytes in total.")


def _located(components: Iterable[Json], path: Path) -> Iterator[tuple[Path, Json]]:
    for index, component in enumerate(components):
        here = (*path, index)
        yield here, component
        yield from _located(component.get("components") or [], (*here, "components"))
        for key in ("accessory", "component"):
            if component.get(key):
                yield (*here, key), component[key]


def _one_component_problems(path: Path, component: Json) -> Iterator[Problem]:
    kind = component["type"]
    if kind == _BUTTON:
        yield from _button_problems(path, component)
    elif kind == _STRING_SELECT:
        yield from _select_problems(path, component)
    elif kind == _ACTION_ROW:
        inside = [child["type"] for child in component["components"]]
        if len(inside) > 1 and any(child in _SELECTS for child in inside):
            yield Problem(path, "A select menu must be alone in its action row.")
    elif kind == _TEXT_DISPLAY and not component["content"].strip():
        yield Problem((*path, "content"), "This field is required")


def _button_problems(path: Path, button: Json) -> Iterator[Problem]:
    style = button["style"]
    wanted = {_LINK: "url", _PREMIUM: "sku_id"}.get(style, "custom_id")
    for key in ("url", "sku_id", "custom_id"):
        if key == wanted and not button.get(key):
            yield Problem((*path, key), f"A button of style {style} needs {key}.")
        elif key != wanted and button.get(key):
            yield Problem((*path, key), f"A button of style {style} cannot have {key}.")
    if style != _PREMIUM and not (button.get("label") or button.get("emoji")):
        yield Problem((*path, "label"), "A button needs a label or an emoji.")
    if style == _LINK and not str(button.get("url")).startswith((*_WEB, "discord://")):
        yield Problem((*path, "url"), "Scheme must be one of ('http', 'https', 'discord').")


def _select_problems(path: Path, select: Json) -> Iterator[Problem]:
    values = [option["value"] for option in select["options"]]
    if len(set(values)) < len(values):
        yield Problem((*path, "options"), "The option values must be unique.")
    low, high = select.get("min_values"), select.get("max_values")
    low, high = 1 if low is None else low, 1 if high is None else high
    if low > high or high > len(values):
        yield Problem((*path, "max_values"), f"{low} to {high} of {len(values)} cannot be chosen.")
    if sum(bool(option.get("default")) for option in select["options"]) > high:
        yield Problem((*path, "options"), "More options are default than can be chosen.")


def _media_problems(components: list[Json], files: Sequence[str]) -> Iterator[Problem]:
    for component in walk(components):
        media = [component.get("media"), component.get("file")]
        media += [item.get("media") for item in component.get("items") or []]
        for url in (str(one["url"]) for one in media if one):
            attached = url.removeprefix("attachment://")
            if attached == url and not url.startswith(_WEB):
                yield Problem(("components",), f"{url!r} is not a web address.")
            elif attached != url and attached not in files:
                yield Problem(("components",), f"{attached!r} was not sent along.")
