import pytest
from hypothesis import given
from hypothesis import strategies as st
from syntok import segmenter

from knowledge.text.sentences import beginnings, split

_CHARACTERS = st.one_of(st.characters(codec="utf-8"), st.sampled_from("Ab1 .?!,()-\"'\n\t\xa0"))


@given(st.text(_CHARACTERS, max_size=200))
def test_spans_partition_all_but_white_space(text: str) -> None:
    """Sentences come in order, do not overlap, and leave out nothing but white space."""
    end = 0
    for sentence in split(text):
        span = sentence.span
        assert span.of(text) == sentence.text
        assert sentence.text == sentence.text.strip() != ""
        assert not text[end : span.start].strip()
        assert end <= span.start
        end = span.end
    assert not text[end:].strip()


_WRITTEN = (
    "a model it the Dr no No x 5 3.5 Jan VI We and , ; : . ! ? ... ( ) [ ] “ ” „ ' \" (a b) a) (b "
    "c.d -- e.g. i.e. Fig. end. End. END? words, more ⟩ ⟨ 〔"
)
_WORDS = st.sampled_from([*_WRITTEN.split(), "of\n", "\n\n"])


@given(st.lists(_WORDS, max_size=120).map(" ".join))
def test_words_that_are_passed_over_change_nothing(text: str) -> None:
    """Sentences begin where syntok finds them among all words."""
    whole = [s[0].offset for paragraph in segmenter.analyze(text) for s in paragraph if s]
    assert beginnings(text) == whole


@pytest.mark.parametrize(
    "text",
    [
        "Dr. Smith reads the paper.",
        "It was shown by Brown et al. in a study.",
        "The experts (i.e. blocks) are chosen.",
        "Some models, e.g. GPT, fail.",
        "The rate fell to 0.877 on average.",
        "It grew by 3.5 percent.",
        "Version v0.1 is out.",
        "See Fig. 3 for more.",
        "J. R. Miller wrote it.",
        "We use GPT-3.5 vs. Claude-2.1 here.",
        "Code is at https://a.org/b.c/d today.",
        "The U.S. army paid.",
        "It stands on p. 12 of the book.",
        "One word",
        "No. 5 is alive.",
        "Prof. Li and Mr. Ek agree.",
        "It was as in Ref. 7 and Refs. 3 and 4 of Tab. 2.",
        "By Eq. (5) and Sec. A3 it grew, cf. Fig. 3 there.",
        "Smith et al. (2019) and Lo et al. [7] agree.",
        "It took approx. Three days, i.e. The usual time.",
        "They had 5 mg b.i.d. for 4 wk. vs. saline p.o. in the control arm.",
    ],
)
def test_abbreviations_and_decimals_do_not_split(text: str) -> None:
    """A full stop that ends no sentence does not end one."""
    assert [s.text for s in split(text)] == [text]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("We train it. It works.", 2),
        ("Is it good? It is! Fine.", 3),
        ("It has 7B parameters. We release it.", 2),
        ("It rose to 68.4%. Nobody knew.", 2),
        ("It costs 5. Then 6 more were paid.", 2),
        ("First line.\n\nSecond line.", 2),
        ("  Padded. Twice.  ", 2),
        ("It works (mostly). We tried.", 2),
        ("See https://a.org. It is free.", 2),
        ("", 0),
        ("It beats Flash v2.5. We release it. The share is 68.4%. In short, it works.", 4),
        ("It grew to Fig. 2. of 3. things.", 1),
        ("It was as in Ref. 7. Mice had more, see Figs. 3, 4a. Rats had less.", 3),
        ("Colonies grew, cf. Fig. 3 in Ref. 7. Mice lived.", 2),
        ("Brown et al. We follow them.", 2),
        ("It took approx. 3 h. Then mice got 5 mg. They slept for 4 wk. vs. 2 wk. before.", 3),
        ("Ships roll.We tracked 33 ferries (in Jutland).They rolled.", 3),
        ("See example.org.The end of it is near.", 2),
        (" \n\t ", 0),
    ],
)
def test_sentences_are_counted(text: str, count: int) -> None:
    """Sentences end where a reader ends them."""
    assert len(split(text)) == count


@pytest.mark.parametrize(
    "text",
    [
        "METHODS:We tracked 33 for 2 yrs.|RESULTS:It was 4.2°(1.1–9.8°).|Larger ones rolled less.",
        "Background: Ships roll. |Methods and materials: ships. |Results: It was 4.2.",
        "OBJECTIVE:To see.|MAIN OUTCOME MEASURES:Pain (0 to 10).|RESULTS:It fell.",
        "Aims: To see?|Results: yes!|Conclusions: good.",
        "We asked: is it so? |RATIONALE, AIMS AND OBJECTIVES: none.",
    ],
)
def test_labels_part_sentences(text: str) -> None:
    """The parts of a structured abstract, also where nothing stands between them."""
    whole = text.replace("|", "")
    assert [s.text for s in split(whole)] == [part.strip() for part in text.split("|")]
