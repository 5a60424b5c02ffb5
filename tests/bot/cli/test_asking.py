"""`ask`, `check` and `papers` keep their contract: what they print where, and how they exit."""

import jsonschema
import pytest

from tests.bot.cli.command_line import ASKED, Outcome, Run, one_line
from tests.bot.cli.test_jsonlines import PAPER, REPLY, VERDICT


def test_ask_answers_each_argument_in_a_line_of_json(footnote: Run) -> None:
    """Every line keeps the contract, in the order of the questions."""
    done = footnote("ask", ASKED, "who is the mayor of lisbon?", "--json")
    assert (done.code, done.err) == (0, "")
    first, second = done.lines()
    jsonschema.validate(first, REPLY)
    jsonschema.validate(second, REPLY)
    assert (first["question"], first["status"]) == (ASKED, "answered")
    assert first["short_answer"] == "176B"
    assert second["status"] == "abstained"


def test_ask_answers_lines_of_stdin(footnote: Run) -> None:
    """Blank lines are passed over; a byte order mark and foreign line ends do not matter."""
    done = footnote("ask", "--json", stdin=f"\ufeff{ASKED}\r\n\n  \n{ASKED}".encode())
    assert (done.code, done.err) == (0, "")
    assert [line["question"] for line in done.lines()] == [ASKED] * 2


@pytest.mark.parametrize(
    "line",
    [b"\x00\x07\x1b[", b"why " * 2500, b"caf\xe9 \xff\xfe?"],
    ids=["controls", "10,000 characters", "no UTF-8"],
)
def test_a_strange_line_ends_nothing(line: bytes, footnote: Run) -> None:
    """It gets its line, an abstention with a reason, and the next question its answer."""
    done = footnote("ask", "--json", stdin=line + b"\n" + ASKED.encode())
    strange, plain = done.lines()
    jsonschema.validate(strange, REPLY)
    assert done.code == 0
    assert strange["status"] == "abstained"
    assert plain["short_answer"] == "176B"


@pytest.mark.parametrize("question", ["", " \t", "\x00\x1b", "why " * 2500])
def test_an_argument_that_is_no_question_is_bad_usage(question: str, footnote: Run) -> None:
    """One line says why; the other questions are answered all the same."""
    done = footnote("ask", question, ASKED)
    assert done.code == 2
    assert "176B" in done.out
    one_line(done.err)
    with_json = footnote("ask", question, ASKED, "--json")
    assert with_json.code == 2
    assert [line["status"] for line in with_json.lines()] == ["abstained", "answered"]


def test_an_undecodable_argument_is_asked(footnote: Run) -> None:
    """Python's lone surrogates reach neither the base nor the output."""
    done = footnote("ask", "caf\udce9?", "--json")
    assert done.code == 0
    assert done.lines()[0]["question"] == "caf??"


def test_ask_shows_an_answer_to_a_person(footnote: Run) -> None:
    """The words, their number, and the source's title and place."""
    done = footnote("ask", ASKED)
    assert (done.code, done.err) == (0, "")
    answer, _, source, *_ = done.out.splitlines()
    assert "176B" in answer
    assert answer.endswith("[1]")
    assert source.startswith("[1] BLOOM: A 176B-Parameter")
    assert ".txt:" in done.out


def test_ask_names_the_questions_where_there_are_several(footnote: Run) -> None:
    """Each stands over its answer."""
    assert footnote("ask", ASKED, ASKED).out.count(f"> {ASKED}\n") == 2
    assert f"> {ASKED}\n" in footnote("ask", stdin=ASKED.encode()).out


def test_ask_with_nothing_to_ask_at_a_keyboard_is_bad_usage(footnote: Run) -> None:
    """It does not wait for lines that nobody knows to type; an empty pipe is fine."""
    done = footnote("ask", keyboard=True)
    assert (done.code, done.out) == (2, "")
    assert "in quotes" in one_line(done.err)
    assert footnote("ask") == Outcome(0, "", "")


def test_check_prints_a_line_of_json_for_each_claim(footnote: Run) -> None:
    """Each claim gets its verdict with the evidence and its stance, in the contract's shape."""
    claims = ("BLOOM has 176 billion parameters.", "BLOOM has 3 billion parameters.")
    outcome = footnote("check", *claims, "--json")
    supported, refuted = outcome.lines()
    assert outcome.code == 0
    jsonschema.validate(supported, VERDICT)
    jsonschema.validate(refuted, VERDICT)
    assert (supported["verdict"], refuted["verdict"]) == ("supported", "refuted")
    assert "176B" in str(supported["evidence"])
    assert "176" in str(refuted["explanation"])


def test_check_reads_claims_from_stdin_and_shows_them(footnote: Run) -> None:
    """One claim a line; the verdict comes first, in words, and then the quote."""
    outcome = footnote("check", stdin=b"BLOOM has 176 billion parameters.\nThe moon is far.\n")
    assert outcome.code == 0
    assert outcome.out.startswith("> BLOOM has 176 billion parameters.\nSupported: ")
    assert "\n“As a step towards" in outcome.out
    assert "> The moon is far.\nNot enough information: " in outcome.out


def test_a_claim_that_is_none_is_bad_usage(footnote: Run) -> None:
    """The reason is told, and with --json the line says so too."""
    outcome = footnote("check", " ", "--json")
    assert outcome.code == 2
    assert outcome.lines()[0]["verdict"] == "not_enough_info"
    assert "There is no claim" in one_line(outcome.err)
    assert "The claim has 10,000 characters" in footnote("check", "claim" * 2000).err
    assert footnote("check", "BLOOM has 176B parameters.").out.startswith("Supported: ")


def test_the_turns_of_a_conversation_are_asked_in_its_context(footnote: Run) -> None:
    """A turn follows up on those before it; an empty line begins the next conversation."""
    turns = b"Who wrote the Mixtral paper?\nand its license?\n\nand its license?\n"
    outcome = footnote("ask", "--conversation", "--json", stdin=turns)
    wrote, licence, nothing = outcome.lines()
    assert wrote["status"] == "answered"
    assert licence["short_answer"] == "Apache 2.0"
    assert "Mixtral" in str(licence["notes"])
    assert nothing["status"] == "abstained"


def test_papers_gives_every_paper_a_line(footnote: Run) -> None:
    """28 abstracts from 34 places, 21 of them with a title."""
    done = footnote("papers", "--json")
    papers = done.lines()
    assert (done.code, done.err, len(papers)) == (0, "", 28)
    for paper in papers:
        jsonschema.validate(paper, PAPER)
    assert sum(paper["title"] is not None for paper in papers) == 21
    sources = [source for paper in papers for source in paper["sources"]]  # type: ignore[attr-defined]
    assert len(sources) == 34


def test_papers_finds_what_a_query_names(footnote: Run) -> None:
    """The words of a query need no quotes; a blank one lists all."""
    found = footnote("papers", "BLOOM", "176B", "--json").lines()
    assert str(found[0]["title"]).startswith("BLOOM: A 176B-Parameter")
    assert footnote("papers", "BLOOM", "176B").out.startswith("1. BLOOM: A 176B-Parameter")
    assert len(footnote("papers", " ", "--json").lines()) == 28


def test_papers_lists_those_of_a_year(footnote: Run) -> None:
    """And says so where there are none."""
    papers = footnote("papers", "2023", "--json").lines()
    assert {str(paper["published"]["date"])[:4] for paper in papers} == {"2023"}  # type: ignore[index]
    assert footnote("papers", "1987").err.startswith("No paper fits “1987”")
