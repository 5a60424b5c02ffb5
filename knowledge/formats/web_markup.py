"""What the HTML of an article's page holds of the article: its meta tags, and its abstract.

Pages are as browsers saved them, well formed or not. An abstract is taken from the text of a page
only where a single element says that it is one.
"""

import html
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import NamedTuple

from knowledge.formats.fields.facts import plain
from knowledge.formats.fields.markup import unlabelled
from knowledge.formats.streams.page_lines import MAX_ABSTRACT

Attributes = list[tuple[str, str | None]]

_BOXES = frozenset({"div", "section", "blockquote", "p"})
_ABSTRACTS = frozenset(
    {"abstract", "acl-abstract", "article-abstract", "doc-abstract", "html-abstract",
     "paper-abstract", "article-section__abstract", "hlfld-abstract", "abstract-content",
     "abstract-text", "abstractinfull", "abstractsection"}
)  # fmt: skip
_OTHER = re.compile(
    r"(?:abstract-(?:type-)?|author-)?(?:graphical|highlights|key-points|short|summary|teaser|toc"
    r"|trans|translated|video)(?:-abstract)?"
)
"""What says that an abstract is of another kind, or cut off."""
_KEYWORDS = re.compile(r"\b(?:key ?words|index terms)\s*:", re.IGNORECASE)
_KEPT = frozenset(
    {"p", "div", "section", "br", "li", "ul", "ol", "sub", "sup",
     "h1", "h2", "h3", "h4", "h5", "h6"}
)  # fmt: skip
"""Tags that matter for how a text reads."""
_HIDDEN = frozenset({"button", "form", "nav", "noscript", "script", "style", "svg", "template"})
_DRAWN = frozenset({"math", "mjx-container"})
"""Formulas as a program has drawn them: their text is no longer what was written."""
_DEEPEST = 4  # frames around an abstract


class Meta(NamedTuple):
    """A meta tag: its name in small letters, what it says, and in which language."""

    name: str
    content: str
    language: str


@dataclass(slots=True)
class _Box:
    """An element that says that it is an abstract, while it is read."""

    tag: str
    begins: int  # among the pieces
    depth: int = 1
    within: list[str] = field(default_factory=list)  # what of it says the same


class WebMarkup(HTMLParser):
    """A page, that is fed with its text.

    Attributes:
        metas: The meta tags that say something, in order.
        line: The line of the first of them that cites an article; 1 without any.
    """

    def __init__(self) -> None:
        super().__init__()
        self.metas: list[Meta] = []
        self.line = 1
        self._found: list[str] = []
        self._boxes: list[_Box] = []
        self._pieces: list[str] = []
        self._hidden: list[str] = []
        self._clean = True

    def abstract(self) -> str:
        """The abstract in the text of the page; empty where none or more than one is there."""
        different = {unlabelled(plain(markup)): markup for markup in self._found}
        different.pop("", None)
        text, markup = different.popitem() if len(different) == 1 else ("", "")
        return "" if _KEYWORDS.search(text) else markup

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        """Take a meta tag; go into an element, and note one that is an abstract."""
        stated = {name: value or "" for name, value in reversed(attrs)}
        if tag == "meta":
            self._take(stated)
            return
        for box in self._boxes:
            box.depth += tag == box.tag
        if tag in _BOXES and len(self._boxes) < _DEEPEST and _is_abstract(stated):
            self._boxes.append(_Box(tag, len(self._pieces)))
        elif self._boxes:
            self._clean &= tag not in _DRAWN and "MathJax" not in stated.get("class", "")
            self._hidden += [tag] if tag in _HIDDEN else []
            self._put(f"<{tag}>" if tag in _KEPT else "")

    def handle_endtag(self, tag: str) -> None:
        """Leave an element."""
        if self._hidden[-1:] == [tag]:
            self._hidden.pop()
        self._put(f"</{tag}>" if tag in _KEPT else "")
        for box in self._boxes:
            box.depth -= tag == box.tag
        while self._boxes and not self._boxes[-1].depth:
            self._close(self._boxes.pop())

    def handle_data(self, data: str) -> None:
        """Take text."""
        self._put(html.escape(data, quote=False))

    def parse_marked_section(self, i: int, report: bool = True) -> int:
        """Pass `<![…` over, whatever it is: the library raises where it does not know it."""
        return self.parse_bogus_comment(i, report)

    def _take(self, stated: dict[str, str]) -> None:
        name = (stated.get("name") or stated.get("property") or "").strip().lower()
        content = stated.get("content", "").strip()
        if name and content:
            if self.line == 1 and "citation_" in name:
                self.line = self.getpos()[0]
            self.metas.append(Meta(name, content, stated.get("lang") or stated.get("xml:lang", "")))

    def _close(self, box: _Box) -> None:
        """An element that has one within that says the same is no more than its frame."""
        markup = box.within[0] if box.within else "".join(self._pieces[box.begins :])
        self._clean &= len(box.within) <= 1 and len(markup) <= MAX_ABSTRACT
        if self._boxes:
            self._boxes[-1].within.append(markup)
            return
        self._found += [markup] if self._clean else []
        self._pieces, self._hidden, self._clean = [], [], True

    def _put(self, piece: str) -> None:
        if self._boxes and not self._hidden:
            self._pieces.append(piece)


def _is_abstract(stated: dict[str, str]) -> bool:
    names = " ".join(stated.get(name, "") for name in ("id", "class", "role")).lower().split()
    return not _ABSTRACTS.isdisjoint(names) and not any(map(_OTHER.fullmatch, names))
