"""An endpoint as it answers over HTTP, or does not: in time, whole, or left alone for a while."""

import json
import logging
import pickle
import socket
import threading
from collections.abc import Callable
from dataclasses import replace

import pytest

from knowledge.model import Readings
from knowledge.reader import Passage
from knowledge.reader.endpoint import FAILURES, KEPT, LONGEST, REST, Endpoint, EndpointReader, Tally
from knowledge.reader.transport import MOST_REPLY_BYTES
from tests.knowledge.reader.asking import (
    ASKED,
    BLOOM,
    HERE,
    JUDGED_HERE,
    LONG,
    OTHER,
    SOON,
    Beside,
    reader_of,
    said_by,
)
from tests.knowledge.reader.loopback import (
    GOOD,
    Asked,
    Loopback,
    Manner,
    completion,
    http,
    says,
    sends,
)

GOOD_BODY = completion(json.dumps(GOOD)).partition(b"\r\n\r\n")[2]


@pytest.mark.parametrize(
    "response",
    [
        *(
            http(GOOD_BODY, status)
            for status in ("201 Created", "400 No", "401 No", "404 No", "429 Wait", "500 Oh")
        ),
        http(GOOD_BODY, "302 Found", "Location: /v1/elsewhere"),
        http(b"", "204 No Content"),
        http(GOOD_BODY, "200 OK", "Content-Encoding: gzip"),
        http(GOOD_BODY, promised=len(GOOD_BODY) + 1),
        http(b" " * MOST_REPLY_BYTES + GOOD_BODY),
        http(b"", promised=-1),
        b"",
        b"HTTP/1.1 200 OK\r\n",
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b"\x16\x03\x01\x00\xa5\x01\x00\x00",
    ],
    ids=lambda response: str(response[:30]),
)
def test_a_response_that_is_no_success_is_not_used(server: Loopback, response: bytes) -> None:
    """Errors, redirects, packed, cut short or too large ones, and what is no HTTP."""
    assert said_by(server, sends(response)) is HERE
    assert len(server.asked) == 1


