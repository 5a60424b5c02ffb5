"""Questions and passages are packed whole: every sentence, in order, in windows that fit."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.reader.builtin import WEIGHTS
from knowledge.reader.inputs import (
    LONGEST,
    MOST_OF_QUESTION,
    MOST_OF_SENTENCE,
    MOST_OF_TITLE,
    OVERLAP,
    WINDOW,
    Packed,
    WordPieces,
    arrays,
)
from knowledge.reader.protocol import Passage
from tests.knowledge.reader.passages import long_passage, passages, texts

PIECES = WordPieces(WEIGHTS / "tokenizer.json")
CLS, SEP = 101, 102
FRAME = MOST_OF_QUESTION + MOST_OF_TITLE + 3
"""The most that question, title and the marks around them take."""


def pieces_of(sentence: str) -> tuple[int, ...]:
    """A sentence as it is packed, with the separator behind it."""
    return (*PIECES.of(sentence).ids[:MOST_OF_SENTENCE], SEP)


def windows(text: str, passage: Passage, window: int = WINDOW) -> list[Packed]:
    """The windows of a passage."""
    return list(PIECES.packed(text, passage, window))


@given(texts, passages, st.sampled_from([20, 60, WINDOW]))
def test_windows_hold_every_sentence_in_order(text: str, passage: Passage, window: int) -> None:
    """What stands in the bounds of a window are the pieces of its sentences."""
    held: set[int] = set()
    for packed in windows(text, passage, window):
        assert packed.bounds
        for n, (start, end) in enumerate(packed.bounds, packed.first):
            assert packed.ids[start:end] == pieces_of(passage.sentences[n])
            held.add(n)
        assert [a for _, a in packed.bounds[:-1]] == [b for b, _ in packed.bounds[1:]]
        assert packed.bounds[-1][1] == len(packed.ids)
    assert held == set(range(len(passage.sentences)))


@given(texts, passages, st.sampled_from([20, 60, WINDOW]))
def test_windows_follow_each_other(text: str, passage: Passage, window: int) -> None:
    """Each begins later and ends later; where it can, it begins with the last one's end."""
    found = windows(text, passage, window)
    assert found[0].first == 0
    for before, behind in pairwise(found):
        last = before.first + len(before.bounds)
        assert before.first < behind.first <= last
        assert last < behind.first + len(behind.bounds) or behind is not found[-1]
        if len(before.bounds) > OVERLAP:
            assert behind.first == last - OVERLAP


@given(texts, passages, st.sampled_from([20, 60, WINDOW]))
def test_a_window_is_no_longer_than_it_may_be(text: str, passage: Passage, window: int) -> None:
    """But for one long sentence, which is cut off where a sentence is."""
    for packed in windows(text, passage, window):
        of_sentences = packed.bounds[-1][1] - packed.bounds[0][0]
        assert of_sentences <= window or len(packed.bounds) == 1
        assert of_sentences <= max(window, MOST_OF_SENTENCE + 1)
        assert packed.bounds[0][0] <= FRAME
        assert packed.ids[0] == CLS
        assert packed.ids[packed.of_question - 1] == SEP


@given(passages, st.sampled_from([20, WINDOW, LONGEST, 10 * LONGEST]))
def test_a_window_fits_the_encoder(passage: Passage, window: int) -> None:
    """However long title and window; a question is cut off, too."""
    for packed in windows("how high " * 40, passage, window):
        assert packed.of_question == MOST_OF_QUESTION + 2
        assert len(packed.ids) <= LONGEST


def test_a_long_title_leaves_the_less_room_for_sentences() -> None:
    """The longest question, title and sentences together are no longer than what is read."""
    sentences = ("It is high. " * 30,) * 12
    found = windows("how high " * 40, Passage("A high title " * 30, sentences))
    assert max(len(packed.ids) for packed in found) <= LONGEST
    assert {n for p in found for n in range(p.first, p.first + len(p.bounds))} == set(range(12))


@given(texts, passages)
def test_offsets_name_characters_of_the_text(text: str, passage: Passage) -> None:
    """Pieces come in order, and none reaches beyond its text."""
    for each in (text, *passage.sentences):
        pieces = PIECES.of(each)
        assert len(pieces.ids) == len(pieces.offsets)
        assert all(0 <= start <= end <= len(each) for start, end in pieces.offsets)
        starts = [start for start, _ in pieces.offsets]
        assert starts == sorted(starts)


@given(texts, st.lists(passages, min_size=1, max_size=4))
def test_a_batch_holds_its_windows(text: str, together: list[Passage]) -> None:
    """Beyond the end of a window all is nothing; a row of `pool` is a mean over a sentence."""
    batch = [packed for passage in together for packed in windows(text, passage, 60)]
    made = arrays(batch)
    ids, types, mask, pool = (made[name] for name in ("ids", "types", "mask", "pool"))
    assert ids.shape == types.shape == mask.shape == (len(batch), max(len(p.ids) for p in batch))
    for row, packed in enumerate(batch):
        length = len(packed.ids)
        assert tuple(ids[row, :length]) == packed.ids
        assert not ids[row, length:].any()
        assert list(mask[row]) == [1] * length + [0] * (ids.shape[1] - length)
        assert int(types[row].sum()) == length - packed.of_question
        for n, (start, end) in enumerate(packed.bounds):
            assert float(pool[row, n].sum()) == pytest.approx(1, abs=1e-5)
            inside = np.flatnonzero(pool[row, n])
            assert list(inside) == list(range(start, end))
            assert len(set(pool[row, n, start:end].tolist())) == 1
        assert not pool[row, len(packed.bounds) :].any()


def test_a_short_passage_is_one_window_and_a_long_one_several() -> None:
    """A passage of sixty sentences is read in parts that share a sentence each."""
    assert len(windows("how high?", long_passage(3))) == 1
    found = windows("how high?", long_passage(60))
    assert len(found) > 2
    shared = [
        before.first + len(before.bounds) - behind.first for before, behind in pairwise(found)
    ]
    assert set(shared) == {OVERLAP}


def test_a_very_long_word_and_an_empty_title() -> None:
    """Neither is an error, and nothing of them is read twice."""
    (packed,) = windows("?", Passage("", ("x" * 10_000, "Short.")))
    assert len(packed.bounds) == 2
    assert packed.ids[packed.of_question] == SEP
