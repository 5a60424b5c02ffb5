"""How a cluster is spoken to: over TLS whose certificate is checked, as a user or with a key."""

import base64
import dataclasses
import json
import shutil
import ssl
import subprocess
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from bot.settings import SettingsError, load_settings
from knowledge.errors import StoreError
from knowledge.search.cluster.connection import Address, client, told
from tests.knowledge.shelf import assert_one_line

SAID: list[str | None] = []
REFUSED = "nobody"


class Doorkeeper(BaseHTTPRequestHandler):
    """Notes who asks, and lets all in but one."""

    def do_GET(self) -> None:  # as it is called
        who = self.headers.get("authorization")
        SAID.append(who)
        answer = json.dumps({"version": {"number": "3.8.0"}}).encode()
        self.send_response(401 if who and REFUSED in who else 200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate that vouches for itself, with its key beside it."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl is not installed")
    folder = tmp_path_factory.mktemp("certificate")
    made = folder / "cert.pem"
    command = [
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=localhost",
    ]
    names = ["-addext", "subjectAltName=IP:127.0.0.1"]
    files = ["-keyout", str(folder / "key.pem"), "-out", str(made)]
    subprocess.run([openssl, *command, *names, *files], check=True, capture_output=True)
    return made


@pytest.fixture
def door(certificate: Path) -> Iterator[str]:
    """The URL of a server that speaks TLS."""
    SAID.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Doorkeeper)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, certificate.with_name("key.pem"))
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"https://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_who_asks_is_said(door: str, certificate: Path) -> None:
    """A user with a password, or an API key; neither is shown."""
    address = Address((door,), authority=certificate, user="ann", password="secret-word")
    client(address).info()
    assert SAID[-1] == f"Basic {base64.b64encode(b'ann:secret-word').decode()}"
    keyed = Address((door,), authority=certificate, key="c2VjcmV0")
    client(keyed).info()
    assert SAID[-1] == "ApiKey c2VjcmV0"
    assert "secret-word" not in repr(address)
    assert "c2VjcmV0" not in repr(keyed)


def test_a_certificate_is_checked(door: str, certificate: Path) -> None:
    """Nothing is said to a server for which nobody vouches."""
    address = Address((door,), user="ann", password="secret-word")
    with pytest.raises(StoreError, match="could not be used") as failed, told(address):
        client(address).info()
    assert_one_line(failed.value)
    assert SAID == []
    client(dataclasses.replace(address, authority=certificate)).info()
    assert len(SAID) == 1


def test_who_is_not_let_in_is_told(door: str, certificate: Path) -> None:
    """It is no fault of the cluster's."""
    address = Address((door,), authority=certificate, key=REFUSED)
    with pytest.raises(StoreError, match="does not let us in") as failed, told(address):
        client(address).info()
    assert_one_line(failed.value)


def test_it_is_set_from_outside(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Addresses, name and who asks; secrets come from files."""
    assert load_settings().engine() is None
    (tmp_path / "password").write_text("secret-word\n")
    values = {
        "URLS": "https://a:9200, https://b:9200",
        "NAME": "papers",
        "SHARDS": "2",
        "CA_FILE": str(tmp_path / "ca.pem"),
        "USER": "ann",
        "PASSWORD_FILE": str(tmp_path / "password"),
    }
    for name, value in values.items():
        monkeypatch.setenv(f"FOOTNOTE_SEARCH__{name}", value)
    assert load_settings().engine() == Address(
        ("https://a:9200", "https://b:9200"), "papers", 2, tmp_path / "ca.pem", "ann", "secret-word"
    )
    monkeypatch.setenv("FOOTNOTE_RETRIEVAL__ENGINE", "tantivy")
    assert load_settings().engine() == "tantivy"


@pytest.mark.parametrize(
    ("name", "value"),
    [("URLS", "a:9200"), ("URLS", "https://ann:secret@a:9200"), ("NAME", "No Name")],
)
def test_what_cannot_be_used_is_told(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    """In one line, without the value."""
    monkeypatch.setenv(f"FOOTNOTE_SEARCH__{name}", value)
    with pytest.raises(SettingsError) as failed:
        load_settings()
    assert_one_line(failed.value)
    assert value not in str(failed.value)
