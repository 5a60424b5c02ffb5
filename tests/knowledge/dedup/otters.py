"""A text of otters, its variants, and others; as records and as abstracts."""

from knowledge.dedup import abstract_of
from knowledge.model import Abstract, Bibliography, Record, Source

TEXT = (
    "We counted otters along 214 rivers in northern Spain between 1998 and 2011. Trained observers "
    "walked every bank twice a year and noted tracks, holts and animals. Numbers rose by 3.2 % a "
    "year where reeds were left standing, and fell slowly where banks had been cleared. Roads "
    "explained little of the difference once rainfall was taken into account. We conclude that "
    "reeds matter more than roads, and that clearing should stop in spring."
)
OTHER = (
    "Glaciers in the southern Andes lose mass in summer. We combine radar with stakes set in ice "
    "to measure how fast. Over nine seasons the mean loss was three metres of water a year, twice "
    "what models had foreseen. Dust on snow explains about half of it."
)
VOCABULARY = sorted({word.strip(".,").lower() for word in OTHER.split() if len(word) > 4})
SAME_FORM = (
    TEXT.replace("otters", "beavers")
    .replace("214", "87")
    .replace("1998", "1971")
    .replace("2011", "1989")
    .replace("3.2", "9.9")
    .replace("reeds", "willows")
    .replace("Spain", "Norway")
)
CUT = TEXT[: int(len(TEXT) * 0.85)]
REVISED = TEXT.replace("slowly", "sharply").replace("a year", "per year")


def one(text: str, line: int = 1, **stated: object) -> Abstract:
    """The abstract of a record alone."""
    return abstract_of(record(text, line, **stated))


def record(text: str, line: int = 1, **stated: object) -> Record:
    """A record with this text at a line."""
    return Record(text, Bibliography(**stated), Source("page.txt", line))  # type: ignore[arg-type]
