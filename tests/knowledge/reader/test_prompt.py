"""What an endpoint is asked, and what it says: used where it keeps to the schema, or not at all."""

import json
from dataclasses import astuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.reader import Passage, ShortSpan, prompt
from tests.knowledge.reader.asking import ASKED, BLOOM, HERE, OTHER, reader_of, said_by, told_by
from tests.knowledge.reader.loopback import GOOD, Loopback, completion, http, says, sends


def test_what_it_is_asked(server: Loopback) -> None:
    """The question and the numbered sentences, for one answer in a strict schema; nothing else."""
    reader_of(server).read(ASKED, [BLOOM])
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
    said, judgement = told_by(server, says())
    assert said.answers == 0.9
    assert said.sentences == pytest.approx((0.9, 0.05, 0.05))
    assert said.short == ShortSpan(0, 10, 22, 0.9)
    assert astuple(judgement.leaning) == pytest.approx((0.05, 0.05, 0.9))
    assert judgement.rationale == pytest.approx((1 / 3, 1 / 3, 1 / 3))


def test_a_verdict_with_the_sentence_that_decides(server: Loopback) -> None:
    """It may answer nothing and decide all the same."""
    said, judgement = told_by(
        server, says(sentences=[], short="", answerable=False, verdict="refutes", deciding=2)
    )
    assert said.answers == pytest.approx(0.1)
    assert said.sentences == pytest.approx((1 / 3, 1 / 3, 1 / 3))
    assert said.short is None
    assert astuple(judgement.leaning) == pytest.approx((0.05, 0.9, 0.05))
    assert judgement.rationale == pytest.approx((0.05, 0.9, 0.05))


def test_further_sentences_are_half_as_likely_as_the_first(server: Loopback) -> None:
    """In the order that it gives; what it names twice counts once."""
    said = said_by(server, says(sentences=[3, 1, 3], short=""))
    assert said.sentences == pytest.approx((0.3, 0.1, 0.6))
    every = said_by(server, says(sentences=[2, 1, 3], short="176B"))
    assert every.sentences == pytest.approx((0.25, 0.5, 0.25))


def test_a_passage_of_one_sentence(server: Loopback) -> None:
    """There is no other that could share."""
    server.manner = says(short="", verdict="supports", deciding=1)
    reader = reader_of(server)
    (said,), (judgement,) = reader.read(ASKED, [OTHER]), reader.judge(ASKED, [OTHER])
    assert (said.sentences, judgement.rationale) == ((1.0,), (1.0,))


def test_a_phrase_that_is_not_short_is_not_marked(server: Loopback) -> None:
    """The sentence counts all the same."""
    long = Passage("", (" ".join(["word"] * 60),))
    server.manner = says(short=long.sentences[0])
    (said,) = reader_of(server).read(ASKED, [long])
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
    assert said_by(server, says(**changes)) is HERE


@pytest.mark.parametrize("missing", GOOD)
def test_an_answer_that_lacks_something_is_not_used(server: Loopback, missing: str) -> None:
    """Every key counts."""
    left = {key: value for key, value in GOOD.items() if key != missing}
    assert said_by(server, sends(completion(json.dumps(left)))) is HERE


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
        said, judgement = prompt.told(json.dumps(reply).encode(), BLOOM)
    except prompt.UnusableError:
        return
    for shares in (said.sentences, judgement.rationale, astuple(judgement.leaning)):
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
    assert said_by(server, sends(completion(content))) is HERE


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
    assert said_by(server, sends(http(body))) is HERE
