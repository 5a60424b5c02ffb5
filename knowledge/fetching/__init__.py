"""Papers by their identifiers: metadata from arXiv, Crossref and PubMed, politely.

services.py  which services, their addresses, how often each is asked
throttle.py  asking: pauses, tries, sizes
"""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from knowledge.errors import FetchError
from knowledge.fetching.services import ARXIV, CROSSREF, PUBMED, Service
from knowledge.fetching.throttle import Polite
from knowledge.formats.fields import identifiers
from knowledge.model import Record, Rejection, Source
from knowledge.reasons.why_unusable import NoIdentifier, NoSuchPaper

__all__ = ["SERVICES", "fetch"]

SERVICES = (ARXIV, CROSSREF, PUBMED)


def fetch(
    named: Iterable[str],
    *,
    contact: str | None = None,
    services: Sequence[Service] = SERVICES,
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] = time.sleep,
) -> Iterator[Record | Rejection]:
    """The papers with these identifiers, and a rejection for each that cannot be had.

    A record's source is its identifier, line 1. Each paper is asked for once, several at a time
    where the service allows it.

    Args:
        named: `arxiv:…`, `doi:…`, `pmid:…`, or addresses at arXiv, doi.org and PubMed.
        contact: an e-mail address for the services to write to, should something be wrong.
        services: whom to ask.
        clock: seconds that never go back.
        sleep: waits for some seconds.
    """
    wanted: dict[Service, dict[str, str]] = {service: {} for service in services}
    for name in named:
        found = identifiers.joined([identifiers.labelled(name)])
        service = next((s for s in services for each in found if each.startswith(s.kind)), None)
        if service is None:
            yield Rejection(name, 1, NoIdentifier())
        else:
            identifier = next(each for each in found if each.startswith(service.kind))
            wanted[service].setdefault(identifier, name)
    with Polite(contact, services, clock, sleep) as polite:
        for service, names in wanted.items():
            asked = list(names)
            for start in range(0, len(asked), service.at_once):
                yield from _batch(polite, service, asked[start : start + service.at_once])


def _batch(polite: Polite, service: Service, asked: list[str]) -> Iterator[Record | Rejection]:
    try:
        answer = polite.get(service, asked)
    except FetchError as error:
        yield from (Rejection(each, 1, error.reason) for each in asked)
        return
    missing = dict.fromkeys(asked)
    refused: list[Rejection] = []
    for entry in service.read(answer) if answer else ():
        if isinstance(entry, Rejection):
            refused.append(entry)
            continue
        of = next((each for each in entry.bibliography.identifiers if each in missing), None)
        if of is not None:
            del missing[of]
            yield replace(entry, source=Source(of, 1))
    # The reason stands beside an identifier only where there is no doubt whose it is.
    reasons = [entry.reason for entry in refused] if len(refused) == len(missing) else []
    for each, reason in zip(missing, [*reasons, *[None] * len(missing)], strict=False):
        yield Rejection(each, 1, reason or NoSuchPaper(service.name))
