"""Messages that Discord refuses, and some that just fit."""

from typing import Any

Json = dict[str, Any]

V2 = 1 << 15


def text(content: str = "words") -> Json:
    """A text display."""
    return {"type": 10, "content": content}


def button(**changes: Any) -> Json:
    """A button."""
    return {"type": 2, "style": 1, "label": "Go", "custom_id": "go"} | changes


def row(*components: Json) -> Json:
    """An action row."""
    return {"type": 1, "components": list(components)}


def select(**changes: Any) -> Json:
    """A select menu of two."""
    options = [{"label": "One", "value": "one"}, {"label": "Two", "value": "two"}]
    return {"type": 3, "custom_id": "choice", "options": options} | changes


def v2(*components: Json, **changes: Any) -> Json:
    """A message of Components V2."""
    return {"flags": V2, "components": list(components)} | changes


def gallery(url: str) -> Json:
    """A picture from an address."""
    return {"type": 12, "items": [{"media": {"url": url}}]}


BAD_MESSAGES: dict[str, Json] = {
    "content too long": {"content": "x" * 2001},
    "unknown key": {"content": "x", "colour": 1},
    "wrong type": {"content": 5},
    "content with V2": v2(text(), content="x"),
    "embeds with V2": v2(text(), embeds=[{"title": "x"}]),
    "poll with V2": v2(
        text(),
        poll={
            "question": {"text": "?"},
            "answers": [{"poll_media": {"text": "yes"}}],
            "duration": 1,
        },
    ),
    "V2 components without the flag": {"components": [text()]},
    "six rows without the flag": {"components": [row(button(custom_id=str(n))) for n in range(6)]},
    "41 components": v2(*[text("x") for _ in range(41)]),
    "41 components, nested": v2(
        {"type": 17, "components": [text("x") for _ in range(20)]},
        {"type": 17, "components": [text("x") for _ in range(19)]},
    ),
    "4001 characters of text": v2(text("x" * 2000), text("x" * 2001)),
    "4000 characters of three bytes": v2(text("語" * 4000)),
    "an empty text": v2(text("")),
    "a blank text": v2(text(" \n")),
    "a long label": v2(row(button(label="x" * 81))),
    "a long custom_id": v2(row(button(custom_id="x" * 101))),
    "a custom_id twice": v2(row(button(), button())),
    "an id twice": v2(text() | {"id": 5}, text() | {"id": 5}),
    "no custom_id": v2(row({"type": 2, "style": 1, "label": "x"})),
    "no label": v2(row({"type": 2, "style": 1, "custom_id": "x"})),
    "no style": v2(row({"type": 2, "label": "x", "custom_id": "x"})),
    "an unknown style": v2(row(button(style=9))),
    "a link with a custom_id": v2(row(button(style=5, url="https://example.org"))),
    "a link without a url": v2(row({"type": 2, "style": 5, "label": "x"})),
    "a link to elsewhere": v2(row({"type": 2, "style": 5, "label": "x", "url": "ftp://x"})),
    "a long link": v2(row({"type": 2, "style": 5, "label": "x", "url": "https://x/" + "x" * 512})),
    "a url on a plain button": v2(row(button(url="https://example.org"))),
    "six buttons in a row": v2(row(*[button(custom_id=str(n)) for n in range(6)])),
    "an empty row": v2(row()),
    "a text in a row": v2(row(text())),
    "a button outside a row": v2(button()),
    "a select and a button": v2(row(select(), button())),
    "26 options": v2(row(select(options=[{"label": str(n), "value": str(n)} for n in range(26)]))),
    "no options": v2(row(select(options=[]))),
    "an option twice": v2(row(select(options=[{"label": "x", "value": "x"}] * 2))),
    "more than can be chosen": v2(row(select(max_values=3))),
    "more at least than at most": v2(row(select(min_values=2, max_values=1))),
    "too many defaults": v2(
        row(select(options=[{"label": n, "value": n, "default": True} for n in ("one", "two")]))
    ),
    "a section without accessory": v2({"type": 9, "components": [text()]}),
    "a section of four texts": v2(
        {"type": 9, "components": [text() for _ in range(4)], "accessory": button()}
    ),
    "a bad button in a section": v2(
        {"type": 9, "components": [text()], "accessory": button(style=5)}
    ),
    "a container in a container": v2(
        {"type": 17, "components": [{"type": 17, "components": [text()]}]}
    ),
    "a picture from nowhere": v2(gallery("file:///etc/passwd")),
    "a picture not sent along": v2(gallery("attachment://picture.png")),
    "an unknown component": v2({"type": 99}),
    "a component that is none": v2("x"),  # type: ignore[arg-type]
    "an embed title": {"embeds": [{"title": "x" * 257}]},
    "eleven embeds": {"embeds": [{"title": "x"}] * 11},
    "an embed of nothing": {"content": "x", "embeds": [{"color": 5}]},
    "embeds of 6001": {"embeds": [{"description": "x" * 4096}, {"description": "x" * 1905}]},
    "embed fields of 6001": {
        "embeds": [{"fields": [{"name": "n", "value": "x" * 1000}] * 6, "footer": {"text": "x"}}]
    },
    "mentions twice": {"content": "x", "allowed_mentions": {"parse": ["users"], "users": ["1"]}},
    "unknown mentions": {"content": "x", "allowed_mentions": {"parse": ["friends"]}},
}


GOOD_MESSAGES: dict[str, Json] = {
    "content": {"content": "x" * 2000},
    "embeds of 6000": {"embeds": [{"description": "x" * 4096}, {"description": "x" * 1904}]},
    "40 components": v2(*[text("x") for _ in range(40)]),
    "4000 characters": v2(text("x" * 4000)),
    "4000 characters of two bytes": v2(text("é" * 4000)),
    "five rows": {"components": [row(button(custom_id=str(n))) for n in range(5)]},
    "everything": v2(
        {"type": 17, "components": [text(), {"type": 14}], "accent_color": 5},
        {"type": 9, "components": [text()], "accessory": button(custom_id="a")},
        row(button(), button(style=5, url="https://example.org", custom_id=None)),
        row(select(min_values=0, max_values=2)),
        gallery("https://example.org/picture.png"),
        allowed_mentions={"parse": [], "users": ["5"]},
    ),
}
