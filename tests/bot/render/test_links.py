"""Where a paper is on the web, by what its sources state."""

import pytest

from bot.render.citations import link
from bot.render.links import address
from knowledge.model import Bibliography


@pytest.mark.parametrize(
    ("identifiers", "leads_to"),
    [
        ((), None),
        (("doi:10.1000/x(1)-2",), "https://doi.org/10.1000/x(1)-2"),
        (("arxiv:2211.05100",), "https://arxiv.org/abs/2211.05100"),
        (("arxiv:cs/0112017",), "https://arxiv.org/abs/cs/0112017"),
        (("pmid:26017442",), "https://pubmed.ncbi.nlm.nih.gov/26017442"),
        (("arxiv:2211.05100", "doi:10.1000/1", "pmid:5"), "https://doi.org/10.1000/1"),
        (("doi:10.1000/<a b>",), "https://doi.org/10.1000/%3Ca%20b%3E"),
        (("isbn:5", "none"), None),
    ],
)
def test_identifiers_lead_to_papers(identifiers: tuple[str, ...], leads_to: str | None) -> None:
    """The most lasting one does; Discord links the address, and nothing in it breaks out."""
    known = Bibliography(identifiers=identifiers)
    assert address(known) == leads_to
    assert link(leads_to) == (f"<{leads_to}>" if leads_to else None)


def test_what_a_source_states_goes_before() -> None:
    """Its own address is the one to follow."""
    known = Bibliography(url="https://example.org/tidal", identifiers=("doi:10.1000/1",))
    assert address(known) == "https://example.org/tidal"
