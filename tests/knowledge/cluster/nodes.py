"""An OpenSearch cluster of the tests' own: real nodes, on loopback, that end with the tests."""

import os
import re
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Self

OLDEST = 21
"""OpenSearch 3 needs this version of Java."""
_HERE = Path(__file__).parent
_JVMS = Path("/usr/lib/jvm")
_HEAP = "256m"
_FLAGS = ("-XX:+UseSerialGC", "-Dlog4j2.disable.jmx=true")
_QUICK = "-XX:TieredStopAtLevel=1"
"""It starts sooner, and runs slower: right for tests, wrong for measuring."""
_PATIENCE = 540
"""Seconds for a cluster to come up: for what hangs, no more."""


@cache
def missing() -> str | None:
    """What is missing to start a cluster; None: nothing."""
    if _newest() is None:
        return f"there is no JDK of version {OLDEST} or newer in {_JVMS}"
    return None if shutil.which("mvn") else "Maven is not installed (Debian: apt-get install maven)"


def java() -> Path:
    """The newest Java, which can run a cluster; where `missing` says nothing."""
    if (found := _newest()) is None:
        raise AssertionError(missing())
    return found


@cache
def _newest() -> Path | None:
    homes = [Path(home) for home in [os.environ.get("JAVA_HOME")] if home]
    homes += sorted(_JVMS.iterdir()) if _JVMS.is_dir() else []
    versions = {home: _version(home) for home in homes if (home / "bin" / "java").exists()}
    fit = [home for home, version in versions.items() if version >= OLDEST]
    return max(fit, key=lambda home: versions[home]) / "bin" / "java" if fit else None


def _version(home: Path) -> int:
    try:
        about = (home / "release").read_text(encoding="utf-8")
    except OSError:
        return 0
    found = re.search(r'^JAVA_VERSION="(\d+)', about, re.MULTILINE)
    compiles = (home / "bin" / "javac").exists()
    return int(found[1]) if found and compiles else 0


@cache
def _classes() -> str:
    """Where Java finds OpenSearch, which Maven has fetched, or fetches now."""
    with tempfile.TemporaryDirectory() as folder:
        written = Path(folder) / "classpath"
        command = ["mvn", "-q", "-B", "-f", str(_HERE / "pom.xml")]
        command += ["dependency:build-classpath", f"-Dmdep.outputFile={written}"]
        said = ""
        for offline in (["-o"], []):
            done = subprocess.run(
                command + offline, capture_output=True, text=True, check=False, cwd=folder
            )
            if done.returncode == 0:
                return written.read_text(encoding="utf-8").strip()
            said = done.stdout
    raise AssertionError(said)


def _compile(folder: Path) -> None:
    """Compile what starts a node: once, as each node would do it again by itself."""
    if folder.exists():
        return
    compiler = java().with_name("javac")
    command = [str(compiler), "-cp", _classes(), "-d", str(folder), str(_HERE / "Node.java")]
    subprocess.run(command, check=True, capture_output=True)


class Cluster:
    """Some nodes, each a process of its own. Use it as a context manager."""

    def __init__(self, count: int, folder: Path, heap: str = _HEAP) -> None:
        self._folder = folder
        self._heap = heap
        ports = _free_ports(2 * count)
        self._http, self._inner = ports[:count], ports[count:]
        self._running: dict[int, subprocess.Popen[bytes]] = {}

    @property
    def urls(self) -> tuple[str, ...]:
        """Where the nodes answer."""
        return tuple(f"http://127.0.0.1:{port}" for port in self._http)

    def start(self, numbers: Sequence[int] | None = None) -> None:
        """Start nodes, all of them or those with these numbers."""
        _compile(self._folder / "classes")
        for number in range(len(self._http)) if numbers is None else numbers:
            self._running[number] = self._started(number)

    def _started(self, number: int) -> "subprocess.Popen[bytes]":
        names = ",".join(f"n{n}" for n in range(len(self._http)))
        inner = [self._inner[number], *self._inner[:number], *self._inner[number + 1 :]]
        command = [str(java()), f"-Xms{self._heap}", f"-Xmx{self._heap}", *_FLAGS]
        command += [_QUICK] if self._heap == _HEAP else []
        classes = f"{self._folder / 'classes'}{os.pathsep}{_classes()}"
        command += ["-cp", classes, "Node", f"n{number}"]
        command += [str(self._folder / f"n{number}"), str(self._http[number])]
        command += [",".join(map(str, inner)), names]
        with (self._folder / f"n{number}.log").open("ab") as log:
            return subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=log, stderr=log, cwd=self._folder
            )

    def kill(self, number: int) -> None:
        """End a node at once, as `kill -9` does."""
        node = self._running.pop(number)
        node.kill()
        node.wait()
        if node.stdin:
            node.stdin.close()

    def wait(self, nodes: int | None = None) -> None:
        """Return once so many nodes, or all, are together, with all that they should hold."""
        wanted = len(self._http) if nodes is None else nodes
        query = f"_cluster/health?wait_for_nodes={wanted}&wait_for_status=green&timeout=2s"
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until:
            for number in list(self._running):
                if self._running[number].poll() is not None:
                    log = (self._folder / f"n{number}.log").read_text(errors="replace")
                    raise AssertionError(log[-2000:])
            try:
                with urllib.request.urlopen(
                    f"http://127.0.0.1:{self._http[min(self._running)]}/{query}", timeout=10
                ):
                    return
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        logs = [path.read_text(errors="replace")[-1500:] for path in self._folder.glob("*.log")]
        raise AssertionError("\n".join(["The cluster did not come up.", *logs]))

    def worked(self) -> float:
        """Seconds of processor time that the nodes that run have used."""
        ticks = 0
        for node in self._running.values():
            about = Path(f"/proc/{node.pid}/stat").read_text(encoding="utf-8")
            ticks += sum(map(int, about.rsplit(")", 1)[1].split()[11:13]))
        return ticks / os.sysconf("SC_CLK_TCK")

    def stop(self) -> None:
        """End all nodes."""
        for node in self._running.values():
            node.kill()  # what they hold goes with them
        for node in self._running.values():
            node.wait()
            if node.stdin:
                node.stdin.close()
        self._running.clear()

    def __enter__(self) -> Self:
        self.start()
        self.wait()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        where: TracebackType | None,
    ) -> None:
        self.stop()


@contextmanager
def running(count: int = 1, heap: str = _HEAP) -> Iterator[Cluster]:
    """A cluster of so many nodes, in a folder that goes with it."""
    with (
        TemporaryDirectory(prefix="footnote-cluster-") as folder,
        Cluster(count, Path(folder), heap) as cluster,
    ):
        yield cluster


def _free_ports(count: int) -> list[int]:
    with ExitStack() as open_sockets:
        held = [open_sockets.enter_context(socket.socket()) for _ in range(count)]
        for each in held:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in held]
