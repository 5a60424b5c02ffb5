"""Lines as they come in, whatever bytes they are made of."""

from collections.abc import Iterator
from typing import BinaryIO

_BYTE_ORDER_MARK = "\ufeff"


def read_lines(stream: BinaryIO, *, blank: bool = False) -> Iterator[str]:
    """The lines of `stream`, each as soon as it has come in, without its end.

    Those that are blank only where `blank`. Bytes that are not UTF-8 become U+FFFD.
    """
    for raw in stream:
        line = raw.decode("utf-8", errors="replace").lstrip(_BYTE_ORDER_MARK).rstrip("\r\n")
        if blank or line.strip():
            yield line


def well_formed(text: str) -> str:
    """`text` with a question mark for every character that is not Unicode.

    Python passes undecodable bytes of arguments and file names on as lone surrogates, which can be
    neither stored nor printed.
    """
    return text.encode("utf-8", errors="replace").decode("utf-8")
