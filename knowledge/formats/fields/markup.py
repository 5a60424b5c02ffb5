"""JATS, HTML and MathML in texts made plain: tags go, entities become their characters.

What only looks like a tag stays: `p < 0.05`, `<b 10`. A raised number keeps its meaning:
10<sup>5</sup> is `10^5` and never `105`.
"""

import html
import re

_NAMES = (
    # JATS
    "abstract|trans-abstract|sec|title|label|list|list-item|italic|bold|sc|monospace|underline"
    "|overline|strike|roman|sans-serif|inline-formula|disp-formula|disp-quote|tex-math|alternatives"
    "|named-content|styled-content|ext-link|uri|xref|break|inline-graphic|graphic|fn|p|sub|sup|email"
    # MathML
    "|math|mrow|mi|mn|mo|mtext|mspace|msub|msup|msubsup|mfrac|msqrt|mover|munder|mfenced|mstyle"
    "|semantics|annotation"
    # HTML
    "|i|b|u|em|strong|span|div|br|hr|h[1-6]|ul|ol|li|dl|dt|dd|a|font|small|big|tt|code|pre|cite"
    "|center|blockquote|table|thead|tbody|tr|td|th|section|article|img|mark|del|ins|wbr|body|html"
    # Web of Science, Scopus and Springer
    "|inf|formula|emphasis|superscript|subscript|para|simplepara|heading|abstractsection"
    "|inlineequation|equationsource"
)
_PREFIX = r"(?:(?:jats|mml|m|html|xhtml|ns\d+):[A-Za-z][\w-]*|"
_ATTRIBUTES = r"(?:\s+[\w:.-]+\s*=\s*(?:\"[^\"<>]*\"|'[^'<>]*'|[^\s\"'<>]+))*"
_TAG = re.compile(rf"</?{_PREFIX}{_NAMES}){_ATTRIBUTES}\s*/?>", re.IGNORECASE)
_MAYBE = re.compile(r"</?[A-Za-z]")
_BLOCK = re.compile(
    r"</?(?:jats:|html:)?(?:p|sec|title|list|list-item|break|disp-formula|disp-quote|abstract|div|br|hr"
    rf"|h[1-6]|ul|ol|li|dl|dt|dd|table|tr|td|th|blockquote|section|article|para|simplepara|heading){_ATTRIBUTES}\s*/?>",
    re.IGNORECASE,
)
_HEADING = re.compile(
    r"<((?:jats:)?title|h[1-6]|heading)\b[^<>]*>\s*(.*?)\s*</\1>", re.DOTALL | re.IGNORECASE
)
_BOLD_HEADING = re.compile(
    r"(<(?:jats:)?p>\s*)<(b|strong|(?:jats:)?bold)>\s*([^<>]{2,40}?)[:.]?\s*</\2>[:.]?(?=\s*[A-Z<])"
)
_NO_HEADING = re.compile(
    r"(?:<[^>]*>|\s)*(?:abstract|summary)?[\s.:]*(?:<[^>]*>|\s)*", re.IGNORECASE
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_DOUBLED = re.compile(r"<mml:math\b.*?</mml:math>", re.DOTALL)
_DOCUMENT = re.compile(r"\\documentclass.*?\\begin\{document\}(.*?)\\end\{document\}", re.DOTALL)
_RAISED = re.compile(r"(?<=\d)\s*<(?:jats:)?sup(?:erscript)?>(?=\s*[-−–+]?\d)", re.IGNORECASE)
_POWER = re.compile(
    r"(<(?:mml:|m:)?msup>\s*<((?:mml:|m:)?m[in])>[^<]*</\2>)(?=\s*<(?:mml:|m:)?m(?:n|row)>)"
)
_PICTURE = re.compile(r"##IMG##\s*\[[^\]\s]*\]\s*(?:\{(\$[^$]*\$)\})?")
"""A formula as exports of IOP's journals have it: the address of its picture, and its TeX."""
_COMMENT = re.compile(r"<!--.*?-->|<!\[CDATA\[|\]\]>", re.DOTALL)
_ROUNDS = 3


def unmarked(text: str) -> str:
    """A text without markup; also of what stood there as entities, once or twice over.

    A heading gets a colon, and one that only says “Abstract” goes; a formula given twice is given
    once.
    """
    if "##IMG##" in text:
        text = _PICTURE.sub(lambda picture: picture[1] or "", text)
    for _ in range(_ROUNDS):
        if "<" in text and _MAYBE.search(text):
            text = _without_tags(text)
        if "&" not in text or not _ENTITY.search(text):
            return text
        text = _ENTITY.sub(lambda entity: html.unescape(entity[0]), text)
    return text


def _without_tags(text: str) -> str:
    if not _TAG.search(text):
        return text
    text = _COMMENT.sub("", text)
    if "tex-math" in text:
        text = _DOCUMENT.sub(r"\1", _DOUBLED.sub("", text))
    text = _HEADING.sub(_headed, _BOLD_HEADING.sub(r"\1\3: ", text))
    text = _POWER.sub(r"\1^", _RAISED.sub("^", text))
    return _TAG.sub("", _BLOCK.sub(" ", text))


def _headed(match: re.Match[str]) -> str:
    heading = match[2].rstrip(":. ")
    return " " if _NO_HEADING.fullmatch(heading) else f" {heading}: "


_LABEL = re.compile(r"\s*abstract\s*:\s*", re.IGNORECASE)
_BARE_LABEL = re.compile(
    r"\s*(?:A(?i:bstract)(?:\s*[—–.]|\s+-)\s*(?=[A-Z])|ABSTRACT\s+(?=[A-Z][a-z]|A\s|I\w?\s)"
    r"|Abstract\s+(?=(?:We|This|These|The|In|Our|Here|A|An|To|It|For|With|While|Although|Many|Recent"
    r"|Background|Objectives?|Purpose|Aims?|Introduction|Context|Importance|Motivation|Rationale"
    r"|BACKGROUND|OBJECTIVES?|PURPOSE|AIMS?|INTRODUCTION|CONTEXT)\b))"
)
"""The label without a colon before what begins a text: `Abstract interpretation` has none."""
_LABEL_LINE = re.compile(r"\s*abstract[ \t]*[\r\n]", re.IGNORECASE)


def is_labelled(text: str) -> bool:
    """Whether a line begins with `Abstract:`."""
    return bool(_LABEL.match(text))


def unheaded(text: str) -> str:
    """A text of several lines without a first one that only says “Abstract”."""
    heading = _LABEL_LINE.match(text)
    return text[heading.end() :] if heading else text


def unlabelled(text: str) -> str:
    """An abstract without a leading label and surrounding white space."""
    label = _LABEL.match(text) or _BARE_LABEL.match(text)
    return text[label.end() :].strip() if label else text.strip()