def test_an_endpoint_that_is_not_there(server: Loopback) -> None:
    """A port where nobody listens, and a name that nobody has."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    for url in (f"http://127.0.0.1:{port}/v1", "http://nowhere.invalid/v1"):
        reader = EndpointReader(Endpoint(url, "small"), otherwise=Beside)
        assert reader.read(ASKED, [BLOOM]) == [HERE]
    assert server.asked == []


def _silence(server: Loopback) -> Manner:
    return server.never()


def _half_a_head(server: Loopback) -> Manner:
    return server.never(b"HTTP/1.1 200 OK\r\nContent-")


def _half_a_body(server: Loopback) -> Manner:
    return server.never(http(GOOD_BODY[:20], promised=len(GOOD_BODY)))


def _more_is_coming(server: Loopback) -> Manner:
    """Signs of life that keep every single wait short."""
    return server.endlessly(b"", b"HTTP/1.1 102 Processing\r\n\r\n")


@pytest.mark.parametrize("manner", [_silence, _half_a_head, _half_a_body, _more_is_coming])
def test_time_is_limited_in_all(
    server: Loopback, manner: Callable[[Loopback], Manner], caplog: pytest.LogCaptureFixture
) -> None:
    """However the endpoint spends it, and the connection is cut."""
    assert said_by(server, manner(server), SOON) is HERE
    assert "(no reply in time)" in caplog.text


def test_a_connection_whose_time_is_over_is_closed(server: Loopback) -> None:
    """Nothing of it stays behind, however the server keeps it alive."""
    assert said_by(server, _more_is_coming(server), SOON) is HERE
    assert server.left.wait(LONG)


def test_a_reply_without_end_is_cut_off(server: Loopback) -> None:
    """No more of it is read than may be."""
    chunk = b"1000\r\n" + b" " * 0x1000 + b"\r\n"
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    assert said_by(server, server.endlessly(head, chunk)) is HERE


def test_only_the_passage_that_is_spoilt_is_read_otherwise(
    server: Loopback, caplog: pytest.LogCaptureFixture
) -> None:
    """Order is kept; what was spoilt is counted, and logged without a word of it."""

    def manner(asked: Asked, send: Callable[[bytes], None]) -> None:
        good = asked.shown["title"] == "BLOOM"
        says(**({} if good else {"sentences": [9]}))(asked, send)

    server.manner = manner
    beside, other = Beside(), replace(OTHER, title="Not this")
    reader = EndpointReader(Endpoint(server.url, "small"), otherwise=lambda: beside)
    first, second, third = reader.read(ASKED, [OTHER, BLOOM, other])
    assert (first, third) == (HERE, HERE)
    assert second.answers == 0.9
    assert beside.read_here == [OTHER, other]
    assert reader.counted() == Readings(calls=3, fallbacks=2)
    assert [record.getMessage() for record in caplog.records] == [
        "the endpoint did not read 2 of 3 passages (a sentence that is not there); so far 2 of 3"
    ]


def test_passages_are_put_to_it_side_by_side(server: Loopback) -> None:
    """None is answered before all have come in."""
    together = threading.Barrier(3, timeout=LONG)

    def manner(asked: Asked, send: Callable[[bytes], None]) -> None:
        together.wait()
        says(short="")(asked, send)

    server.manner = manner
    passages = [replace(OTHER, title=str(n)) for n in range(3)]
    assert HERE not in reader_of(server).read(ASKED, passages)


def test_what_was_read_is_remembered_and_what_was_spoilt_is_asked_again(server: Loopback) -> None:
    """For the same words only; a passage that is given twice is asked once."""
    reader = reader_of(server)
    server.manner = says(sentences=[7])
    assert reader.read(ASKED, [BLOOM]) == [HERE]
    server.manner = says()
    (said,) = reader.read(ASKED, [BLOOM])
    assert said is not HERE
    assert reader.read(ASKED, [BLOOM, BLOOM]) == [said, said]
    assert len(server.asked) == 2
    reader.read(f"{ASKED} Say!", [BLOOM])
    assert len(server.asked) == 3
    assert reader.counted() == Readings(calls=3, fallbacks=1)
    assert reader.read(ASKED, []) == []
    assert reader.judge(ASKED, []) == []


def test_a_claim_that_is_not_judged_is_judged_by_the_other_reader(server: Loopback) -> None:
    """As questions are; what the endpoint judges is not."""
    server.manner = says(verdict="maybe")
    assert reader_of(server).judge(ASKED, [BLOOM]) == [JUDGED_HERE]
    server.manner = says(verdict="supports", deciding=1)
    (judgement,) = reader_of(server).judge(ASKED, [BLOOM])
    assert judgement.leaning.supports == 0.9


def test_what_is_remembered_is_bounded(server: Loopback) -> None:
    """The one that was not needed for the longest time goes first."""
    reader = reader_of(server)
    for number in range(KEPT + 1):
        reader._memory.keep(str(number), BLOOM, (HERE, JUDGED_HERE))
    assert reader._memory.get("0", BLOOM) is None
    assert reader._memory.get("1", BLOOM) == (HERE, JUDGED_HERE)
    reader._memory.keep("one more", BLOOM, (HERE, JUDGED_HERE))
    assert reader._memory.get("1", BLOOM) == (HERE, JUDGED_HERE)


def test_a_passage_that_is_too_long_is_not_sent(server: Loopback) -> None:
    """It counts as one that was not read there."""
    reader = reader_of(server)
    long = [Passage("", ("a" * LONGEST, "b")), Passage("a" * LONGEST, ("b",))]
    assert reader.read(ASKED, long) == [HERE, HERE]
    assert server.asked == []
    assert reader.counted() == Readings(calls=2, fallbacks=2)


def test_after_some_failures_in_a_row_it_is_left_alone_for_a_while(server: Loopback) -> None:
    """A server that is down costs no question its time; one success, and all counts anew."""
    now = [0.0]
    endpoint = Endpoint(server.url, "small")
    reader = EndpointReader(endpoint, otherwise=Beside, clock=lambda: now[0])
    good, bad = says(), sends(http(b"", "503 No"))

    def asked(manner: Manner, word: str) -> bool:
        """Whether the endpoint is asked, and in that manner."""
        server.manner, before = manner, len(server.asked)
        reader.read(word, [BLOOM])
        return len(server.asked) > before

    assert all(asked(bad, f"{n}") for n in range(FAILURES - 1))
    assert asked(good, "between")
    assert all(asked(bad, f"{n}") for n in range(FAILURES))
    assert not asked(good, "at once")
    now[0] = REST
    assert asked(bad, "later")
    assert not asked(good, "at once")
    now[0] = 2 * REST
    assert asked(good, "at once")
    assert asked(bad, "failing again")
    assert asked(good, "and again")


def test_the_key_is_sent_and_shown_nowhere(
    server: Loopback, caplog: pytest.LogCaptureFixture
) -> None:
    """As a bearer token, in no log and no `repr`; nor is what was asked in a log."""
    caplog.set_level(logging.INFO)
    server.manner = sends(http(b"sk-very-secret", "401 No"))
    reader = reader_of(server, key="sk-very-secret")
    reader.read(ASKED, [BLOOM])
    assert server.asked[0].headers["authorization"] == "Bearer sk-very-secret"
    assert "status 401" in caplog.text
    assert "secret" not in caplog.text + repr(reader._endpoint)
    assert "languages" not in caplog.text


def test_the_address_may_end_in_a_slash() -> None:
    """Either way it is the same."""
    address = "https://models.example/v1/chat/completions"
    assert Endpoint("https://models.example/v1", "m").address == address
    assert Endpoint("https://models.example/v1/", "m").address == address


def test_a_tally_counts_in_all_threads() -> None:
    """Nothing is lost; one that is not shared stays in its process."""
    tally = Tally(shared=True)
    threads = [threading.Thread(target=tally.add, args=(2, 1)) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert tally.told() == Readings(40, 20)
    with pytest.raises(TypeError, match="pickle"):
        pickle.dumps(Tally())
