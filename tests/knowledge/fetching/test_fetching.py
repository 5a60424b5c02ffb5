"""Papers fetched by their identifiers, from a stand-in on loopback."""

import datetime as dt
import email.utils
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from knowledge import fetching
from knowledge.base import KnowledgeBase
from knowledge.errors import FetchError, InputError
from knowledge.fetching import SERVICES, fetch
from knowledge.fetching.throttle import MOST_FETCHED_BYTES, Polite
from knowledge.model import Bibliography, Published, Record, Rejection, Source
from knowledge.reasons.why_unusable import NoIdentifier, NoSuchPaper
from tests.knowledge.fetching.standin import Clock, Reply, StandIn, stand_in
from tests.knowledge.formats.pages import records, rejections

WORK = {
    "message": {
        "DOI": "10.1000/X1",
        "title": ["A <i>good</i> title"],
        "abstract": (
            "<jats:title>Abstract</jats:title><jats:sec><jats:title>Background</jats:title>"
            "<jats:p>We test &amp; <jats:italic>check</jats:italic>.</jats:p></jats:sec>"
            "<jats:p>It is <jats:inline-formula><jats:tex-math>$x$</jats:tex-math><mml:math>"
            "<mml:mi>x</mml:mi></mml:math></jats:inline-formula>.</jats:p>"
        ),
        "author": [{"given": "Ada", "family": "Ek"}, {"name": "The Group"}],
        "issued": {"date-parts": [[2019, 3]]},
        "published-online": {"date-parts": [[2019, 3, 5]]},
        "URL": "https://doi.org/10.1000/x1",
    }
}


@pytest.fixture(scope="module")
def running() -> Iterator[StandIn]:
    """One server for all tests."""
    with stand_in() as server:
        yield server


@pytest.fixture
def server(running: StandIn, monkeypatch: pytest.MonkeyPatch) -> StandIn:
    """The server as if nothing had happened yet; no proxy stands before it."""
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    running.asked.clear()
    for service in ("arXiv", "Crossref", "PubMed"):
        running.answers(service, Reply(status=404))
    return running


@pytest.fixture
def clock() -> Clock:
    """A clock that nobody waits for."""
    return Clock()


def _fetched(
    server: StandIn, clock: Clock, *named: str, contact: str | None = None
) -> list[Record | Rejection]:
    return list(
        fetch(named, contact=contact, services=server.services, clock=clock, sleep=clock.sleep)
    )


def _atom(*ids: str) -> Reply:
    entries = "".join(
        f"<entry><id>http://arxiv.org/abs/{each}v2</id><title>Paper {each}</title>"
        f"<summary>Text of {each}.</summary></entry>"
        for each in ids
    )
    return Reply(f"<feed xmlns='http://www.w3.org/2005/Atom'>{entries}</feed>".encode())


def _pubmed(*ids: str) -> Reply:
    articles = "".join(
        f"<PubmedArticle><MedlineCitation><PMID>{each}</PMID><Article><ArticleTitle>T</ArticleTitle>"
        f"<Abstract><AbstractText>Text of {each}.</AbstractText></Abstract></Article>"
        "</MedlineCitation></PubmedArticle>"
        for each in ids
    )
    return Reply(f"<PubmedArticleSet>{articles}</PubmedArticleSet>".encode())


def test_papers_come_from_the_service_of_their_identifier(server: StandIn, clock: Clock) -> None:
    """However they are named; each is asked for once; its source is its identifier."""
    server.answers("arXiv", _atom("2211.05100", "2310.06825"))
    server.answers("Crossref", Reply(json.dumps(WORK).encode()))
    server.answers("PubMed", _pubmed("7", "8"))
    found = records(
        _fetched(
            server, clock, "arxiv:2211.05100v1", "https://doi.org/10.1000/X1", "pmid:8", "PMID: 7",
            "doi:10.48550/arXiv.2310.06825", "2211.05100",
        )
    )  # fmt: skip
    assert [(r.source, r.text) for r in found] == [
        (Source("arxiv:2211.05100", 1), "Text of 2211.05100."),
        (Source("arxiv:2310.06825", 1), "Text of 2310.06825."),
        (Source("doi:10.1000/x1", 1), "Background: We test & check. It is $x$."),
        (Source("pmid:7", 1), "Text of 7."),
        (Source("pmid:8", 1), "Text of 8."),
    ]
    assert [
        (a.path, a.parameters.get("id_list", a.parameters.get("id"))) for a in server.asked
    ] == [
        ("/arXiv/api/query", "2211.05100,2310.06825"),
        ("/Crossref/works/10.1000%2Fx1", None),
        ("/PubMed/entrez/eutils/efetch.fcgi", "8,7"),
    ]


