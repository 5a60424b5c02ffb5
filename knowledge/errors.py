"""The error tree of the core.

FootnoteError
├── InputError            what was given cannot be used
│   ├── QuestionError     a question that cannot be asked (empty, too long)
│   ├── PageError         a page that cannot be read (missing, binary, unknown format)
│   └── HistoryError      a change that cannot be made (no such entry, abstract or version)
├── FetchError            a service on the web does not give what it was asked for
└── StoreError            the database cannot be used
    ├── StoreVersionError it was written by another version of Footnote
    ├── StoreReadOnlyError it cannot be written here
    ├── UnknownCollectionError  no collection of that name
    └── OutdatedError     what is asked of a state of it that has gone

Every message is one line, says what is wrong and what to do next, and can be shown as it is.
"""

from knowledge.reasons import Reason


class FootnoteError(Exception):
    """Anything Footnote raises on purpose; `str` words its reason in English."""

    def __init__(self, reason: Reason | str = "") -> None:
        super().__init__(reason)

    @property
    def reason(self) -> Reason | str:
        """Why: a record where it may have to be worded in other languages, else a sentence."""
        said: Reason | str = self.args[0]
        return said


class InputError(FootnoteError):
    """What was given cannot be used."""


class QuestionError(InputError):
    """A question that cannot be asked: empty, or too long."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)

    @property
    def reason(self) -> Reason:
        """Why."""
        said: Reason = self.args[0]
        return said


class PageError(InputError):
    """A page that cannot be read: missing, unreadable, binary, or of no known format."""


class HistoryError(InputError):
    """A change that cannot be made or told: no such entry, abstract or knowledge version."""


class FetchError(FootnoteError):
    """A service on the web cannot be reached, or does not give what it was asked for."""


class StoreError(FootnoteError):
    """The database cannot be used."""


class StoreVersionError(StoreError):
    """The database was written by another version of Footnote."""


class StoreReadOnlyError(StoreError):
    """The database, or its directory, cannot be written."""


class UnknownCollectionError(StoreError):
    """There is no collection of that name."""


class OutdatedError(StoreError):
    """Something is asked of a state of the database that has gone: ask what is there now."""
