"""XML as a stream of records, each a small tree; guarded, bounded, and going on after errors.

No document type may declare an entity, so that none can grow or reach outside; a declaration alone,
as PubMed's has, is passed over and never fetched. Of a document that is not well formed, the record
with the error is told of, and reading goes on with the next.
"""

import html
import re
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple, NoReturn
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from knowledge.errors import PageError
from knowledge.formats.streams.lines import MAX_RECORD, TOO_LONG
from knowledge.reasons import Reason

_BLOCK = 64 * 1024
_MOST_NAMES = 10_000
_LONGEST_TAG = 200
_ROOT = b"<r>"
_OPEN_TAG = re.compile(rb"<(?:[\w.-]+:)?([\w.-]+)\s[^<>]*\Z", re.ASCII)


class XmlRecord(NamedTuple):
    """A record's first line and its tree, with local names; or, with None, why there is no tree."""

    line: int
    tree: Element | None
    problem: Reason | str = ""


def xml_records(stream: BinaryIO, tags: frozenset[str], path: str) -> Iterator[XmlRecord]:
    """The elements of a document that have one of these local names, in order.

    Raises:
        PageError: the document declares entities, has no such element, or too many names.
    """
    resuming = _Resuming(tags, path)
    found = False
    while block := stream.read(_BLOCK):
        for record in resuming.feed(block):
            found = True
            yield record
    if unended := resuming.unended():
        yield unended
    elif not found:
        raise PageError(f"{path} is XML without a record: no element is named {_named(tags)}.")


def _named(tags: frozenset[str]) -> str:
    return " or ".join(f"“{tag}”" for tag in sorted(tags))


class _Resuming:
    """A document that is read on with the next record, by a new parser, where a parser failed."""

    def __init__(self, tags: frozenset[str], path: str) -> None:
        self._begins = re.compile(
            rb"<(?:[\w.-]+:)?(?:" + "|".join(sorted(tags)).encode() + rb")(?=[\s/>])"
        )
        self._tags = tags
        self._path = path
        self._parsing: _Parsing | None = _Parsing(tags, path, 1, None)
        self._encoding: str | None = None
        self._line = 1  # of what is fed next
        self._tail = b""

    def feed(self, block: bytes) -> Iterator[XmlRecord]:
        """The records that end, or fail, within a block."""
        pending = self._tail + block
        self._tail = b""
        while pending:
            if self._parsing is None:
                pending = self._found(pending)
            if self._parsing is None:
                return
            rest = self._parsing.feed(pending)
            yield from self._parsing.taken()
            self._line += pending.count(b"\n")
            if rest is None:
                return
            self._encoding, self._parsing = self._parsing.encoding, None
            self._line -= rest.count(b"\n")
            pending = rest

    def unended(self) -> XmlRecord | None:
        """The record in the middle of which the document ends."""
        if self._parsing is None or self._parsing.began is None:
            return None
        return XmlRecord(self._parsing.began, None, "The document ends within this record.")

    def _found(self, pending: bytes) -> bytes:
        """What is pending, from the next record on, with a parser for it; without one its tail."""
        match = self._begins.search(pending)
        if match:
            self._line += pending.count(b"\n", 0, match.start())
            encoding = self._encoding or "utf-8"
            self._parsing = _Parsing(self._tags, self._path, self._line, encoding)
            return pending[match.start() :]
        self._tail = pending[-_LONGEST_TAG:]
        self._line += pending.count(b"\n", 0, len(pending) - len(self._tail))
        return b""


