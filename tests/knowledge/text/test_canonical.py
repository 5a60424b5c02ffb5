import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.dedup import abstract_id
from knowledge.text.canonical import canonical, display

# Letters, digits and everything that joins words or is cleaned, in any mixture.
_CHARACTERS = st.one_of(
    st.characters(codec="utf-8"), st.sampled_from("aB3 .,-/'’%+\\$&{}_–—\"`:~\n\t\u200b\xad")
)
texts = st.text(_CHARACTERS, max_size=80)
plain_texts = st.text(st.sampled_from("abc DEF 012 .,;:!?()-+*=<>/é\n"), max_size=60)


# Everything but dashes and what LaTeX is made of.
_UNJOINED = st.characters(codec="utf-8", exclude_categories=["Pd"], exclude_characters="-−\\$`'{}")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Eﬃcient ﬂow", "Efficient flow"),
        ("one – two", "one - two"),
        ("one—two", "one-two"),
        ("one -- two", "one - two"),
        ("one --- two", "one - two"),
        ("GPT‑4", "GPT-4"),
        ("minus −3", "minus -3"),
        ("DEEP Learning", "deep learning"),
        ("Straße", "STRASSE"),
        ("two  words", "two words"),
        ("two\n\twords ", "two words"),
        ("two\u00a0words", "two words"),
        ("zero\u200bwidth", "zerowidth"),
        ("soft\xadhyphen", "softhyphen"),
        (r"68.4\%", "68.4%"),
        (r"A \& B", "A & B"),
        (r"\textbf{bold} claim", "bold claim"),
        (r"the $n$ best", "the n best"),
        ("Abstract: We study.", "We study."),
        ("ABSTRACT.We study.", "We study."),
        ("abstract — We study.", "We study."),
        ("  Abstract:We study.", "We study."),
        ("“quoted”", '"quoted"'),
        ("``quoted''", "quoted"),
        ("the model’s", "the model's"),
        ("Ｆｕｌｌ width", "full width"),
        ("cafe\u0301", "café"),
    ],
)
def test_copies_of_one_text_have_one_canonical_form(one: str, other: str) -> None:
    """Ligatures, dashes, case, white space, LaTeX and a leading label make no other abstract."""
    assert canonical(one) == canonical(other)
    assert abstract_id(one) == abstract_id(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("7B", "8B"), ("5%", "5"), ("a b", "ab"), ("café", "cafe"), ("no", "not"), ("a-b", "a b")],
)
def test_different_texts_have_different_canonical_forms(one: str, other: str) -> None:
    """What a person reads as another text is one."""
    assert canonical(one) != canonical(other)


def test_a_word_that_begins_like_the_label_stays() -> None:
    """Only the label is taken: an abstract may begin with the word."""
    assert canonical("Abstract reasoning is hard.") == "abstract reasoning is hard."


@given(st.text(_UNJOINED, max_size=80))
def test_canonical_is_idempotent(text: str) -> None:
    """The canonical form of a canonical form is itself."""
    assert canonical(canonical(text)) == canonical(text)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (r"68.4\%", "68.4%"),
        (r"A \& B", "A & B"),
        (r"\$5 and \$6", "$5 and $6"),
        (r"item \#3", "item #3"),
        (r"snake\_case", "snake_case"),
        (r"\textbf{bold}", "bold"),
        (r"\emph{a} and \textit{b}", "a and b"),
        (r"\texttt{x\_1}", "x_1"),
        (r"at $p<0.05$ (n=3)", "at p<0.05 (n=3)"),
        ("the $n$-gram", "the n-gram"),
        (r"16$\times$", "16×"),
        (r"\sim 10", "~10"),
        (r"\pm 3", "±3"),
        (r"\geq 90\%", "≥90%"),
        (r"$\le 5$", "≤5"),
        ("``quoted''", '"quoted"'),
        (r"\url{https://a.org}", "https://a.org"),
        (r"10\,000", "10 000"),
    ],
)
def test_latex_leftovers_are_shown_clean(written: str, shown: str) -> None:
    """What LaTeX left in a text is shown as the author meant it."""
    assert display(written) == shown


@pytest.mark.parametrize(
    "text",
    [
        "It costs $5 and then $6.",
        "From $10k to $20k",
        "$100 million and $200 million",
        "C:\\new\\folder",
        "It's the model's.",
        "a -- b – c",
        "two  blanks\nand a line",
        "50% of [a] {b} _c_ *d* ~e~",
        "a\\letter",
        "",
    ],
)
def test_other_text_is_shown_as_it_is(text: str) -> None:
    """Money, paths, apostrophes, dashes and white space are no LaTeX."""
    assert display(text) == text


@given(plain_texts)
def test_text_without_latex_is_shown_unchanged(text: str) -> None:
    """Where there is nothing of LaTeX, nothing changes."""
    assert display(text) == text


@given(texts)
def test_showing_keeps_line_breaks(text: str) -> None:
    """Cleaning neither adds nor takes a line break."""
    assert display(text).count("\n") == text.count("\n")
