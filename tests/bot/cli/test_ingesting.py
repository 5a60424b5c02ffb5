"""`ingest` and `add` keep their contract: what they store, what they report, and how they exit."""

import json
from pathlib import Path

import jsonschema

from knowledge.settings import resource
from tests.bot.cli.command_line import Run, one_line
from tests.bot.cli.test_jsonlines import INGEST


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
    assert "no identifier" in one_line(footnote("add", "x", "--data", data).err)
    told = one_line(footnote("add", "pmid:1", "--contact", "nobody", "--data", data).err)
    assert "is no e-mail address" in told
