"""The command line keeps its contract: what it prints where, and how it exits."""

import io
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import jsonschema
import pytest

from bot import app
from bot.cli import console
from bot.cli import main as cli
from knowledge.base import KnowledgeBase
from knowledge.settings import resource
from tests.bot.cli.test_jsonlines import INGEST, PAPER, REPLY, VERDICT

ASKED = "How many parameters does BLOOM have?"


class _Keyboard(io.TextIOWrapper):
    """Standard input where a person types."""

    def isatty(self) -> bool:
        return True


@dataclass(frozen=True)
class Outcome:
    """What a command line did."""

    code: int
    out: str
    err: str

    def lines(self) -> list[dict[str, object]]:
        """Stdout as JSON Lines."""
        return [json.loads(line) for line in self.out.splitlines()]


Run = Callable[..., Outcome]


@pytest.fixture
def footnote(
    seeded: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Run:
    """Carry out a command line on the seeds, with these bytes on stdin."""
    monkeypatch.setenv("FOOTNOTE_DATA_DIR", str(seeded))
    for name in ("DISCORD_TOKEN", "DISCORD_TOKEN_FILE", "FOOTNOTE_TOKEN_FILE"):
        monkeypatch.delenv(name, raising=False)

    def run(*arguments: str, stdin: bytes = b"", keyboard: bool = False) -> Outcome:
        stream = (_Keyboard if keyboard else io.TextIOWrapper)(io.BytesIO(stdin), "utf-8")
        monkeypatch.setattr(sys, "stdin", stream)
        code = cli.main(arguments)
        return Outcome(code, *capsys.readouterr())

    return run


def _one_line(err: str) -> str:
    """Stderr as the one line that it has to be."""
    assert err.count("\n") == 1
    assert err.startswith("footnote: ")
    assert "Traceback" not in err
    return err


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
    _one_line(done.err)
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
    assert "in quotes" in _one_line(done.err)
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
    assert "There is no claim" in _one_line(outcome.err)
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


def test_ingest_reports_what_it_did(footnote: Run, tmp_path: Path) -> None:
    """A fresh base starts empty; a second time everything is a duplicate."""
    data = str(tmp_path / "new")
    done = footnote("ingest", str(resource("seeds")), "--json", "--data", data)
    assert (done.code, done.err) == (0, "")
    (report,) = done.lines()
    jsonschema.validate(report, INGEST)
    expected = {"records": 34, "abstracts_added": 28, "exact_duplicates": 6, "near_duplicates": 0}
    assert {key: report[key] for key in expected} == expected
    assert report["rejected"] == []
    again = footnote("ingest", str(resource("seeds")), "--data", data)
    assert (again.code, again.err) == (0, "")
    assert "34 records read" in again.out
    assert "0 new abstracts" in again.out


def test_ingest_stores_the_good_pages_and_reports_the_others(footnote: Run, tmp_path: Path) -> None:
    """A missing page and binary noise among good ones are rejected, each with its name."""
    good, noise = tmp_path / "good.txt", tmp_path / "noise.txt"
    good.write_text("Abstract: Tidal is a model of the sea. It has 176B parameters.\n")
    noise.write_bytes(bytes(range(256)) * 40)
    missing, data = tmp_path / "missing.txt", tmp_path / "data"
    paths = (str(missing), str(noise), str(good))
    done = footnote("ingest", *paths, "--data", str(data))
    assert done.code == 0
    assert "missing.txt" in done.err
    assert "noise.txt" in done.err
    assert len(footnote("papers", "--data", str(data), "--json").lines()) == 1


def test_ingest_of_nothing_readable_is_an_error(footnote: Run, tmp_path: Path) -> None:
    """The report is printed all the same."""
    missing = str(tmp_path / "missing.txt")
    done = footnote("ingest", missing, "--json", "--data", str(tmp_path / "data"))
    assert done.code == 1
    (report,) = done.lines()
    assert report["records"] == 0
    assert report["rejected"]
    assert footnote("ingest", "--data", str(tmp_path)).code == 2


def test_chat_carries_out_piped_lines(footnote: Run) -> None:
    """No prompt and no greeting: answers alone, then the end."""
    done = footnote("chat", stdin=f"/ask {ASKED}\n".encode())
    assert (done.code, done.err) == (0, "")
    assert done.out == footnote("ask", ASKED).out


def test_chat_greets_a_person(footnote: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """What could be asked, a prompt for every line, and a farewell when they end."""
    monkeypatch.setattr(console, "typed", lambda: True)
    done = footnote("chat", stdin=b"/about\n", keyboard=True)
    assert done.code == 0
    assert done.out.startswith("Answers come from the abstracts of 28 papers")
    assert "How many languages does BLOOM have?" in done.out
    assert "Papers: 28" in done.out
    assert done.out.endswith("Goodbye.\n\n")


def test_chat_without_stdin_ends_at_once(
    footnote: Run, monkeypatch: pytest.MonkeyPatch, seeded: Path
) -> None:
    """As when a service starts it with stdin closed; asking is bad usage then."""
    assert footnote("chat").code == 0
    monkeypatch.setattr(sys, "stdin", None)
    assert cli.main(["chat", "--data", str(seeded)]) == 0
    assert cli.main(["ask", "--data", str(seeded)]) == 2


def test_run_starts_the_bot_and_hands_on_its_exit_code(
    footnote: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The bot gets the data directory and the collection."""
    started: list[tuple[Path, str]] = []

    def run(data_dir: Path, collection: str) -> int:
        started.append((data_dir, collection))
        return 1

    monkeypatch.setattr(app, "run", run)
    assert footnote("run", "--data", str(tmp_path), "--collection", "ours").code == 1
    assert started == [(tmp_path, "ours")]


def test_the_version_and_the_help_are_printed(footnote: Run) -> None:
    """Both on stdout; without a command the help is for stderr, as that is bad usage."""
    assert footnote("--version").out.startswith("footnote 0.")
    assert "ingest" in footnote("--help").out
    bare = footnote()
    assert (bare.code, bare.out) == (2, "")
    assert "Usage: footnote" in bare.err


@pytest.mark.parametrize(
    "arguments", [("fly",), ("ask", "--loud"), ("papers", "--data"), ("--loud",)]
)
def test_bad_usage_is_told_in_one_line(arguments: tuple[str, ...], footnote: Run) -> None:
    """With the way to the help."""
    done = footnote(*arguments)
    assert (done.code, done.out) == (2, "")
    assert _one_line(done.err).endswith(" See footnote --help.\n")


def test_an_unusable_base_is_told_in_one_line(footnote: Run, tmp_path: Path) -> None:
    """A file where the directory should be, a damaged database, an unknown collection."""
    (tmp_path / "file").write_text("no directory")
    (tmp_path / "footnote.db").write_bytes(b"no database" * 1000)
    for data in (tmp_path / "file", tmp_path):
        done = footnote("ask", ASKED, "--json", "--data", str(data))
        assert (done.code, done.out) == (1, "")
        _one_line(done.err)
    done = footnote("papers", "--collection", "nobodys")
    assert (done.code, done.out) == (1, "")
    assert "nobodys" in _one_line(done.err)


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (PermissionError(13, "Permission denied", "data"), "data: Permission denied"),
        (OSError("no space"), "no space"),
        (ZeroDivisionError("by zero"), "fault in Footnote (ZeroDivisionError: by zero)"),
    ],
)
def test_any_error_is_told_in_one_line(
    error: Exception, told: str, footnote: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also one that nobody thought of."""
    monkeypatch.setattr(KnowledgeBase, "ask", _raising(error))
    done = footnote("ask", ASKED)
    assert (done.code, done.out) == (1, "")
    assert told in _one_line(done.err)


def test_ctrl_c_ends_quietly(footnote: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the exit code that shells expect."""
    monkeypatch.setattr(KnowledgeBase, "ask", _raising(KeyboardInterrupt()))
    assert footnote("ask", ASKED, "--json") == Outcome(130, "", "")


def _raising(error: BaseException) -> Callable[..., None]:
    def fail(*_: object) -> None:
        raise error

    return fail


def test_ingest_reads_stdin(footnote: Run, tmp_path: Path) -> None:
    """In any format; its records say that they came from there."""
    data = str(tmp_path / "data")
    lines = b'{"title": "A", "abstract": "One text."}\n{"title": "B"}\n'
    done = footnote("ingest", "-", "--json", "--data", data, stdin=lines)
    assert done.lines()[0]["rejected"] == [
        {"file": "-", "line": 2, "reason": "This record has no abstract."}
    ]
    (paper,) = footnote("papers", "--json", "--data", data).lines()
    assert paper["sources"] == [{"file": "stdin", "line": 1}]


def test_add_takes_identifiers_only(footnote: Run, tmp_path: Path) -> None:
    """What is none is rejected without asking anybody; a contact must be an address."""
    data = str(tmp_path / "data")
    done = footnote("add", "no such thing", "--json", "--data", data)
    assert done.code == 1
    jsonschema.validate(done.lines()[0], INGEST)
    assert "no such thing" in json.dumps(done.lines()[0]["rejected"])
    assert "no identifier" in _one_line(footnote("add", "x", "--data", data).err)
    told = _one_line(footnote("add", "pmid:1", "--contact", "nobody", "--data", data).err)
    assert "is no e-mail address" in told
