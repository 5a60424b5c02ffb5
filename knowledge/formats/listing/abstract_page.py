"""Abstract pages: each line that begins with `Abstract:` is a record without a title.

Other lines (a stray name, an empty line) are neither records nor errors.
"""

from collections.abc import Iterable, Iterator

from knowledge.formats.fields.markup import is_labelled, unlabelled, unmarked
from knowledge.formats.streams.page_lines import MAX_ABSTRACT, PageLine
from knowledge.model import Bibliography, Record, Rejection, Source
from knowledge.reasons import Reason
from knowledge.reasons.why_unusable import AbstractTooLong


def without_markup(text: str) -> str:
    """A text without tags and entities, as it was copied from a web page perhaps."""
    if "<" not in text and "&" not in text:
        return text
    plain = unmarked(text)
    return text if plain == text else " ".join(plain.split())


def why_unusable(lines: Iterable[PageLine]) -> Reason | str | None:
    """Why an abstract, or other lines of its record, cannot be stored; None where it can."""
    for line in lines:
        if line.problem:
            return f"Line {line.number} {line.problem}."
        if not unlabelled(line.text):
            return "Nothing follows the label “Abstract:”."
        if len(line.text) * 4 > MAX_ABSTRACT and len(unlabelled(line.text).encode()) > MAX_ABSTRACT:
            return AbstractTooLong()
    return None


def labelled_record(line: PageLine, path: str, file: str) -> Record | Rejection:
    """The record of a line that begins with `Abstract:`."""
    if reason := why_unusable([line]):
        return Rejection(path, line.number, reason)
    text = without_markup(unlabelled(line.text))
    if not text:
        return Rejection(path, line.number, "Nothing but markup follows the label “Abstract:”.")
    return Record(text, Bibliography(), Source(file, line.number))


def read_abstract_page(
    lines: Iterable[PageLine], path: str, file: str
) -> Iterator[Record | Rejection]:
    """The records of an abstract page, in order.

    Args:
        lines: The page.
        path: The page's path as it was given; rejections carry it.
        file: The name of the source.
    """
    for line in lines:
        if is_labelled(line.text):
            yield labelled_record(line, path, file)
