"""How well boundaries are found on a bibliography that no rule was fitted to.

The bibliography is read from `../shared/eval` beside the checkout; without it this file is skipped.
"""

import csv
import html
import itertools
import random
import re
from pathlib import Path

import pytest

from knowledge.formats.listing.byline import read_bylines
from knowledge.formats.listing.evidence import Evidence
from knowledge.formats.listing.names import names_in

_ACM = Path(__file__).parents[4] / "shared" / "eval" / "dblp_acm" / "ACM.csv"
_PAGE = 25
_KEPT = 0.75


def _plain(field: str) -> str:
    return " ".join(html.unescape(field).split())


def _lines() -> list[tuple[str, str]]:
    with _ACM.open(encoding="utf-8", errors="replace") as stream:
        rows = [(_plain(row["title"]), _plain(row["authors"])) for row in csv.DictReader(stream)]
    return [(t, a) for t, a in rows if t and a and not a.startswith("CORPORATE")]


def _abstract(title: str, dice: random.Random) -> str:
    words = [word.strip("()[]?!:;,.\"'") for word in title.split()]
    kept = [word for word in words if dice.random() < _KEPT]
    return " ".join(word if re.search(r"\w[A-Z0-9]", word) else word.lower() for word in kept)


@pytest.mark.skipif(not _ACM.is_file(), reason="needs ../shared/eval, which is not here")
def test_boundaries_of_another_bibliography() -> None:
    """At least 98.5 % are exactly right and fewer than 0.3 % cut wrongly."""
    dice = random.Random(1)
    rows = _lines()
    dice.shuffle(rows)
    right = wrong = 0
    for start in range(0, len(rows), _PAGE):
        page = [(t, list(itertools.islice(names_in(a), 3))) for t, a in rows[start : start + _PAGE]]
        pairs = [(title + ", ".join(names), _abstract(title, dice)) for title, names in page]
        for (title, names), found in zip(page, read_bylines(pairs, Evidence()), strict=True):
            exact = (found.title, list(found.authors)) == (title, names)
            right += exact
            wrong += not exact and found.doubt is None
    assert right / len(rows) >= 0.985
    assert wrong / len(rows) < 0.003
