"""Where the blocks of a stream end makes no difference to what is found in it."""

import itertools
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.errors import PageError
from knowledge.formats.json_array import _Cutting
from knowledge.formats.streams.xml_records import _Resuming

Found = list[tuple[int, object]]

_JSON = st.lists(
    st.sampled_from([
        b"[", b"]", b"{", b"}", b'"', b'"a"', b'"\\"}"', b'"\\\\"', b"\\", b":", b",", b"1", b"\n",
        b'{"a": [1, {"b": "]"}]}', b'[{"x": 1},\n{"y": "\\u0022{"}]',
    ]),
    max_size=25,
).map(b"".join)  # fmt: skip
_XML = st.lists(
    st.sampled_from([
        b"<feed>", b"</feed>", b"<entry>", b"</entry>", b"<entry a='1'>t</entry>", b"\n", b"text",
        b"<x:entry>\n<b/></x:entry>", b"<b>", b"</b>", b"&amp;", b"&", b"<", b"<!-- <entry> -->",
        b"<![CDATA[<entry>]]>", b"<entries/>", b"<entry a='1' a='2'>", b"<entry\na='1'",
        b"\xff", b"caf\xc3\xa9",
    ]),
    max_size=25,
).map(lambda parts: b"<feed>" + b"".join(parts))  # fmt: skip


def _json_found(blocks: list[bytes]) -> Found:
    cutting = _Cutting()
    found: Found = [each for block in blocks for each in cutting.cut(block)]
    return [*found, *cutting.rest()]


def _xml_found(blocks: list[bytes]) -> Found:
    resuming = _Resuming(frozenset({"entry"}), "p")
    records = [each for block in blocks for each in resuming.feed(block)]
    last = resuming.unended()
    return [
        (each.line, "".join(each.tree.itertext()) if each.tree is not None else "broken")
        for each in (*records, *([last] if last else []))
    ]


def _cut(document: bytes, places: list[int]) -> Iterator[bytes]:
    cuts = [0, *sorted(place % (len(document) + 1) for place in places), len(document)]
    for start, end in itertools.pairwise(cuts):
        if start < end:
            yield document[start:end]


@pytest.mark.parametrize(("find", "documents"), [(_json_found, _JSON), (_xml_found, _XML)])
@settings(max_examples=100)
@given(data=st.data())
def test_blocks_make_no_difference(
    find: Callable[[list[bytes]], Found], documents: st.SearchStrategy[bytes], data: st.DataObject
) -> None:
    """However a document is cut, the same records come from the same lines."""
    document = data.draw(documents)
    places = data.draw(st.lists(st.integers(0, 500), max_size=12))
    try:
        whole = find([document])
    except PageError:
        return
    assert find(list(_cut(document, places))) == whole
    assert find([document[n : n + 1] for n in range(len(document))]) == whole
