"""A reader behind an endpoint: what it says is used where it keeps to the schema, or not at all."""

import json
import logging
import pickle
import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import astuple, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.model import Readings
from knowledge.reader import Leaning, Passage, Said, ShortSpan, prompt
from knowledge.reader.endpoint import FAILURES, KEPT, LONGEST, REST, Endpoint, EndpointReader, Tally
from knowledge.reader.transport import MOST_REPLY_BYTES
from tests.knowledge.reader.loopback import (
    GOOD,
    Asked,
    Loopback,
    Manner,
    completion,
    http,
    loopback,
    says,
    sends,
)

ASKED = "How many languages does it cover?"
BLOOM = Passage(
    "BLOOM", ("It covers 46 languages.", "It has 176B parameters, not 1,760.", "It is open.")
)
OTHER = Passage("", ("Something else.",))
SOON = 0.3
"""Seconds after which a test gives up what is never answered."""
LONG = 60.0
"""Seconds that no test takes where all is well."""
HERE = Said(0.25, (1.0,), (), Leaning(0.25, 0.25, 0.5), (1.0,))
"""What the reader beside it says of anything."""


class Beside:
    """Reads what the endpoint does not."""

    def __init__(self) -> None:
        self.read_here: list[Passage] = []

    def read(self, _: str, passages: Sequence[Passage]) -> list[Said]:
        """Take note."""
        self.read_here += passages
        return [HERE for _ in passages]


@pytest.fixture
def server() -> Iterator[Loopback]:
    """An endpoint that answers well."""
    with loopback() as running:
        yield running


def _reader(server: Loopback, seconds: float = LONG, key: str | None = None) -> EndpointReader:
    return EndpointReader(Endpoint(server.url, "small", key, seconds), otherwise=Beside)


def _read(server: Loopback, manner: Manner, seconds: float = LONG) -> Said:
    """What is said of a passage that the endpoint treats in some manner."""
    server.manner = manner
    (said,) = _reader(server, seconds).read(ASKED, [BLOOM])
    return said


def test_what_it_is_asked(server: Loopback) -> None:
    """The question and the numbered sentences, for one answer in a strict schema; nothing else."""
    _reader(server).read(ASKED, [BLOOM])
    (asked,) = server.asked
    assert asked.path == "/v1/chat/completions"
    assert asked.shown == {
        "text": ASKED,
        "title": "BLOOM",
        "sentences": {str(n): text for n, text in enumerate(BLOOM.sentences, 1)},
    }
    assert asked.body["model"] == "small"
    assert asked.body["temperature"] == 0
    wanted = asked.body["response_format"]
    assert (wanted["type"], wanted["json_schema"]["strict"]) == ("json_schema", True)
    schema = wanted["json_schema"]["schema"]
    assert not schema["additionalProperties"]
    assert schema["required"] == list(schema["properties"]) == list(GOOD)
    assert schema["properties"]["sentences"]["items"]["enum"] == [1, 2, 3]
    assert schema["properties"]["deciding"]["enum"] == [0, 1, 2, 3]
    assert "authorization" not in asked.headers


def test_its_word_is_taken_for_nine_parts_in_ten(server: Loopback) -> None:
    """What is left is shared by what it did not name."""
    said = _read(server, says())
    assert said.answers == 0.9
    assert said.sentences == pytest.approx((0.9, 0.05, 0.05))
    assert said.short == ShortSpan(0, 10, 22, 0.9)
    assert astuple(said.leaning) == pytest.approx((0.05, 0.05, 0.9))
    assert said.rationale == pytest.approx((1 / 3, 1 / 3, 1 / 3))


def test_a_verdict_with_the_sentence_that_decides(server: Loopback) -> None:
    """It may answer nothing and decide all the same."""
    said = _read(
        server, says(sentences=[], short="", answerable=False, verdict="refutes", deciding=2)
    )
    assert said.answers == pytest.approx(0.1)
    assert said.sentences == pytest.approx((1 / 3, 1 / 3, 1 / 3))
    assert said.short is None
    assert astuple(said.leaning) == pytest.approx((0.05, 0.9, 0.05))
    assert said.rationale == pytest.approx((0.05, 0.9, 0.05))


def test_further_sentences_are_half_as_likely_as_the_first(server: Loopback) -> None:
    """In the order that it gives; what it names twice counts once."""
    said = _read(server, says(sentences=[3, 1, 3], short=""))
    assert said.sentences == pytest.approx((0.3, 0.1, 0.6))
    every = _read(server, says(sentences=[2, 1, 3], short="176B"))
    assert every.sentences == pytest.approx((0.25, 0.5, 0.25))


def test_a_passage_of_one_sentence(server: Loopback) -> None:
    """There is no other that could share."""
    server.manner = says(short="", verdict="supports", deciding=1)
    (said,) = _reader(server).read(ASKED, [OTHER])
    assert (said.sentences, said.rationale) == ((1.0,), (1.0,))


def test_a_phrase_that_is_not_short_is_not_marked(server: Loopback) -> None:
    """The sentence counts all the same."""
    long = Passage("", (" ".join(["word"] * 60),))
    server.manner = says(short=long.sentences[0])
    (said,) = _reader(server).read(ASKED, [long])
    assert (said.answers, said.short) == (0.9, None)


