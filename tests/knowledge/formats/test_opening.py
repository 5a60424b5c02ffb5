"""Pages as they are kept: compressed, on standard input, in folders; and bombs."""

import gzip
import importlib
import io
import json
import sys
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from knowledge.errors import PageError
from knowledge.formats.pages import read
from knowledge.formats.streams import compression
from knowledge.formats.streams.paths import STDIN, expand
from knowledge.model import Record, Rejection, Source
from knowledge.reasons.why_unusable import RecordTooLong
from tests.knowledge.formats.pages import parsed, records, rejections

zstd = importlib.import_module(
    "compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd"
)
MEGABYTE = 1024 * 1024
LINE = json.dumps({"title": "A title", "abstract": "An abstract."}) + "\n"
GROUP = "CLOct 27, 2022Code\nTesting ModelsAda Ek, Bo Li\nWe test.\n"
Pack = Callable[[bytes], bytes]
PACKERS: list[Pack] = [gzip.compress, zstd.compress]


class _Stdin:
    """Standard input that holds bytes, and gives them in small pieces as a pipe may."""

    def __init__(self, content: bytes) -> None:
        self.buffer = _Trickle(content)


class _Trickle(io.BytesIO):
    def read(self, size: int | None = -1, /) -> bytes:
        return super().read(min(7, size) if size and size > 0 else size)


@contextmanager
def _bounded(megabytes: float) -> Iterator[None]:
    """Fail where more memory than this is needed at once."""
    tracemalloc.start()
    try:
        yield
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < megabytes * MEGABYTE


@pytest.mark.parametrize("pack", PACKERS)
@pytest.mark.parametrize("content", [LINE, GROUP, "Abstract: Plain.\n"])
def test_a_compressed_page_is_read_as_it_would_be_unpacked(
    tmp_path: Path, pack: Pack, content: str
) -> None:
    """Records and lines are the same; the name does not matter."""
    plain = parsed(tmp_path, content * 3)
    assert len(plain) == 3
    assert parsed(tmp_path, pack((content * 3).encode())) == plain


@pytest.mark.parametrize("pack", PACKERS)
def test_a_damaged_page_gives_what_stands_before_the_damage(tmp_path: Path, pack: Pack) -> None:
    """A file that breaks off is told of, after its first records."""
    content = "".join(LINE.replace("An", f"Number {n} {n * n} {hash(str(n))}") for n in range(9000))
    (tmp_path / "page").write_bytes(pack(content.encode())[:-2000])
    entries = read(tmp_path / "page", "x")
    first = next(entries)
    assert isinstance(first, Record)
    with pytest.raises(PageError, match="page is damaged: it cannot be unpacked"):
        list(entries)


@pytest.mark.parametrize("head", [b"\x1f\x8b", b"\x28\xb5\x2f\xfd"])
def test_what_only_begins_like_a_compressed_page_is_damaged(tmp_path: Path, head: bytes) -> None:
    """Noise behind the mark of a compressed file is told of in one line."""
    with pytest.raises(PageError, match="is damaged"):
        parsed(tmp_path, head + b"no such thing at all")


def test_twice_compressed_is_refused(tmp_path: Path) -> None:
    """One layer is unpacked and no more."""
    with pytest.raises(PageError, match="is compressed twice"):
        parsed(tmp_path, gzip.compress(gzip.compress(LINE.encode())))