class _Parsing:
    """One run of expat, from the document's beginning or from the beginning of a record.

    Attributes:
        began: The line of the record that is being read; None between records.
        encoding: What the document says that it is written in.
    """

    def __init__(self, tags: frozenset[str], path: str, line: int, encoding: str | None) -> None:
        self.began: int | None = None
        self.encoding = encoding
        self._tags = tags
        self._path = path
        self._lines_before = line - 1
        self._taken: list[XmlRecord] = []
        self._root: Element | None = None
        self._name = ""
        self._builder = TreeBuilder()
        self._names: dict[str, str] = {}
        self._parser = self._made(encoding)
        self._fed = self._start = self._kept_at = 0
        self._kept = b""  # what was fed of a token that has not ended, from byte `_kept_at` on
        self._resumed = encoding is not None
        if self._resumed:  # we begin in the middle: the records stand in a root of our own
            self._parser.Parse(_ROOT, False)  # noqa: FBT003  # expat takes it by place only
            self._fed = self._kept_at = len(_ROOT)

    def _made(self, encoding: str | None) -> expat.XMLParserType:
        parser = expat.ParserCreate(encoding, None, intern=self._names)
        parser.buffer_text = True
        parser.ordered_attributes = False
        parser.StartElementHandler = self._outside
        parser.XmlDeclHandler = self._declared
        parser.EntityDeclHandler = self._refused
        parser.UnparsedEntityDeclHandler = self._refused
        parser.ExternalEntityRefHandler = self._refused
        parser.SkippedEntityHandler = self._skipped
        return parser

    def taken(self) -> list[XmlRecord]:
        """The records since the last call."""
        taken, self._taken = self._taken, []
        return taken

    def feed(self, block: bytes) -> bytes | None:
        """Parse a block; None, or after an error what has not been parsed.

        Raises:
            PageError: it declares entities, or too many names.
        """
        try:
            self._parser.Parse(block, False)  # noqa: FBT003  # as above
        except expat.ExpatError as error:
            return self._stopped(expat.ErrorString(error.code), self._kept + block)
        self._fed += len(block)
        if len(self._names) > _MOST_NAMES:
            raise PageError(f"{self._path} is XML with more names than any format of papers has.")
        if self._fed - self._parser.CurrentByteIndex > MAX_RECORD or self._is_overlong():
            self.began = self.began or self._line()  # a record, or a tag that no record can hold
            self._fail(TOO_LONG)
            return b""
        self._keep(block)
        return None

    def _stopped(self, reason: str, unparsed: bytes) -> bytes:
        at = max(0, self._parser.ErrorByteIndex - self._kept_at)
        rest = unparsed[at:]
        if not at and self._resumed and self._kept_at == len(_ROOT):
            # The record that we begin with has no sound first tag, and is passed over.
            self.began, rest = self._line(), rest[1:]
        elif (tag := _OPEN_TAG.search(unparsed, 0, at)) and tag[1].decode() in self._tags:
            self.began = self.began or self._line()  # the error is within a record's first tag
        self._fail(f"This XML is not well formed: {reason} (line {self._line()}).")
        return rest

    def _keep(self, block: bytes) -> None:
        parsed = self._parser.CurrentByteIndex
        self._kept = (self._kept + block)[parsed - self._kept_at :]
        self._kept_at = parsed

    def _line(self) -> int:
        return self._parser.CurrentLineNumber + self._lines_before

    def _is_overlong(self) -> bool:
        return self.began is not None and self._parser.CurrentByteIndex - self._start > MAX_RECORD

    def _fail(self, reason: Reason | str) -> None:
        if self.began is not None:
            self._taken.append(XmlRecord(self.began, None, reason))

    def _outside(self, name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] not in self._tags:
            return
        self.began, self._start = self._line(), self._parser.CurrentByteIndex
        self._name = name
        self._builder = TreeBuilder()
        self._root = self._builder.start(name, attributes)
        self._parser.StartElementHandler = self._inside
        self._parser.CharacterDataHandler = self._builder.data
        self._parser.EndElementHandler = self._ended

    def _inside(self, name: str, attributes: dict[str, str]) -> None:
        if name == self._name:
            self._fail("This record does not end before the next begins.")
            self._outside(name, attributes)
        else:
            self._builder.start(name, attributes)

    def _ended(self, name: str) -> None:
        closed = self._builder.end(name)
        if closed is not self._root or self.began is None:
            return
        for element in closed.iter():
            if ":" in element.tag:
                element.tag = element.tag.rpartition(":")[2]
        self._taken.append(XmlRecord(self.began, closed))
        self.began = self._root = None
        self._parser.StartElementHandler = self._outside
        self._parser.CharacterDataHandler = self._parser.EndElementHandler = None

    def _declared(self, _version: str, encoding: str | None, _standalone: int) -> None:
        self.encoding = encoding

    def _skipped(self, name: str, is_parameter: bool) -> None:
        if self.began is not None and not is_parameter:
            self._builder.data(html.unescape(f"&{name};"))

    def _refused(self, *_: object) -> NoReturn:
        raise PageError(
            f"{self._path} declares XML entities, which no format of papers needs and bombs use. "
            "Take the declarations out and try again."
        )