@pytest.mark.parametrize(
    "changes",
    [
        {"sentences": [4]},
        {"sentences": [0], "short": ""},
        {"sentences": [1, -1]},
        {"sentences": [10**40]},
        {"sentences": ["1"]},
        {"sentences": [1.5]},
        {"sentences": [True]},
        {"sentences": None},
        {"sentences": []},
        {"sentences": [], "short": ""},
        {"sentences": [], "answerable": False},
        {"short": "47 languages"},
        {"short": "46 Languages"},
        {"short": "176B"},
        {"short": "6 languages"},
        {"short": "46 lang"},
        {"sentences": [2], "short": "176"},
        {"sentences": [2], "short": "1"},
        {"sentences": [2], "short": "760"},
        {"sentences": [2], "short": "It covers"},
        {"short": "46 languages. It has"},
        {"short": ["46"]},
        {"answerable": "yes"},
        {"answerable": 1},
        {"verdict": "maybe"},
        {"verdict": "supports"},
        {"verdict": "refutes", "deciding": 4},
        {"deciding": -1},
        {"deciding": None},
        {"explanation": "Because it says so."},
    ],
    ids=str,
)
def test_an_answer_out_of_the_schema_is_not_used(
    server: Loopback, changes: dict[str, object]
) -> None:
    """Numbers that are not there, phrases of other words, values of other kinds, or more."""
    assert _read(server, says(**changes)) is HERE


@pytest.mark.parametrize("missing", GOOD)
def test_an_answer_that_lacks_something_is_not_used(server: Loopback, missing: str) -> None:
    """Every key counts."""
    left = {key: value for key, value in GOOD.items() if key != missing}
    assert _read(server, sends(completion(json.dumps(left)))) is HERE


@given(
    st.fixed_dictionaries(
        {
            "sentences": st.lists(st.integers(0, 4), max_size=5),
            "short": st.sampled_from(["", "46", " 46 languages ", "6", "It", "is open.", ".", "B"]),
            "answerable": st.booleans(),
            "verdict": st.sampled_from(["supports", "refutes", "neither"]),
            "deciding": st.integers(0, 4),
        }
    )
)
def test_whatever_is_used_is_whole(told: dict[str, object]) -> None:
    """Probabilities that add up, for each sentence one, and a phrase that stands in the best."""
    reply = {"choices": [{"message": {"content": json.dumps(told)}}]}
    try:
        said = prompt.said(json.dumps(reply).encode(), BLOOM)
    except prompt.UnusableError:
        return
    for shares in (said.sentences, said.rationale, astuple(said.leaning)):
        assert len(shares) == 3
        assert min(shares) >= 0
        assert sum(shares) == pytest.approx(1)
    if said.short:
        assert said.sentences[said.short.sentence] == max(said.sentences)
        sentence = BLOOM.sentences[said.short.sentence]
        assert sentence[said.short.start : said.short.end] == str(told["short"]).strip()


WELL = json.dumps(GOOD)


@pytest.mark.parametrize(
    "content",
    [
        "It covers 46 languages.",
        f"Here is the answer: {WELL}",
        f"```json\n{WELL}\n```",
        f"{WELL}{WELL}",
        WELL[:-1],
        WELL[: len(WELL) // 2],
        WELL.replace('"', "'"),
        "",
        "null",
        "[]",
        "[" * 100_000,
        None,
        GOOD,
        [{"type": "text", "text": WELL}],
    ],
    ids=lambda content: str(content)[:40],
)
def test_prose_and_broken_json_are_not_used(server: Loopback, content: object) -> None:
    """Nothing is searched for JSON, and nothing is mended."""
    assert _read(server, sends(completion(content))) is HERE


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"OK",
        b"{}",
        b'{"choices": []}',
        b'{"choices": [{"message": {}}]}',
        b'{"choices": [{"text": "{}"}]}',
        b'{"error": {"message": "no such model"}}',
        b'{"choices": [{"message": {"content": "\xff"}}]}',
        b'{"choices": [{"message": {"content": "\\ud800"}}]}',
        b"[" * 200_000,
        b'data: {"choices": [{"delta": {"content": "{}"}}]}\n\ndata: [DONE]\n\n',
    ],
    ids=lambda body: str(body[:40]),
)
def test_what_is_no_chat_completion_is_not_used(server: Loopback, body: bytes) -> None:
    """Nor what is no JSON, no UTF-8, or nested without end."""
    assert _read(server, sends(http(body))) is HERE


GOOD_BODY = completion(WELL).partition(b"\r\n\r\n")[2]


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
    assert _read(server, sends(response)) is HERE
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
    assert _read(server, manner(server), SOON) is HERE
    assert "(no reply in time)" in caplog.text


def test_a_connection_whose_time_is_over_is_closed(server: Loopback) -> None:
    """Nothing of it stays behind, however the server keeps it alive."""
    assert _read(server, _more_is_coming(server), SOON) is HERE
    assert server.left.wait(LONG)


def test_a_reply_without_end_is_cut_off(server: Loopback) -> None:
    """No more of it is read than may be."""
    chunk = b"1000\r\n" + b" " * 0x1000 + b"\r\n"
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    assert _read(server, server.endlessly(head, chunk)) is HERE


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
    assert HERE not in _reader(server).read(ASKED, passages)


def test_what_was_read_is_remembered_and_what_was_spoilt_is_asked_again(server: Loopback) -> None:
    """For the same words only; a passage that is given twice is asked once."""
    reader = _reader(server)
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


def test_what_is_remembered_is_bounded(server: Loopback) -> None:
    """The one that was not needed for the longest time goes first."""
    reader = _reader(server)
    for number in range(KEPT + 1):
        reader._memory.keep(str(number), BLOOM, HERE)
    assert reader._memory.get("0", BLOOM) is None
    assert reader._memory.get("1", BLOOM) is HERE
    reader._memory.keep("one more", BLOOM, HERE)
    assert reader._memory.get("1", BLOOM) is HERE


def test_a_passage_that_is_too_long_is_not_sent(server: Loopback) -> None:
    """It counts as one that was not read there."""
    reader = _reader(server)
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
    reader = _reader(server, key="sk-very-secret")
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
