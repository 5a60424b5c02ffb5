"""Passages of every shape: long, wordless, without a title, in any script."""

from hypothesis import strategies as st

from knowledge.reader.protocol import Passage

_WORDS = st.one_of(
    st.sampled_from(
        ["we", "found", "12", "rivers,", "4.5", "%", "of", "flood", "(p", "<", "0.05)."]
    ),
    st.text(st.characters(codec="utf-8"), min_size=1, max_size=12),
    st.sampled_from(
        ["x" * 300, "水文学", "ﬁsh", "e\u0301tude", "🦓🦓", "\u202e", "\x00", "\\alpha"]
    ),
)
texts = st.lists(_WORDS, min_size=1, max_size=20).map(" ".join).filter(str.strip)
"""Sentences, and questions."""
passages = st.builds(
    Passage,
    st.one_of(st.just(""), texts),
    st.lists(texts, min_size=1, max_size=12).map(tuple),
)


def long_passage(sentences: int) -> Passage:
    """A passage of so many sentences, no two of them the same."""
    return Passage(
        "On rivers",
        tuple(
            f"In year {n} of the survey the river at gauge {n * 7} rose by {n} centimetres."
            for n in range(1, sentences + 1)
        ),
    )
