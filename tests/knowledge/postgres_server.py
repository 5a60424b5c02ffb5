"""A PostgreSQL server of the tests' own: on loopback, in a folder that goes with it."""

import os
import shutil
import signal
import socket
import subprocess
import time
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import sqlalchemy as sa

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


class Server:
    """A server on loopback; `url` is that of a database in it, whenever it runs."""

    def __init__(self, bin_folder: Path, folder: Path) -> None:
        self._control = (bin_folder / "pg_ctl", "-D", folder / "data", "-l", folder / "log", "-w")
        self._pid_file = folder / "data" / "postmaster.pid"
        self._port = _free_port()
        self._runs = False
        self.url = f"postgresql+psycopg://footnote@127.0.0.1:{self._port}/postgres"

    def start(self) -> None:
        """Start it, and return when it answers."""
        options = " ".join(f"-c {key}={value}" for key, value in _SETTINGS.items())
        _run(*self._control, "-o", f"-p {self._port} {options}", "start")
        self._runs = True

    def kill(self) -> None:
        """Kill it with SIGKILL; return when none of its processes is left."""
        pid = int(self._pid_file.read_text().split()[0])
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        os.kill(pid, signal.SIGKILL)
        self._runs = False
        while any(Path(f"/proc/{child}").exists() for child in children):
            time.sleep(0.01)

    def stop(self) -> None:
        """Stop it, whatever is connected; one that was killed is no error."""
        if self._runs:
            _run(*self._control, "-m", "immediate", "stop")
            self._runs = False


@contextmanager
def laid_out(bin_folder: Path) -> Iterator[Path]:
    """What a server that has never run keeps: `served` copies it, which is quicker than making."""
    with TemporaryDirectory() as name:
        _give_away(name)
        data = Path(name) / "data"
        _run(bin_folder / "initdb", "-D", data, "-U", "footnote", "-A", "trust", "-E", "UTF8", "-N")
        yield data


@contextmanager
def served(bin_folder: Path, data: Path | None = None) -> Iterator[Server]:
    """A server that runs, and may be killed and started again meanwhile; `data` is `laid_out`."""
    with ExitStack() as stack:
        data = data or stack.enter_context(laid_out(bin_folder))
        name = stack.enter_context(TemporaryDirectory())
        _give_away(name)
        _run("cp", "-a", data, name)
        server = Server(bin_folder, Path(name))
        server.start()
        stack.callback(server.stop)
        yield server


@contextmanager
def running(bin_folder: Path) -> Iterator[str]:
    """A server that runs; the URL of a database in it."""
    with served(bin_folder) as server:
        yield server.url


def schema(url: str) -> str:
    """The URL of a new schema in a database."""
    name = f"test_{uuid.uuid4().hex}"
    engine = sa.create_engine(url)
    with engine.begin() as connection:
        connection.execute(sa.schema.CreateSchema(name))
    engine.dispose()
    return f"{url}?options=-csearch_path%3D{name}"


def _give_away(folder: str) -> None:
    if os.geteuid() == 0:  # the server refuses to run as root
        shutil.chown(folder, _ACCOUNT)


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
