"""Listing pages: groups of three lines, a header, a title with its authors, and an abstract.

```
CLOct 10, 2023Code
Mistral 7BAlbert Q. Jiang, Alexandre Sablayrolles, Arthur Mensch et al. · cambridge
We introduce Mistral 7B, …
```
A broken group is rejected and the rest goes on. A line that begins with `Abstract:` outside a group
is a record of its own, so that a page may hold both formats.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from knowledge.formats.fields.markup import is_labelled, unlabelled
from knowledge.formats.listing.abstract_page import labelled_record, why_unusable, without_markup
from knowledge.formats.listing.byline import Byline, read_bylines
from knowledge.formats.listing.evidence import Evidence
from knowledge.formats.listing.header import Header, parse_header
from knowledge.formats.streams.page_lines import PageLine
from knowledge.model import Bibliography, Record, Rejection, Source
from knowledge.reasons import Reason

_BODY = 2
_WINDOW = 512
_NOISE = 60
_PROSE = 400


@dataclass(slots=True)
class _Group:
    """A header (None: lines without one) and the lines below it."""

    line: int
    header: Header | None
    body: list[PageLine] = field(default_factory=list)

    @property
    def full(self) -> bool:
        return self.header is not None and len(self.body) == _BODY


def read_listing_page(
    lines: Iterable[PageLine], path: str, file: str, known_names: Iterable[str] = ()
) -> Iterator[Record | Rejection]:
    """The records of a listing page, in order.

    Args:
        lines: The page.
        path: The page's path as it was given; rejections carry it.
        file: The name of the source.
        known_names: Names of authors that other pages hold, as further evidence.
    """
    evidence = Evidence(known_names)
    window: list[_Group | Record | Rejection] = []
    for entry in _entries(lines, path, file):
        window.append(entry)
        if len(window) == _WINDOW:
            yield from _resolved(window, file, evidence)
            window.clear()
    yield from _resolved(window, file, evidence)


def _entries(
    lines: Iterable[PageLine], path: str, file: str
) -> Iterator[_Group | Record | Rejection]:
    """Groups that are whole, records of labelled lines, and rejections of everything else."""
    for group in _groups(lines):
        if group.header is None and len(group.body) == 1 and is_labelled(group.body[0].text):
            yield labelled_record(group.body[0], path, file)
        elif reason := _why_broken(group):
            yield Rejection(path, group.line, reason)
        elif group.header:
            yield group


def _groups(lines: Iterable[PageLine]) -> Iterator[_Group]:
    """Cut a page before every header, after every whole group, and around labelled lines."""
    group: _Group | None = None
    for line in lines:
        if not line.text:
            continue
        header = parse_header(line.text)
        labelled = is_labelled(line.text) and not (group and group.header and len(group.body) == 1)
        if group and (header or labelled or group.full):
            yield group
            group = None
        if header:
            group = _Group(line.number, header)
        elif labelled:
            yield _Group(line.number, None, [line])
        else:
            group = group or _Group(line.number, None)
            group.body.append(line)
    if group:
        yield group


def _why_broken(group: _Group) -> Reason | str | None:
    """Why lines are no record: a sentence; None for a whole group, and for a short stray line."""
    if group.header is None:
        if len(group.body) == 1 and len(group.body[0].text) <= _NOISE and not group.body[0].problem:
            return None
        return (
            "No header with category and date, such as “CLOct 27, 2022”, stands above this, "
            "so it was left out."
        )
    if not group.body:
        return "Title, authors and abstract are missing below this header."
    if not group.full:
        missing = "title and authors are" if len(group.body[0].text) > _PROSE else "abstract is"
        return f"The {missing} missing below this header."
    return why_unusable(group.body)


def _resolved(
    window: list[_Group | Record | Rejection], file: str, evidence: Evidence
) -> Iterator[Record | Rejection]:
    pairs = [(g.body[0].text, g.body[1].text) for g in window if isinstance(g, _Group)]
    bylines = iter(read_bylines(pairs, evidence))
    for entry in window:
        if isinstance(entry, _Group) and entry.header:
            yield _record(entry, entry.header, next(bylines), file)
        elif not isinstance(entry, _Group):
            yield entry


def _record(group: _Group, header: Header, byline: Byline, file: str) -> Record:
    bibliography = Bibliography(
        title=byline.title,
        authors=byline.authors,
        et_al=byline.et_al,
        affiliations=byline.affiliations,
        published=header.published,
        categories=header.categories,
        has_code=header.has_code,
        title_in_doubt=byline.doubt is not None,
    )
    return Record(
        without_markup(unlabelled(group.body[1].text)) or group.body[1].text,
        bibliography,
        Source(file, group.line),
        byline.doubt,
    )
