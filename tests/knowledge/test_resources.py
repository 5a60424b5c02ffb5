import hashlib
import json
from pathlib import Path

import pytest

from knowledge import resources
from knowledge.resources import resource


def test_a_checkout_carries_its_files_beside_the_package() -> None:
    """Seeds and config are found where they are."""
    assert (resource("seeds") / "manifest.json").is_file()
    assert (resource("config") / "words.toml").is_file()


def test_a_wheel_carries_its_files_inside_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the package has the folder itself, that one is taken."""
    (tmp_path / "knowledge" / "_resources" / "seeds").mkdir(parents=True)
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path / "knowledge")
    assert resource("seeds") == tmp_path / "knowledge" / "_resources" / "seeds"
    assert resource("config") == tmp_path / "config"


def test_the_seeds_are_as_their_manifest_says() -> None:
    """Every page is there, byte for byte, and none is there that the manifest leaves out."""
    folder = resource("seeds")
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    listed = {entry["name"]: entry["sha256"] for entry in manifest["files"]}
    held = {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in folder.glob("*.txt")}
    assert held == listed
