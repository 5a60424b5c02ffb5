import os
from pathlib import Path

import pytest

from knowledge.errors import PageError
from knowledge.formats.pages import read
from knowledge.formats.streams.paths import expand


def _tree(root: Path) -> Path:
    for name in ("b.txt", "a.txt", "sub/c.txt", ".hidden", ".git/d.txt", "manifest.json"):
        path = root / "pages" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Abstract: x")
    return root / "pages"


def test_a_folder_is_searched_in_order(tmp_path: Path) -> None:
    """Files come sorted, from all levels; hidden files and manifests are left out."""
    folder = _tree(tmp_path)
    assert list(expand([folder])) == [
        (folder / "a.txt", "pages/a.txt"),
        (folder / "b.txt", "pages/b.txt"),
        (folder / "sub" / "c.txt", "pages/sub/c.txt"),
    ]


def test_a_file_is_named_as_its_folder_names_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However a page is reached, its source is spelt the same, and the path stays as given."""
    monkeypatch.chdir(_tree(tmp_path))
    assert list(expand([Path("a.txt")])) == [(Path("a.txt"), "pages/a.txt")]
    assert list(expand([Path("../pages/./a.txt")])) == [(Path("../pages/a.txt"), "pages/a.txt")]
    assert next(expand([Path()]))[1] == "pages/a.txt"
    assert next(expand([Path("../pages")])) == (Path("../pages/a.txt"), "pages/a.txt")


def test_a_page_comes_once(tmp_path: Path) -> None:
    """A page that is named twice, or linked, is read once."""
    folder = _tree(tmp_path)
    (folder / "z.txt").symlink_to(folder / "a.txt")
    found = list(expand([folder / "b.txt", folder, folder]))
    assert [file for _, file in found] == ["pages/b.txt", "pages/a.txt", "pages/sub/c.txt"]


def test_what_is_missing_is_passed_on(tmp_path: Path) -> None:
    """A path that leads nowhere comes out, so that reading it tells of it."""
    (tmp_path / "empty").mkdir()
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    for name in ("none", "empty", "loop"):
        ((path, _),) = expand([tmp_path / name])
        assert path == tmp_path / name
        with pytest.raises(PageError):
            list(read(path, "x"))


def test_a_folder_that_may_not_be_read_is_passed_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder below that cannot be searched comes out beside the pages that can."""
    folder = _tree(tmp_path)
    really = os.scandir

    def refuse(path: str) -> object:
        if path.endswith("sub"):
            raise PermissionError(13, "Permission denied", path)
        return really(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert [file for _, file in expand([folder])] == ["pages/a.txt", "pages/b.txt", "pages/sub"]
    assert list(expand([folder / "sub"])) == [(folder / "sub", "sub")]


def test_a_path_that_may_not_be_looked_at_is_passed_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the system refuses even to say what a path is, it is taken for a file."""

    def refuse(_: Path) -> bool:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "is_dir", refuse)
    assert list(expand([tmp_path / "page"])) == [(tmp_path / "page", f"{tmp_path.name}/page")]
    with pytest.raises(PageError, match="may not be read"):
        read(tmp_path / "page", "x")


def test_names_that_are_no_text_become_text(tmp_path: Path) -> None:
    """A file name of any bytes gives a source name that can be stored."""
    name = os.fsdecode(b"p\xff.txt")
    (tmp_path / name).write_text("Abstract: x")
    ((path, file),) = expand([tmp_path / name])
    file.encode()
    assert path.name == name
    assert file.endswith("/p\ufffd.txt")
