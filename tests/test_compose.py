"""The files that start several machines set what there is to set, and name what they have."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]

from bot.ledger.sharding import Plan
from bot.settings import Settings
from knowledge.store import url_of
from tests.offered import environment

ROOT = Path(__file__).resolve().parent.parent
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docs/compose.yaml").read_text(encoding="utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
BOTS = [name for name in SERVICES if name.startswith("bot-")]
NODES = [name for name in SERVICES if name.startswith("search-")]
MANIFESTS: list[dict[str, Any]] = [
    document
    for fence in re.findall(
        r"^```yaml\n(.*?)^```",
        (ROOT / "docs/operating.md").read_text(encoding="utf-8"),
        re.DOTALL | re.MULTILINE,
    )
    for document in yaml.safe_load_all(fence)
]


def _of_manifest(manifest: dict[str, Any]) -> dict[str, str]:
    """The variables that a manifest of Kubernetes sets; those of secrets with no value."""
    (container,) = manifest["spec"]["template"]["spec"]["containers"]
    return {each["name"]: each.get("value", "secret") for each in container["env"]}


SET = [SERVICES[name]["environment"] for name in BOTS] + [_of_manifest(m) for m in MANIFESTS]


def test_there_are_two_bots_a_database_and_three_nodes() -> None:
    """Each bot from one image, which holds what the two others need."""
    assert (len(BOTS), len(NODES)) == (2, 3)
    assert {*SERVICES} == {*BOTS, *NODES, "database"}
    lock = {SERVICES[name]["build"]["args"]["REQUIREMENTS"] for name in BOTS}
    assert [(ROOT / name).is_file() for name in lock] == [True]
    assert len(MANIFESTS) == 1


@pytest.mark.parametrize("variables", SET)
def test_every_variable_is_a_setting(
    variables: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """That exists, with a value that it takes; what is secret comes from whoever starts it."""
    known = {*re.findall(r"`([A-Z_]+)`", environment())}
    assert variables.keys() <= known
    given = {name: re.sub(r"\$\{\w+:\?\}", "secret", text) for name, text in variables.items()}
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    settings = Settings()
    token = settings.token()
    assert token is not None
    assert token.get_secret_value() == "secret"
    assert settings.search.urls
    assert Plan.of(settings.shards) == Plan()
    assert given["FOOTNOTE_DATABASE_URL"] == "secret" or url_of(given["FOOTNOTE_DATABASE_URL"])


def test_what_is_named_is_there() -> None:
    """Nodes know each other, bots all nodes; volumes, networks and services are those there are."""
    for name in BOTS:
        bot = SERVICES[name]
        urls = bot["environment"]["FOOTNOTE_SEARCH__URLS"].split(",")
        assert urls == [f"http://{node}:9200" for node in NODES]
        assert {*bot["depends_on"]} == {*NODES, "database"}
        assert "@database/" in bot["environment"]["FOOTNOTE_DATABASE_URL"]
    for name in NODES:
        told = SERVICES[name]["environment"]
        assert told["node.name"] == name
        for key in ("discovery.seed_hosts", "cluster.initial_cluster_manager_nodes"):
            assert told[key].split(",") == NODES
    mounted = {each.split(":")[0] for s in SERVICES.values() for each in s.get("volumes", ())}
    assert mounted == {*COMPOSE["volumes"]}
    used = {each for service in SERVICES.values() for each in service["networks"]}
    assert used == {"default", *COMPOSE["networks"]}
