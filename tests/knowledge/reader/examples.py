"""What holds of every example that the reader is trained on."""

from knowledge.reader.training.corpora import NEITHER, Example


def assert_sound(example: Example) -> None:
    """Numbers are of its sentences; what says nothing names none."""
    assert example.sentences
    assert all(0 <= n < len(example.sentences) for n in example.deciding)
    if example.span is not None:
        n, start, end = example.span
        assert n in example.gold
        assert 0 <= start < end <= len(example.sentences[n])
        assert example.span_known
    if not example.positive:
        assert not example.gold
        assert not example.rationale
        assert example.span is None
        assert example.stance in {None, NEITHER}
