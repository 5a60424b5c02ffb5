"""A paper as BibTeX, from what sources state of it and nothing else.

The entry type is always `misc`: no source states where a paper appeared.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence

from bot.language import say
from bot.render.citations import left_out
from bot.render.discord_limits import TOTAL_TEXT, width
from bot.render.notes import GONE_ABSTRACT, TOO_LONG_FOR_BIBTEX
from bot.render.reply import Reply
from bot.visible import visible
from knowledge.model import Abstract, Bibliography, Published

_ESCAPES = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "$": r"\$",
        "&": r"\&",
        "#": r"\#",
        "%": r"\%",
        "_": r"\_",
        "^": r"\textasciicircum{}",
        "~": r"\textasciitilde{}",
    }
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_NAME = re.compile(rf"(?<![A-Za-z])({'|'.join(_MONTHS)})[a-z]{{0,6}}(?![a-z])", re.IGNORECASE)
_MONTH_NUMBER = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
_SMALL_WORDS = frozenset(("a", "an", "the", "on", "of", "for", "in", "to", "and", "with"))
_GROUP = re.compile(r",|\band\b|[{}]", re.IGNORECASE)
"""What would part a name in two in a list of authors."""
_SUFFIX = re.compile(r"(?:jr|sr)\.?|i{2,3}|iv", re.IGNORECASE)
_STROKED = str.maketrans(
    {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ß": "ss", "æ": "ae", "Æ": "Ae",
     "œ": "oe", "Œ": "Oe", "þ": "th", "Þ": "Th", "ð": "d", "Ð": "D"}
)  # fmt: skip
_FENCE = re.compile("`{3,}")
_LEFT_OUT = 60


def entries(abstracts: Sequence[Abstract]) -> str:
    """The entries of several papers, an empty line between; no two have the same key.

    The second paper with a key gets `-2` behind it, the third `-3`, and so on.
    """
    seen: Counter[str] = Counter()
    written = []
    for abstract in abstracts:
        called = key(abstract)
        seen[called] += 1
        again = f"-{seen[called]}" if seen[called] > 1 else ""
        written.append(entry(abstract, called + again))
    return "\n\n".join(written)


def entry(abstract: Abstract, called: str | None = None) -> str:
    """One paper; `called` is its key, if not the usual one."""
    fields = [f"  {name} = {value}," for name, value in _fields(abstract)]
    return "\n".join([f"@misc{{{called or key(abstract)},", *fields, "}"])


def key(abstract: Abstract) -> str:
    """First author, year and first word of the title, as far as they are known, in ASCII."""
    known = abstract.bibliography
    first = known.authors[0].split() if known.authors else []
    author = [word for word in first if not _SUFFIX.fullmatch(word)][-1:]
    year = [str(known.published.year)] if known.published.year else []
    words = [w for w in re.findall(r"\w+", known.title or "") if w.casefold() not in _SMALL_WORDS]
    made = "".join(filter(str.isalnum, _ascii("".join([*author, *year, *words[:1]]))))
    return made.casefold() or f"abstract{_ascii(abstract.id)}"


def bibtex(abstracts: Sequence[Abstract]) -> Reply:
    """The papers as BibTeX to copy, as many as one message holds; a note where that is none."""
    shown = len(abstracts)
    while shown and width(_block(entries(abstracts[:shown]))) > TOTAL_TEXT - _LEFT_OUT:
        shown -= 1
    if not shown:
        return TOO_LONG_FOR_BIBTEX if abstracts else GONE_ABSTRACT
    left = len(abstracts) - shown
    more = [left_out(left, say("paper"), say("papers"))] if left else []
    return Reply(("\n".join([_block(entries(abstracts[:shown])), *more]),), private=True)


def _block(text: str) -> str:
    """Text to copy; nothing in it ends the block."""
    return f"```bibtex\n{_FENCE.sub('', text)}\n```"


def _fields(abstract: Abstract) -> Iterator[tuple[str, str]]:
    known = abstract.bibliography
    if known.title:
        yield "title", f"{{{{{_tex(known.title)}}}}}"
    else:
        yield "note", f"{{{_tex(abstract.label)}}}"
    if known.authors:
        names = [_name(author) for author in known.authors]
        yield "author", f"{{{' and '.join([*names, *(['others'] if known.et_al else [])])}}}"
    if year := known.published.year:
        yield "year", f"{{{year}}}"
    if year and (month := _month(known.published)):
        yield "month", month
    yield from _addresses(known)


def _month(published: Published) -> str | None:
    """The month of a date, or the one that its wording names: `2010 Sep`, `2020-05`."""
    if published.date:
        return _MONTHS[published.date.month - 1]
    worded = published.text or ""
    named: list[str] = list(dict.fromkeys(map(str.casefold, _MONTH_NAME.findall(worded))))
    if len(named) == 1:
        return named[0]
    number = _MONTH_NUMBER.fullmatch(worded)
    return _MONTHS[int(number[1]) - 1] if number else None


def _addresses(known: Bibliography) -> Iterator[tuple[str, str]]:
    numbers = dict(reversed([each.split(":", 1) for each in known.identifiers if ":" in each]))
    if arxiv := numbers.get("arxiv"):
        yield "eprint", f"{{{_tex(arxiv)}}}"
        yield "archiveprefix", "{arXiv}"
    if doi := numbers.get("doi"):
        yield "doi", f"{{{_tex(doi)}}}"
    if known.url:
        yield "url", f"{{{_verbatim(known.url)}}}"


def _name(author: str) -> str:
    written = _tex(author)
    return f"{{{written}}}" if _GROUP.search(author) else written


def _tex(text: str) -> str:
    return visible(text).strip().translate(_ESCAPES)


def _verbatim(url: str) -> str:
    """A URL as BibTeX takes it: nothing escaped, but no brace and no space in it."""
    return re.sub(r"[{}\s\\]", lambda found: f"%{ord(found[0]):02X}", visible(url))


def _ascii(text: str) -> str:
    parts = unicodedata.normalize("NFKD", text.translate(_STROKED))
    return "".join(char for char in parts if char.isascii() and (char.isalnum() or char == "-"))