def test_without_the_module_a_zstandard_page_is_told_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message names what to install."""

    def missing(name: str) -> None:
        raise ModuleNotFoundError(name)

    monkeypatch.setattr(compression, "import_module", missing)
    with pytest.raises(PageError, match=r"Install backports\.zstd, or unpack it first"):
        parsed(tmp_path, zstd.compress(LINE.encode()))


@pytest.mark.parametrize("pack", PACKERS)
@pytest.mark.parametrize(
    "filling", [b"\0", b" ", b"x", b"x" * 999 + b"\n", b'{"abstract": "' + b"x" * 999 + b'"}\n']
)
def test_a_bomb_is_refused_in_bounded_memory(tmp_path: Path, pack: Pack, filling: bytes) -> None:
    """What unpacks to hundreds of times its size is refused, after 8 MB at the latest."""
    member = pack(filling * (MEGABYTE // len(filling)))
    (tmp_path / "bomb").write_bytes(member * 30)
    with _bounded(24), pytest.raises(PageError, match=r"is empty|is binary|as bombs do"):
        for _ in read(tmp_path / "bomb", "x"):
            pass


def test_a_long_line_costs_one_record(tmp_path: Path) -> None:
    """A line of any length is passed over, and told of, in bounded memory."""
    with (tmp_path / "page").open("w") as page:
        page.write(LINE + '{"abstract": "')
        for _ in range(30):
            page.write("x" * MEGABYTE)
        page.write('"}\n' + LINE)
    with _bounded(12):
        first, long, last = read(tmp_path / "page", "x")
    assert isinstance(first, Record)
    assert long == Rejection(str(tmp_path / "page"), 2, RecordTooLong())
    assert isinstance(last, Record)
    assert last.source == Source("x", 3)


def test_deep_nesting_costs_one_record(tmp_path: Path) -> None:
    """JSON that is nested beyond all measure is rejected, and the rest goes on."""
    page = parsed(tmp_path, LINE + '{"abstract": ' + "[" * 500_000 + "\n" + LINE)
    assert [entry.reason for entry in rejections(page)] == ["This JSON is nested too deeply."]
    assert len(records(page)) == 2


@pytest.mark.parametrize("pack", [*PACKERS, bytes])
@pytest.mark.parametrize("content", [LINE, GROUP, "Abstract: Plain.\n"])
def test_standard_input_is_read_like_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pack: Pack, content: str
) -> None:
    """Compressed or not, in any format, from a pipe that trickles."""
    monkeypatch.setattr(sys, "stdin", _Stdin(pack((content * 2).encode())))
    ((path, file),) = expand([STDIN])
    assert file == "stdin"
    assert [entry.text for entry in records(read(path, file))] == [
        entry.text for entry in records(parsed(tmp_path, content * 2))
    ]


def test_standard_input_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process without standard input is told so."""
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(PageError, match="There is no standard input"):
        list(read(STDIN, "stdin"))


def test_standard_input_that_holds_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is called by its name."""
    monkeypatch.setattr(sys, "stdin", _Stdin(b""))
    with pytest.raises(PageError, match="Standard input is empty"):
        list(read(STDIN, "stdin"))


def test_a_disk_that_fails_is_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error of the system in the middle of a page is a PageError too."""

    class _Failing(io.BytesIO):
        def readinto(self, buffer: Any, /) -> int:
            if self.tell() > MEGABYTE:
                raise OSError(5, "Input/output error")
            return super().readinto(buffer)

    (tmp_path / "page").write_text(LINE)
    content = (LINE * 80_000).encode()
    monkeypatch.setattr(Path, "open", lambda *_: _Failing(content))
    with pytest.raises(PageError, match="cannot be read: Input/output error"):
        list(read(tmp_path / "page", "x"))


def test_a_folder_holds_pages_of_all_formats(tmp_path: Path) -> None:
    """Compressed ones too, on all levels, each record with its file and line."""
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a.jsonl.gz").write_bytes(gzip.compress(LINE.encode()))
    (tmp_path / "b.csv").write_text("title,abstract\n\nA,Text.\n")
    (tmp_path / "c.txt").write_text(GROUP)
    found = [e for path, file in expand([tmp_path]) for e in read(path, file)]
    name = tmp_path.name
    assert [entry.source for entry in records(found)] == [
        Source(f"{name}/b.csv", 3),
        Source(f"{name}/c.txt", 1),
        Source(f"{name}/sub/a.jsonl.gz", 1),
    ]