def test_what_crossref_states(server: StandIn, clock: Clock) -> None:
    """Title without tags, persons and groups, the date that is whole."""
    server.answers("Crossref", Reply(json.dumps(WORK).encode()))
    (record,) = records(_fetched(server, clock, "10.1000/x1"))
    assert record.bibliography == Bibliography(
        title="A good title",
        authors=("Ada Ek", "The Group"),
        published=Published("2019-03-05", dt.date(2019, 3, 5)),
        url="https://doi.org/10.1000/x1",
        identifiers=("doi:10.1000/x1",),
    )


@pytest.mark.parametrize(
    ("change", "published"),
    [
        ({"published-online": None}, Published("2019 Mar")),
        ({"published-online": None, "issued": {"date-parts": [[2019]]}}, Published("2019")),
        ({"published-online": None, "issued": {"date-parts": [[None]]}}, Published()),
    ],
)
def test_dates_of_crossref(
    server: StandIn, clock: Clock, change: dict[str, object], published: Published
) -> None:
    """As much as there is."""
    work = {"message": WORK["message"] | change}
    server.answers("Crossref", Reply(json.dumps(work).encode()))
    (record,) = records(_fetched(server, clock, "10.1000/x1"))
    assert record.bibliography.published == published


@pytest.mark.parametrize(
    "answer", [b"", b"{", b"[1]", b'{"message": 5}', b'{"message": {"title": 5}}']
)
def test_answers_that_are_none(server: StandIn, clock: Clock, answer: bytes) -> None:
    """Whatever comes back, the paper is rejected and nothing is raised."""
    for service in ("arXiv", "Crossref", "PubMed"):
        server.answers(service, Reply(answer))
    entries = _fetched(server, clock, "arxiv:2211.05100", "doi:10.1000/1", "pmid:7")
    assert [entry.file for entry in rejections(entries)] == [
        "arxiv:2211.05100", "doi:10.1000/1", "pmid:7"
    ]  # fmt: skip
    assert records(entries) == []


def test_what_a_service_does_not_have_is_said(server: StandIn, clock: Clock) -> None:
    """For each identifier, with the service's own reason where it is plain whose it is."""
    error = Reply(
        b"<feed><entry><id>http://arxiv.org/api/errors#x</id><summary>bad id</summary></entry>"
        b"</feed>"
    )
    server.answers("arXiv", error)
    server.answers("PubMed", _pubmed("8"))
    assert _fetched(server, clock, "arxiv:2211.05100", "doi:10.1000/1", "pmid:7", "nonsense") == [
        Rejection(
            "nonsense", 1, NoIdentifier(),
        ),
        Rejection("arxiv:2211.05100", 1, "arXiv says: bad id"),
        Rejection("doi:10.1000/1", 1, NoSuchPaper("Crossref")),
        Rejection("pmid:7", 1, NoSuchPaper("PubMed")),
    ]  # fmt: skip


def test_nothing_is_asked_too_often(server: StandIn, clock: Clock) -> None:
    """Between two requests to a service lies its interval; another service need not wait."""
    server.answers("arXiv", _atom())
    many = [f"arxiv:2211.{n:05}" for n in range(101)]
    _fetched(server, clock, *many, "doi:10.1000/1", "doi:10.1000/2", "pmid:1")
    assert [len(asked.parameters.get("id_list", "").split(",")) for asked in server.asked[:3]] == [
        50, 50, 1
    ]  # fmt: skip
    assert clock.slept == [3.0, 3.0, 1.0]
    assert [service.interval for service in SERVICES] == [3.0, 1.0, 0.4]


def test_who_asks_is_said(server: StandIn, clock: Clock) -> None:
    """The project's name, and an address where one is given; nothing is asked for compressed."""
    _fetched(server, clock, "arxiv:2211.05100", "doi:10.1000/1", "pmid:1", contact="a@b.org")
    for asked in server.asked:
        assert asked.headers["User-Agent"] == "Footnote/1 (paper abstracts; mailto:a@b.org)"
        assert asked.headers["Accept-Encoding"] == "identity"
    assert [asked.parameters.get("mailto") for asked in server.asked] == [None, "a@b.org", None]
    assert [asked.parameters.get("email") for asked in server.asked] == [None, None, "a@b.org"]
    assert server.asked[2].parameters["tool"] == "footnote"
    with pytest.raises(InputError, match="is no e-mail address"):
        _fetched(server, clock, "pmid:1", contact="a b\r\nX: y")


