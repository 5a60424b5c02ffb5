"""Records made for tests."""

import datetime as dt
from typing import Any

from hypothesis import strategies as st

from knowledge.model import Bibliography, Published, Record, Source


def record(
    text: str, *, file: str = "page.txt", line: int = 1, doubt: str | None = None, **stated: Any
) -> Record:
    """A record with this text; `stated` are fields of its bibliography."""
    return Record(text, Bibliography(**stated), Source(file, line), doubt)


def numbered(start: int, end: int, *, file: str = "page.txt") -> list[Record]:
    """Records `start` to `end`, each with a text, a title and a line of its own."""
    return [
        record(f"We study subject {n}.", file=file, line=n + 1, title=f"Subject {n}")
        for n in range(start, end)
    ]


# Few enough values that records meet, and values that differ in what the rules look at.
_TITLES = st.sampled_from([None, "BLOOM", "bloom", "BLOOM: A Model", "Blôm\ud800"])
_PEOPLE = st.lists(st.sampled_from(["Ann Li", "A. Li", "Bo Ek", "Cy Oz"]), max_size=3).map(tuple)
_PLACES = st.lists(st.sampled_from(["mit", "eth", "inria"]), max_size=3).map(tuple)
_DATES = st.sampled_from([None, dt.date(2022, 10, 27), dt.date(2023, 3, 1)])
_PUBLISHED = st.builds(Published, st.sampled_from([None, "Oct 27", "Oct 27, 2022"]), _DATES)
_BIBLIOGRAPHIES = st.builds(
    Bibliography,
    title=_TITLES,
    authors=_PEOPLE,
    et_al=st.booleans(),
    affiliations=_PLACES,
    published=_PUBLISHED,
    categories=_PLACES,
    has_code=st.booleans(),
    url=st.sampled_from([None, "https://a.org/1", "https://b.org/22"]),
)
VARIANTS = ["Eﬃcient models work.", "Efficient models work.", "EFFICIENT  models\nwork."]
_SOURCES = st.builds(Source, st.sampled_from(["a.txt", "b/ü.txt"]), st.integers(1, 3))
_DOUBTS = st.sampled_from([None, "The title may hold names."])

same_abstract = st.builds(Record, st.sampled_from(VARIANTS), _BIBLIOGRAPHIES, _SOURCES, _DOUBTS)
records = st.builds(
    Record,
    st.sampled_from([*VARIANTS, "Another one.", "A third one \x00 here."]),
    _BIBLIOGRAPHIES,
    _SOURCES,
    _DOUBTS,
)
