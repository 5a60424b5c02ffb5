"""MEDLINE's tagged format, PubMed's `.nbib`.

A tag of up to four letters, `- `, and a value, which goes on in lines that begin with six spaces.
https://www.nlm.nih.gov/bsd/mms/medlineelements.html
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import BinaryIO

from knowledge.formats.fields import identifiers
from knowledge.formats.fields.dates import agreed, dated
from knowledge.formats.fields.facts import Facts, Place, entry
from knowledge.formats.fields.people import SUFFIX, People, given_first, initials_first
from knowledge.formats.streams.lines import cut_entries
from knowledge.model import Published, Record, Rejection

BEGINS = re.compile(r"PMID *- *\d+\s*$")
_FIELD = re.compile(r"([A-Z]{2,4}) {0,2}- (.*)")
_CONTINUED = " " * 6
_DOI_LABEL = " [doi]"


def read_medline(stream: BinaryIO, place: Place) -> Iterator[Record | Rejection]:
    """The records of an `.nbib` file, in order; one that is broken costs no other."""
    for cut in cut_entries(stream, BEGINS):
        if cut.problem:
            yield place.rejection(cut.line, cut.problem)
        else:
            yield entry(_facts(_fields(cut.text)), place, cut.line)


def _fields(text: str) -> dict[str, list[str]]:
    fields: dict[str, list[str]] = defaultdict(list)
    values: list[str] = []
    for line in text.split("\n"):
        if match := _FIELD.match(line):
            values = fields[match[1]]
            values.append(match[2])
        elif line.startswith(_CONTINUED) and values:
            values[-1] += f" {line.strip()}"
    return fields


def _facts(fields: dict[str, list[str]]) -> Facts:
    return Facts(
        abstract=" ".join(fields["AB"]),
        title=_first(fields, "TI") or _first(fields, "BTI"),
        people=_people(fields),
        published=_published(fields),
        identifiers=(
            identifiers.pmid(_first(fields, "PMID")),
            *(
                identifiers.doi(value.removesuffix(_DOI_LABEL))
                for value in (*fields["LID"], *fields["AID"])
                if value.endswith(_DOI_LABEL)
            ),
        ),
    )


def _published(fields: dict[str, list[str]]) -> Published:
    """The issue's date, or the electronic one where that is whole and the issue's is not."""
    stated = dated(*[*_first(fields, "DP").split(), "", "", ""][:3])
    electronic = agreed(None, _first(fields, "DEP"))
    return stated if stated.date or not electronic.date else electronic


def _people(fields: dict[str, list[str]]) -> People:
    names = [given_first(SUFFIX.sub(r", \1", name)) for name in fields["FAU"]] or [
        initials_first(name) for name in fields["AU"]
    ]
    return People((*names, *fields["CN"]))


def _first(fields: dict[str, list[str]], tag: str) -> str:
    return fields[tag][0] if fields[tag] else ""