def test_a_busy_service_is_asked_again(server: StandIn, clock: Clock) -> None:
    """After the pause that it asks for, or ever longer ones; four times at most."""
    soon = email.utils.format_datetime(dt.datetime.now(dt.UTC) + dt.timedelta(seconds=60))
    server.answers(
        "PubMed",
        Reply(status=429, headers={"Retry-After": "17"}),
        Reply(status=503, headers={"Retry-After": soon}),
        Reply(status=500, headers={"Retry-After": "a while"}),
        _pubmed("7"),
    )
    assert [r.text for r in records(_fetched(server, clock, "pmid:7"))] == ["Text of 7."]
    assert clock.slept[0] == 17
    assert 50 < clock.slept[1] <= 60
    assert clock.slept[2] == 8
    server.answers("PubMed", Reply(status=502))
    (rejection,) = rejections(_fetched(server, clock, "pmid:7"))
    assert str(rejection.reason) == "PubMed is busy or out of order (status 502). Try again later."
    assert len(server.asked) == 8


def test_dates_without_a_zone_and_long_past_are_pauses_too(server: StandIn, clock: Clock) -> None:
    """A pause that is over is none, but for the service's own interval."""
    past = "Sun, 06 Nov 1994 08:49:37"
    server.answers("PubMed", Reply(status=503, headers={"Retry-After": past}), _pubmed("7"))
    assert records(_fetched(server, clock, "pmid:7"))
    assert clock.slept == [0.4]


def test_a_service_that_asks_for_a_long_pause_is_left_alone(server: StandIn, clock: Clock) -> None:
    """Nobody waits for hours."""
    server.answers("PubMed", Reply(status=429, headers={"Retry-After": "3600"}))
    (rejection,) = rejections(_fetched(server, clock, "pmid:7"))
    assert "Try again later" in str(rejection.reason)
    assert len(server.asked) == 1
    assert clock.slept == []


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (Reply(status=302, headers={"Location": "/PubMed/x"}), "PubMed sends us elsewhere"),
        (Reply(status=403), "PubMed refuses to answer (status 403)."),
        (Reply(b"x", headers={"Content-Encoding": "gzip"}), "PubMed answers packed"),
        (Reply(b"x" * (MOST_FETCHED_BYTES + 1)), "PubMed answers with more than 10 MB."),
    ],
)
def test_what_is_not_taken(server: StandIn, clock: Clock, reply: Reply, reason: str) -> None:
    """Redirects, refusals, packed answers and endless ones are told of, and asked for once."""
    server.answers("PubMed", reply)
    (rejection,) = rejections(_fetched(server, clock, "pmid:7"))
    assert str(rejection.reason).startswith(reason)
    assert len(server.asked) == 1


def test_a_connection_that_breaks_is_tried_again(server: StandIn, clock: Clock) -> None:
    """And a service that is not there is told of."""
    server.answers("PubMed", Reply(b"<Pubmed", breaks_off=True), _pubmed("7"))
    assert records(_fetched(server, clock, "pmid:7"))
    gone = [replace(service, origin="http://127.0.0.1:9") for service in SERVICES]
    (rejection,) = rejections(fetch(["pmid:7"], services=gone, clock=clock, sleep=clock.sleep))
    assert str(rejection.reason).startswith("PubMed cannot be reached (")
    assert str(rejection.reason).endswith("Try again later.")


def test_an_answer_that_takes_for_ever_is_given_up(server: StandIn) -> None:
    """After two minutes, however much has come."""

    class _Late(Clock):
        def __call__(self) -> float:
            self.now += 130
            return self.now

    late = _Late()
    server.answers("PubMed", Reply(b"x" * 1000))
    (rejection,) = rejections(_fetched(server, late, "pmid:7"))
    assert str(rejection.reason) == "PubMed takes more than 120 seconds."


def test_nobody_else_is_asked(server: StandIn, clock: Clock) -> None:
    """A service that was not named beforehand is refused before a socket is opened."""
    arxiv, _, pubmed = server.services
    with (
        Polite(None, [arxiv], clock, clock.sleep) as polite,
        pytest.raises(FetchError, match="none of the services that may be asked"),
    ):
        polite.get(pubmed, ["pmid:7"])
    assert server.asked == []
    hosts = [service.origin for service in fetching.SERVICES]
    assert hosts == [
        "https://export.arxiv.org",
        "https://api.crossref.org",
        "https://eutils.ncbi.nlm.nih.gov",
    ]


def test_what_is_fetched_can_be_stored(server: StandIn, clock: Clock, tmp_path: Path) -> None:
    """Records and rejections go into the base and its report as those of pages do."""
    server.answers("PubMed", _pubmed("7"))
    with KnowledgeBase.open(tmp_path, seed=False) as base:
        report = base.ingest_records(_fetched(server, clock, "pmid:7", "pmid:8"))
        assert (report.records, report.abstracts_added) == (1, 1)
        assert [rejection.file for rejection in report.rejected] == ["pmid:8"]
        (paper,) = base.papers()
        assert paper.sources == (Source("pmid:7", 1),)
