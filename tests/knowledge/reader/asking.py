"""A reader behind an endpoint on loopback, what it is asked, and what stands in where it fails."""

from collections.abc import Sequence

from knowledge.reader import Judgement, Leaning, Passage, Said
from knowledge.reader.endpoint import Endpoint, EndpointReader
from tests.knowledge.reader.loopback import Loopback, Manner

ASKED = "How many languages does it cover?"
BLOOM = Passage(
    "BLOOM", ("It covers 46 languages.", "It has 176B parameters, not 1,760.", "It is open.")
)
OTHER = Passage("", ("Something else.",))
SOON = 0.3
"""Seconds after which a test gives up what is never answered."""
LONG = 60.0
"""Seconds that no test takes where all is well."""
HERE = Said(0.25, (1.0,), ())
JUDGED_HERE = Judgement(Leaning(0.25, 0.25, 0.5), (1.0,))
"""What the reader beside it says of anything."""


class Beside:
    """Reads what the endpoint does not."""

    def __init__(self) -> None:
        self.read_here: list[Passage] = []

    def read(self, _: str, passages: Sequence[Passage]) -> list[Said]:
        """Take note."""
        self.read_here += passages
        return [HERE for _ in passages]

    def judge(self, _: str, passages: Sequence[Passage]) -> list[Judgement]:
        """Take note."""
        self.read_here += passages
        return [JUDGED_HERE for _ in passages]


def reader_of(server: Loopback, seconds: float = LONG, key: str | None = None) -> EndpointReader:
    """Asks the server, and has so many seconds for it."""
    return EndpointReader(Endpoint(server.url, "small", key, seconds), otherwise=Beside)


def said_by(server: Loopback, manner: Manner, seconds: float = LONG) -> Said:
    """What is said of a passage that the endpoint treats in some manner."""
    server.manner = manner
    (said,) = reader_of(server, seconds).read(ASKED, [BLOOM])
    return said


def told_by(server: Loopback, manner: Manner) -> tuple[Said, Judgement]:
    """What is said of a passage, to a question and of a claim; the endpoint is asked once."""
    server.manner = manner
    reader = reader_of(server)
    (said,), (judgement,) = reader.read(ASKED, [BLOOM]), reader.judge(ASKED, [BLOOM])
    assert len(server.asked) == 1
    return said, judgement
