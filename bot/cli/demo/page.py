"""Messages -> a page of HTML that looks like Discord; what they show is the body that is sent."""

import base64
import html
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.cli.demo.discord_markup import Known, as_html

Body = Mapping[str, Any]
"""A component, as it is sent to Discord."""
_STYLE = Path(__file__).with_name("style.css")
_BOT = "Footnote"
# Tells how high each scene is, to whoever reads the page as it stands in the end.
_MEASURE = """
<script>
addEventListener("load", () => {
  for (const scene of document.querySelectorAll("section"))
    scene.dataset.height = Math.ceil(scene.getBoundingClientRect().height);
});
</script>
"""
_STYLES = {1: "primary", 2: "secondary", 3: "success", 4: "danger", 5: "secondary"}
_ROLES, _CHANNELS = 6, 8


@dataclass(frozen=True, slots=True)
class Scene:
    """Something that the bot shows, and what somebody did to see it.

    Attributes:
        name: what its picture is called.
        person: who did something.
        deed: what they did, such as "/ask"; nothing where they said it.
        said: what they said, in a message of theirs.
        body: the components of the reply.
        private: whether they alone see it.
        known: what it names.
    """

    name: str
    person: str
    body: Sequence[Body]
    deed: str = ""
    said: str = ""
    private: bool = False
    known: Known = field(default_factory=Known)


@dataclass(frozen=True, slots=True)
class Form:
    """A form that the bot opens; `name` is what its picture is called."""

    name: str
    body: Body


def page(scenes: Sequence[Scene | Form], language: str = "en") -> str:
    """A page with all scenes and forms below each other."""
    style = _STYLE.read_text(encoding="utf-8")
    body = "\n".join(map(_section, scenes))
    return (
        f'<!doctype html>\n<html lang="{language}"><head><meta charset="utf-8">'
        f"<title>{_BOT}</title><style>{style}</style></head>\n<body>{body}{_MEASURE}</body></html>\n"
    )


def _section(scene: Scene | Form) -> str:
    shown = _form(scene.body) if isinstance(scene, Form) else _reply(scene)
    return f'<section id="{html.escape(scene.name)}">{shown}</section>'


def _reply(scene: Scene) -> str:
    said = _message(scene.person, f"<div>{html.escape(scene.said)}</div>") if scene.said else ""
    used = (
        f'<div class="used">{_avatar(scene.person)} <b>{html.escape(scene.person)}</b> used '
        f'<span class="mention">{html.escape(scene.deed)}</span></div>'
        if scene.deed
        else ""
    )
    note = '<div class="only">👁 Only you can see this</div>' if scene.private else ""
    shown = "".join(_component(each, scene.known) for each in scene.body)
    private = " private" if scene.private else ""
    return f'{said}<div class="reply{private}">{used}{_message(_BOT, shown + note, app=True)}</div>'


def _message(name: str, content: str, *, app: bool = False) -> str:
    badge = '<span class="app">APP</span>' if app else ""
    head = f'<div class="name">{html.escape(name)}{badge}<time>Today at 09:41</time></div>'
    return f'<article>{_avatar(name)}<div class="said">{head}{content}</div></article>'


def _avatar(name: str) -> str:
    kind = "bot" if name == _BOT else "person"
    sign = "[1]" if name == _BOT else name[:1].upper()
    return f'<span class="avatar {kind}">{html.escape(sign)}</span>'


def _component(body: Body, known: Known) -> str:
    """One component with what is inside it."""
    return _DRAWN[body["type"]](body, known)


def _inside(kind: str) -> Callable[[Body, Known], str]:
    def drawn(body: Body, known: Known) -> str:
        inner = "".join(_component(each, known) for each in body["components"])
        return f'<div class="{kind}">{inner}</div>'

    return drawn


def _text(body: Body, known: Known) -> str:
    return f'<div class="text">{as_html(body["content"], known)}</div>'


def _button(body: Body, _known: Known) -> str:
    style = _STYLES[body["style"]]
    return f'<span class="button {style}">{html.escape(body["label"])}</span>'


def _select(body: Body, known: Known) -> str:
    options = [o["label"] for o in body.get("options", []) if o.get("default")]
    sign = {_ROLES: "@", _CHANNELS: "#"}.get(body["type"], "")
    chosen = [
        f"{sign}{known.names.get(int(value['id']), 'unknown')}"
        for value in body.get("default_values") or []
    ]
    shown = options + chosen
    words = "".join(f'<span class="chosen">{html.escape(each)}</span>' for each in shown)
    hint = html.escape(body.get("placeholder") or "Make a selection")
    return f'<div class="select">{words or f"<i>{hint}</i>"}<span class="arrow">⌄</span></div>'


def _picture(body: Body, known: Known) -> str:
    shown = [known.files[each["media"]["url"].rpartition("/")[2]] for each in body["items"]]
    return "".join(
        f'<img class="picture" alt="" src="data:image/png;base64,{base64.b64encode(png).decode()}">'
        for png in shown
    )


def _file(body: Body, known: Known) -> str:
    name = body["file"]["url"].rpartition("/")[2]
    size = f"{len(known.files[name]):,} bytes"
    return f'<div class="file">📄 <b>{html.escape(name)}</b> <small>{size}</small></div>'


def _form(body: Body) -> str:
    fields = "".join(map(_field, body["components"]))
    buttons = "".join(
        f'<span class="button {style}">{words}</span>'
        for style, words in (("secondary", "Cancel"), ("primary", "Submit"))
    )
    return (
        f'<div class="form"><h2>{html.escape(body["title"])}</h2>{fields}'
        f'<div class="row">{buttons}</div></div>'
    )


def _field(body: Body) -> str:
    box = body["component"]
    words = box.get("value") or box.get("placeholder") or ""
    kind = "typed" if box.get("value") else "hint"
    about = html.escape(body.get("description") or "")
    return (
        f"<label>{html.escape(body['label'])}<small>{about}</small>"
        f'<span class="input {kind} lines{box.get("style", 1)}">{html.escape(words)}&nbsp;</span>'
        "</label>"
    )


def _line(_body: Body, _known: Known) -> str:
    return "<hr>"


_DRAWN: Mapping[int, Callable[[Body, Known], str]] = {
    1: _inside("row"),
    2: _button,
    3: _select,
    6: _select,
    8: _select,
    10: _text,
    12: _picture,
    13: _file,
    14: _line,
    17: _inside("container"),
}
"""How each type of component that the bot sends is drawn."""
