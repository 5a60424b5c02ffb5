"""A PostgreSQL server of the tests' own: on loopback, in a folder that goes with it."""

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

_ACCOUNT = "postgres"
_SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "fsync": "off",
    "unix_socket_directories": "''",
    "max_connections": "60",
    "shared_buffers": "16MB",
}


@cache
def programs() -> Path | None:
    """The folder with PostgreSQL's programs, which Debian keeps off PATH; None: not installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    on_path = shutil.which("initdb")
    if found:
        return found[-1].parent
    return Path(on_path).resolve().parent if on_path else None


@contextmanager
def running(bin_folder: Path) -> Iterator[str]:
    """A server that runs; the URL of a database in it."""
    with TemporaryDirectory() as name:
        data = Path(name) / "data"
        data.mkdir()
        if os.geteuid() == 0:  # it refuses to run as root
            shutil.chown(name, _ACCOUNT)
            shutil.chown(data, _ACCOUNT)
        port = _free_port()
        _run(bin_folder / "initdb", "-D", data, "-U", "footnote", "-A", "trust", "-E", "UTF8", "-N")
        options = " ".join(f"-c {key}={value}" for key, value in _SETTINGS.items())
        control = (bin_folder / "pg_ctl", "-D", data, "-l", data / "log", "-w")
        _run(*control, "-o", f"-p {port} {options}", "start")
        try:
            yield f"postgresql+psycopg://footnote@127.0.0.1:{port}/postgres"
        finally:
            _run(*control, "-m", "immediate", "stop")


def _run(*command: object) -> None:
    account = _ACCOUNT if os.geteuid() == 0 else None
    done = subprocess.run(
        [str(part) for part in command],
        user=account,
        cwd="/",
        env={"LC_ALL": "C", "PATH": os.environ.get("PATH", "/usr/bin:/bin")},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE if "initdb" in str(command[0]) else subprocess.DEVNULL,
        stderr=subprocess.STDOUT if "initdb" in str(command[0]) else subprocess.DEVNULL,
        check=False,
    )
    assert done.returncode == 0, (command, done.stdout)


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
        return port
