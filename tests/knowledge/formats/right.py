"""What a record must state that is read from an export, and what many of them state."""

import datetime as dt
from dataclasses import dataclass

from knowledge.model import Record

TITLE = "Ageing of tidal turbines"
ABSTRACT = (
    "We measure how tidal turbines age in salt water. After 40 months the blades had lost 12% of "
    "their mass."
)
SEP_22 = "2010-09-22"
X = "doi:10.1000/x"
BOTH = (X, "pmid:20860001")
GROUP = "World Health Organization"
ROWE = ("Anna B. Rowe",)
ROWE_LUND = ("Anna B. Rowe", "Carl Lund")
SHORT = ("A. B. Rowe", "C. Lund")
BERG = ("Anna van den Berg", GROUP)
TIDE = ("Anna van den Berg", "The Tide Group")
MUELLER = ("Jürgen Müller",)


@dataclass(frozen=True)
class Right:
    """What a record must state; `text` None: the one above."""

    authors: tuple[str, ...] = ()
    when: str | None = None
    date: str | None = None
    identifiers: tuple[str, ...] = ()
    title: str | None = TITLE
    text: str | None = None
    et_al: bool = False

    def wrong(self, record: Record) -> list[str]:
        """What the record states otherwise."""
        stated = record.bibliography
        date = dt.date.fromisoformat(self.date) if self.date else None
        pairs = {
            "title": (stated.title, self.title),
            "authors": (stated.authors, self.authors),
            "when": (stated.published.text, self.when),
            "date": (stated.published.date, date),
            "identifiers": (stated.identifiers, self.identifiers),
            "et al.": (stated.et_al, self.et_al),
            "text": (record.text, self.text or ABSTRACT),
        }
        return [f"{name}: {is_!r}, not {be!r}" for name, (is_, be) in pairs.items() if is_ != be]
