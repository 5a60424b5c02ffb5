"""What bytes can be read from: a file, standard input, or what unpacks or decodes one."""

from typing import Protocol


class Readable(Protocol):
    """A stream that is read from its beginning to its end."""

    def read(self, size: int, /) -> bytes:
        """The next bytes, no more than `size`; none at the end."""
        ...
