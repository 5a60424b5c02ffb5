from knowledge.model import Abstract, Answer, Bibliography, Citation, Source, Span, Statement

TEXT = "One two three four five six seven eight nine ten."


def test_a_titled_paper_is_called_by_its_title() -> None:
    """The title is the label."""
    paper = Abstract("x", TEXT, Bibliography(title="Counting"), (Source("a/b.txt", 3),))
    assert (paper.title, paper.label) == ("Counting", "Counting")


def test_an_untitled_paper_is_called_by_its_opening() -> None:
    """Eight words; a short text stands whole. Programs are told the first page it stands on."""
    sources = (Source("a/b.txt", 3), Source("c.txt", 1))
    opening = "“One two three four five six seven eight…”"
    assert (
        Abstract("x", TEXT, Bibliography(), sources).located_label == f"{opening} (b.txt, line 3)"
    )
    assert Abstract("x", "One two.", Bibliography(), sources).label == "“One two.”"
    assert Abstract("x", TEXT, Bibliography(), ()).label == opening


def test_a_quote_is_the_text_at_its_span() -> None:
    """Characters `start` to `end`; without a span there is no quote."""
    paper = Abstract("x", TEXT, Bibliography(), ())
    assert Citation(1, paper, Span(4, 7)).quote == "two"
    assert Citation(1, paper).quote is None


def test_an_answer_reads_with_its_markers() -> None:
    """Each statement is followed by the numbers of its citations."""
    statements = (Statement("One.", (1,)), Statement("Two.", (2, 3)))
    answer = Answer("?", statements, (), None, 0.5, "v", 1.0)
    assert answer.text == "One. [1] Two. [2] [3]"


def test_time_makes_no_other_answer() -> None:
    """Two answers that differ only in the time they took are equal."""
    assert Answer("?", (), (), None, 0.5, "v", 1.0) == Answer("?", (), (), None, 0.5, "v", 2.0)
