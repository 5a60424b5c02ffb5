"""Bytes of a text as UTF-8, whatever it was saved in: UTF-16 and Windows-1252 are told and decoded.

UTF-16 is told by its mark, or by the zeros in it. Windows-1252, with Latin-1 in it, is what a text
is in that has bytes of no UTF-8 and none of UTF-8 before, as far as it makes words. Anything else
is passed on as it is, and what cannot be read of it is told line by line.
"""

import codecs
import re
from collections.abc import Callable

_BLOCK = 64 * 1024
_LOOKED_AT = 64
_MARKS = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_DECLARED = re.compile(r"(<\?xml[^>]*?)\s+encoding\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_DECLARES = re.compile(rb"\s*<\?xml[^>]*\bencoding\s*=\s*[\"'](?!utf-?8)", re.IGNORECASE)
_WESTERN = "cp1252"
_MOST_ACCENTS = 0.2
"""Of a text in a language that Windows-1252 is for, so many characters at most are no ASCII."""
_NO_WORDS = re.compile(r"[a-zß-öø-ÿ][À-ÖØ-Þ]|[ÂÃ][\x80-¿]|â€|[À-ÿ]{4}|ï»¿")
"""What Windows-1252 makes of damaged UTF-8, and of other encodings."""

Read = Callable[[int], bytes]
"""Gives the next bytes, no more than it is asked for, and none at the end."""


class AsUtf8:
    """A stream of bytes in UTF-8, read from one in any of these encodings."""

    def __init__(self, read: Read) -> None:
        self._more = read
        self._ready = b""
        self._wide: codecs.IncrementalDecoder | None = None
        self._checking: codecs.IncrementalDecoder | None = codecs.getincrementaldecoder("utf-8")()
        self._western: codecs.IncrementalDecoder | None = None
        self._multibyte = self._begun = False

    def read(self, size: int, /) -> bytes:
        """The next bytes, no more than `size`; none at the end."""
        while not self._ready:
            block = self._more(_BLOCK)
            self._ready = self._turned(block)
            if not block:
                break
        got, self._ready = self._ready[:size], self._ready[size:]
        return got

    def _turned(self, block: bytes) -> bytes:
        if not self._begun and block:
            block = self._begin(block)
        if self._wide:
            return self._from_wide(block)
        if self._western:
            return self._western.decode(block, final=not block).encode()
        return self._checked(block) if self._checking else block

    def _begin(self, block: bytes) -> bytes:
        while len(block) < _LOOKED_AT and (more := self._more(_BLOCK)):
            block += more
        self._begun = True
        encoding, mark = _wide_encoding(block)
        if encoding:
            self._wide = codecs.getincrementaldecoder(encoding)(errors="replace")
            self._first = True
        elif _DECLARES.match(block):
            self._checking = None  # XML says itself what it is in
        return block[mark:]

    def _from_wide(self, block: bytes) -> bytes:
        assert self._wide is not None  # noqa: S101  # for the type checker
        text = self._wide.decode(block, final=not block)
        if self._first:
            text, self._first = _DECLARED.sub(r"\1", text, count=1), False
        return text.encode("utf-8", "replace")

    def _checked(self, block: bytes) -> bytes:
        """A block of what has been UTF-8 so far."""
        assert self._checking is not None  # noqa: S101  # for the type checker
        held = self._checking.getstate()[0]
        try:
            self._checking.decode(block, final=not block)
        except UnicodeDecodeError as error:
            return self._failed(held, block, error)
        pending = len(self._checking.getstate()[0])
        self._multibyte = self._multibyte or not block.isascii()
        whole = held + block
        return whole[: len(whole) - pending]

    def _failed(self, held: bytes, block: bytes, error: UnicodeDecodeError) -> bytes:
        self._checking = None
        whole = held + block
        if not self._multibyte and whole[: error.start].isascii() and _makes_words(whole):
            self._western = codecs.getincrementaldecoder(_WESTERN)(errors="replace")
            return self._western.decode(whole).encode()
        return whole


def _wide_encoding(block: bytes) -> tuple[str | None, int]:
    """Which UTF-16 a text that begins so is in, and how long its mark is."""
    for mark, encoding in _MARKS:
        if block.startswith(mark):
            return encoding, len(mark)
    looked = block[:_LOOKED_AT]
    for odd, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        zeros, others = looked[odd::2], looked[1 - odd :: 2]
        if len(looked) >= _LOOKED_AT and not any(zeros) and all(others):
            return encoding, 0
    return None, 0


def _makes_words(raw: bytes) -> bool:
    """Whether bytes, read as Windows-1252, look like a text in a Western language."""
    try:
        text = raw.decode(_WESTERN)
    except UnicodeDecodeError:
        return False
    accents = sum(not char.isascii() for char in text)
    return accents <= _MOST_ACCENTS * len(text) and not _NO_WORDS.search(text)
