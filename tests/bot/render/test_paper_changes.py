"""What is said of papers that were to be added."""

from bot.render.paper_changes import refused
from knowledge.model import Rejection
from knowledge.reasons.why_unusable import PageBinary
from tests.bot.samples import Saying


def test_what_could_not_be_read_is_named_once() -> None:
    """By its reason, where that names it, and else before it."""
    binary = Rejection("tides.exe", 1, PageBinary("tides.exe"))
    empty = Rejection("tides.bib", 1, Saying("Nothing stands here."))
    told = refused([binary, empty]).blocks[-1].splitlines()
    assert told[1].startswith("- tides.exe is binary")
    assert told[2] == "- tides.bib: Nothing stands here."
