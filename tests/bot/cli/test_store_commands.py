import io
import json
from pathlib import Path

import pytest

from bot.cli.main import main
from knowledge.store import Store
from tests.knowledge.making import numbered, record


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data directory whose base has two ingests, one of them into a server's collection."""
    folder = tmp_path / "data"
    with Store.open(folder, create=True, user="ann") as store:
        store.add("base", numbered(0, 3), what=["pages\x1b[31m"])
        store.add("server", [record("We study subject 1.", file="b"), *numbered(5, 6)])
    return folder


def told(capsys: pytest.CaptureFixture[str], data: Path, *command: str, code: int = 0) -> str:
    """What a command prints on stdout."""
    assert main([*command, "--data", str(data)]) == code
    return capsys.readouterr().out


def lines(capsys: pytest.CaptureFixture[str], data: Path, *command: str) -> list[dict[str, object]]:
    """The JSON Lines that a command prints."""
    return [json.loads(line) for line in told(capsys, data, *command).splitlines()]


def test_the_history_is_told(capsys: pytest.CaptureFixture[str], data: Path) -> None:
    """For people in a few lines an entry, which no page can colour; for programs as JSON Lines."""
    shown = told(capsys, data, "history")
    assert "1. ingest pages" in shown
    assert "by ann, base" in shown
    assert "3 records, 3 new abstracts" in shown
    assert "\x1b" not in shown
    entries = lines(capsys, data, "history", "--json", "--collection", "server")
    assert [entry["collection"] for entry in entries] == ["server"]
    assert entries[0]["counts"] == {
        "records": 2,
        "abstracts_added": 1,
        "exact_duplicates": 1,
        "near_duplicates": 0,
        "rejected": 0,
    }


def test_undoing_and_redoing(capsys: pytest.CaptureFixture[str], data: Path) -> None:
    """An entry is undone by its number; the undoing is an entry that can be undone."""
    (entry,) = lines(capsys, data, "undo", "1", "--json")
    assert (entry["kind"], entry["undoes"]) == ("undo", 1)
    assert "undone by 3" in told(capsys, data, "history")
    assert "undo 3" in told(capsys, data, "undo", "3")
    (paper, *_) = lines(capsys, data, "papers", "--json")
    assert paper["title"] == "Subject 0"


def test_removing_an_abstract(capsys: pytest.CaptureFixture[str], data: Path) -> None:
    """By the id that the list of papers gives; one that is not there is told in one line."""
    paper = lines(capsys, data, "papers", "--json")[1]
    identifier = str(paper["abstract_id"])
    assert "remove" in told(capsys, data, "remove", identifier)
    assert [p["title"] for p in lines(capsys, data, "papers", "--json")] == [
        "Subject 0",
        "Subject 2",
    ]
    assert main(["remove", identifier, "--data", str(data)]) == 1
    error = capsys.readouterr().err
    assert "There is no abstract" in error
    assert error.count("\n") == 1


def test_comparing_two_versions(capsys: pytest.CaptureFixture[str], data: Path) -> None:
    """Each abstract that came, went or changed has its mark, and the sum stands below."""
    (entry,) = lines(capsys, data, "undo", "1", "--json")
    versions = str(entry["version_before"])[:8], str(entry["version_after"])
    shown = told(capsys, data, "diff", *versions)
    assert "- Subject 0" in shown
    assert "0 came, 3 went, 0 changed." in shown
    found = lines(capsys, data, "diff", *reversed(versions), "--json")
    assert [(each["fate"], each["before"]) for each in found] == [("came", None)] * 3


def test_exported_lines_make_the_same_base(
    capsys: pytest.CaptureFixture[str], data: Path, tmp_path: Path
) -> None:
    """To a file or to stdout; ingested elsewhere they have the same knowledge version."""
    file = tmp_path / "all.jsonl"
    assert told(capsys, data, "export", str(file), "--collection", "server") == ""
    assert told(capsys, data, "export", "--collection", "server") == file.read_text()
    with Store.open(data) as store:
        expected = store.knowledge_version("server")
    (report,) = lines(capsys, tmp_path / "new", "ingest", str(file), "--json")
    assert report["knowledge_version"] == expected
    assert sorted(path.name for path in tmp_path.iterdir()) == ["all.jsonl", "data", "new"]


def test_a_file_that_cannot_be_written_is_told(
    capsys: pytest.CaptureFixture[str], data: Path, tmp_path: Path
) -> None:
    """An export into a folder that is not there is one line on stderr, exit code 1."""
    assert main(["export", str(tmp_path / "no" / "where"), "--data", str(data)]) == 1
    assert capsys.readouterr().err.count("\n") == 1
    (tmp_path / "folder").mkdir()
    assert main(["export", str(tmp_path / "folder"), "--data", str(data)]) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "folder"]


def test_a_base_is_copied_and_put_back(
    capsys: pytest.CaptureFixture[str], data: Path, tmp_path: Path
) -> None:
    """Also into a data directory that holds no base yet."""
    copy = str(tmp_path / "copy.db")
    told(capsys, data, "backup", copy)
    told(capsys, data, "undo", "1")
    told(capsys, data, "restore", copy)
    told(capsys, tmp_path / "new", "restore", copy)
    for folder in (data, tmp_path / "new"):
        assert len(lines(capsys, folder, "papers", "--json")) == 3
        assert "sound" in told(capsys, folder, "verify")
        assert "restore" in told(capsys, folder, "history")


def test_an_unsound_base_is_told(capsys: pytest.CaptureFixture[str], data: Path) -> None:
    """Every flaw is a line on stderr, with what to do at the end; exit code 1."""
    with Store.open(data) as store, store._writing() as connection:
        connection.exec_driver_sql("UPDATE collections SET abstracts = abstracts + 1")
    assert main(["verify", "--data", str(data)]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.splitlines()[-1].endswith("footnote restore FILE.")
    assert len(captured.err.splitlines()) == 5  # two of each collection, and what to do


def test_a_new_collection_is_made_by_ingesting(
    capsys: pytest.CaptureFixture[str], data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Asking one that is not there is an error; ingesting into it is not."""
    assert main(["papers", "--collection", "new", "--data", str(data)]) == 1
    assert "no collection “new”" in capsys.readouterr().err
    page = data.parent / "page.jsonl"
    page.write_text(json.dumps({"title": "T", "abstract": "Something else altogether."}))
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO()))
    told(capsys, data, "ingest", str(page), "--collection", "new")
    assert len(lines(capsys, data, "papers", "--json", "--collection", "new")) == 4
