"""What is proposed comes back from the ledger's documents as it was."""

import datetime as dt
import json
from dataclasses import fields

import pytest

from bot.ledger import Golden
from bot.service.golden_questions import Changed, Judged, Outlook
from bot.service.proposals import Waiting, of_document, to_document
from knowledge.model import Bibliography, Published, Record, Rejection, Source
from knowledge.reasons import Reason, why_unusable

NOW = dt.datetime(2026, 1, 2, 3, 4, 5, tzinfo=dt.UTC)
_GOLDEN = Judged(
    Golden(7, "How tall?", ("a1", "b2"), NOW, 5, id=3), passed=False, answered=True, cited=("x",)
)
_OUTLOOK = Outlook((_GOLDEN,), (_GOLDEN,), (Changed("What?", None, "This."),))


def test_papers_come_back_as_they_were() -> None:
    """With all that their bibliography states, what could not be read, and what they would do."""
    full = Bibliography(
        title="Über “Tidal”",
        authors=("A. Bé", "C. Dé"),
        et_al=True,
        published=Published("March 2021", dt.date(2021, 3, 1)),
        identifiers=("doi:10.1/2",),
        url="https://example.org/x",
    )
    entries = (
        Record("Tidal has 176B parameters.", full, Source("up.bib", 3), doubt="Two titles."),
        Record("Short.", Bibliography(), Source("up.bib", 9)),
        Rejection("up.bib", 12, "in words"),
    )
    waiting = Waiting(entries, ("up \ud800.bib",), _OUTLOOK)
    read = of_document(json.loads(json.dumps(to_document(waiting))))
    assert read == waiting
    assert read.count == 2


@pytest.mark.parametrize(
    "kind",
    [k for k in vars(why_unusable).values() if isinstance(k, type) and issubclass(k, Reason)],
)
def test_every_reason_comes_back(kind: type[Reason]) -> None:
    """So that it is said in the language of whoever reads it, also after a restart."""
    reason = kind(**{each.name: "some" for each in fields(kind)}) if fields(kind) else kind()
    waiting = Waiting((Rejection("up.bib", 1, reason),), (), Outlook((), (), ()))
    (read,) = of_document(json.loads(json.dumps(to_document(waiting)))).entries
    assert isinstance(read, Rejection)
    assert type(read.reason) is type(reason)
    assert read.reason == reason
