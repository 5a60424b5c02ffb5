"""Replies say what they should."""

import datetime as dt
import re
from dataclasses import replace

import pytest

from bot.buttons.dismiss import DismissButton
from bot.buttons.press import fits
from bot.buttons.registry import with_buttons
from bot.buttons.show_in_context import ShowInContextButton, shown_by
from bot.commands import about
from bot.render.answers import reply
from bot.render.choices import choices
from bot.render.citations import authors, date, link, markers
from bot.render.paper import in_context, paper
from bot.render.reply import Reply
from bot.serve.stopwatch import Latency
from knowledge.model import (
    Abstention,
    Abstract,
    Answer,
    Bibliography,
    Citation,
    Published,
    Source,
    Span,
    Statement,
    Statistics,
)
from tests.bot.samples import QUOTE, TEXT, Saying, abstention, abstract, answer


def _text(shown: Reply) -> str:
    return "\n".join(shown.blocks)


def _below(shown: Reply) -> dict[str, str]:
    """The custom_ids of the buttons below a reply, with their labels."""
    return {each.custom_id: each.label for each in with_buttons(shown).actions}


def test_an_answer_says_all_of_it() -> None:
    """The reply shows question, quote with short answer, number, source and link."""
    shown = _text(reply(replace(answer(), notes=(Saying("Showing results for tide."),)), 7))
    assert shown.startswith("-# How many parameters has Tidal?\n-# Showing results for tide.\n\nIt")
    assert "It has **176B** parameters and was trained on 1.6TB of text. [1]" in shown
    assert (
        "**[1]** Tidal: A Model of the Sea\n-# Ada North, Bo South et al. · Oct 27, 2022" in shown
    )
    assert "<https://example.org/tidal>" in shown
    assert "0123456789ab" not in shown


def test_an_answer_has_its_buttons() -> None:
    """One quote has one button, and the asker can dismiss."""
    span = f"{QUOTE.start}:{QUOTE.end}"
    assert _below(reply(answer(), 7)) == {
        f"show:{span}:a1b2c3": "Show in context",
        "dismiss:7": "Dismiss",
    }


def test_an_answer_that_is_kept_has_all_its_buttons() -> None:
    """What most people do comes first; what only some can do is offered to them alone."""
    kept = reply(answer(), 7, 5, humans=True, private=True)
    labels = ["Show in context", "👍", "👎", "Verify", "BibTeX", "Ask a human", "Share", "Dismiss"]
    assert list(_below(kept).values()) == labels
    unanswered = reply(abstention(), 7, 5, humans=True, private=True)
    assert list(_below(unanswered).values()) == ["Notify me", "Ask a human", "Share", "Dismiss"]
    assert list(_below(reply(abstention(), 7, 5)).values()) == ["Notify me", "Dismiss"]
    assert list(_below(paper(abstract(), 7)).values()) == ["BibTeX", "Dismiss"]


def test_several_quotes_have_numbered_buttons() -> None:
    """Each quote has its button, as many as a row holds; a source cited twice stands once."""
    one, two = abstract(), abstract("d4", title="Other")
    cited = [Citation(n, two if n == 2 else one, Span(n, n + 9)) for n in range(1, 7)]
    shown = reply(replace(answer(), citations=tuple(cited)), 7)
    labels = list(_below(shown).values())[:-1]
    assert labels == [f"Show [{n}] in context" for n in (1, 2, 3, 4)]
    assert "**[1] [3] [4] [5] [6]** Tidal" in _text(shown)
    assert "**[2]** Other" in _text(shown)


def test_a_quote_cited_twice_has_one_button() -> None:
    """Discord takes no two buttons of one custom_id."""
    cited = tuple(Citation(n, abstract(), QUOTE) for n in (1, 2))
    assert len(with_buttons(reply(replace(answer(), citations=cited), 7)).actions) == 2


def test_bibliographic_answers_show_the_abstract() -> None:
    """A citation without a quote has a button that shows its abstract, nothing marked."""
    shown = reply(replace(answer(), citations=(Citation(1, abstract()),)), 7)
    assert _below(shown)["show:0:0:a1b2c3"] == "Show abstract"


def _list_of(*papers: Abstract, rest: str = "") -> Answer:
    """An answer as the core words a list of papers."""
    said = [Statement(f"“{paper.label}”", (n,)) for n, paper in enumerate(papers, 1)]
    said[0] = replace(said[0], text=f"Papers by Ada North: {said[0].text}")
    said[-1] = replace(said[-1], text=said[-1].text + rest)
    cited = tuple(Citation(n, paper) for n, paper in enumerate(papers, 1))
    return replace(answer("papers by north"), statements=tuple(said), citations=cited)


def test_a_list_of_papers_names_each_once() -> None:
    """Under the list's heading stand the papers as sources, each with its button."""
    papers = abstract("a", title="Tidal"), abstract("b", title="Lunar")
    shown = reply(_list_of(*papers, rest=" (and 3 more)"), 7)
    said, foot = shown.blocks
    assert said.startswith(
        "-# papers by north\n\nPapers by Ada North:\n**[1]** Tidal\n-# Ada North"
    )
    assert "**[2]** Lunar" in said
    assert foot == "-# (and 3 more)"
    assert _text(shown).count("Tidal") == 1
    labels = list(_below(shown).values())[:-1]
    assert labels == ["Show abstract [1]", "Show abstract [2]"]


def test_statements_that_are_no_list_are_all_shown() -> None:
    """Where a statement names no paper, or several, every statement stands in the reply."""
    made = _list_of(abstract("a", title="Tidal"), abstract("b", title="Lunar"))
    for odd in (Statement("It is dated 2022.", (2,)), Statement("“Lunar”", (1, 2))):
        shown = _text(reply(replace(made, statements=(made.statements[0], odd)), 7))
        assert "Papers by Ada North: “Tidal” [1]" in shown
        assert odd.text in shown


def test_what_is_told_of_several_papers_is_no_list() -> None:
    """Words between the papers, as where each one's first author is told, are all shown."""
    made = _list_of(abstract("a", title="Tidal"), abstract("b", title="Lunar"))
    first, second = made.statements
    for told in (
        (replace(first, text=f"{first.text} is by Ada."), second),
        (first, replace(second, text=f"The first author of {second.text}")),
    ):
        shown = _text(reply(replace(made, statements=told), 7))
        assert all(statement.text in shown for statement in told)


def test_an_id_too_long_for_a_button_has_none() -> None:
    """An abstract whose id does not fit into a custom_id is cited without a button."""
    cited = abstract("f" * 99)
    assert list(_below(reply(answer(of=cited), 7))) == ["dismiss:7"]


def test_an_abstention_says_what_is_missing() -> None:
    """The reply shows the reason, the uncovered words, and nearest papers as not answering."""
    shown = reply(abstention(), 7)
    assert "No abstract in the base speaks of this." in _text(shown)
    assert "Not covered: **regatta**, **won**" in _text(shown)
    assert "do **not** answer it:\n- Tidal: A Model of the Sea" in _text(shown)
    assert "-# Try other words, or look for a paper with `/papers`." in _text(shown)
    assert list(_below(shown)) == ["dismiss:7"]


def test_an_abstention_without_anything_near() -> None:
    """Without nearest papers and uncovered words the reply has neither heading."""
    bare: Abstention = replace(abstention(), nearest=(), uncovered_terms=())
    assert "Nearest" not in _text(reply(bare, 7))
    assert "Not covered" not in _text(reply(bare, 7))


def test_many_uncovered_words_end_in_dots() -> None:
    """More words than fit are left out, and that is shown."""
    many = replace(abstention(), uncovered_terms=tuple(f"word{n}" for n in range(100)))
    assert re.search(r"Not covered: \*\*word0\*\*, .*\*\* …\n?", _text(reply(many, 7)))


def test_left_out_sources_are_counted() -> None:
    """What does not fit is not silently dropped."""
    many = tuple(Citation(n, abstract(f"a{n}", title="T" * 200)) for n in range(1, 60))
    shown = _text(reply(replace(answer(), citations=many), 7))
    match = re.search(r"-# … and (\d+) more sources", shown)
    assert match is not None
    assert int(match[1]) + len(re.findall(r"\*\*\[\d+\]\*\*", shown)) == 59


def test_a_paper_says_all_of_it() -> None:
    """The reply shows title, authors, date, category, affiliation, code, link, text and sources."""
    shown = _text(paper(abstract(), 7, [abstract("x", title="Another")]))
    for part in (
        "**Tidal: A Model of the Sea**",
        "-# Ada North, Bo South et al.",
        "-# Oct 27, 2022 · in CL · with code",
        "-# from sea lab",
        "<https://example.org/tidal>",
        TEXT,
        "-# Source: pages/one\\_page.txt, line 3",
        "-# Also found:\n-# • Another",
    ):
        assert part in shown


def test_nothing_is_invented_for_a_bare_paper() -> None:
    """An abstract that no listing knows shows its first words, its text and where it stands."""
    bare = Abstract("i", "Only text here.", Bibliography(), (Source("p.txt", 4),))
    shown = paper(bare, 7)
    assert shown.blocks == (
        "**“Only text here.”**",
        "Only text here.",
        "-# Source: p.txt, line 4",
    )


def test_latex_is_shown_clean_around_the_mark() -> None:
    """LaTeX leftovers are cleaned for showing while the mark stays on the stored span."""
    text = r"It is 10\% better. It wins 68.4\% of games. And 5\% more."
    start = text.index("It wins")
    shown = in_context(abstract(text=text), Span(start, text.index(" And")))
    assert shown.blocks[1] == "> It is 10% better. **It wins 68.4% of games.** And 5% more."
    assert shown.private


def test_an_invisible_abstract_says_so() -> None:
    """A text of which nothing can be seen is no empty message."""
    assert "shows no text" in _text(paper(abstract(text="\u200b"), 7))
    assert "shows no text" in _text(in_context(abstract(text="\u200b"), None))


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://arxiv.org/abs/2211.05100v4", "<https://arxiv.org/abs/2211.05100v4>"),
        ("http://a.example:8080/x?y=1#z", "<http://a.example:8080/x?y=1#z>"),
        ("https://a.example", "<https://a.example>"),
        (None, None),
        ("", None),
        ("ftp://a.example/x", None),
        ("javascript:alert(1)", None),
        ("https://", None),
        ("https://:80/x", None),
        ("https://a.example/x y", None),
        ("https://a.example/><@1>", None),
        ("https://me@evil.example/", None),
        ("https://a.example/\u202ex", None),
        ("https://a.example/" + "x" * 600, None),
        ("https://a.example\n", None),
        ("https://[x/", None),
    ],
)
def test_only_plain_web_addresses_are_links(url: str | None, shown: str | None) -> None:
    """A link is http or https, without a preview, and without anything that could end it early."""
    assert link(url) == shown


def test_authors_that_do_not_fit_become_et_al() -> None:
    """Authors are shown whole names at a time."""
    known = Bibliography(authors=("Ada North", "Bo South", "Cy East"))
    assert authors(known, 200) == "Ada North, Bo South, Cy East"
    assert authors(known, 27) == "Ada North, Bo South et al."
    assert authors(Bibliography(et_al=True), 27) == ""


def test_dates_are_worded_as_the_page_words_them() -> None:
    """A date without its year stays so; one without words is shown in ISO form."""
    assert date(Bibliography(published=Published("Mar 26"))) == "Mar 26"
    assert date(Bibliography(published=Published(None, dt.date(2024, 3, 1)))) == "2024-03-01"
    assert date(Bibliography()) == ""


def test_many_markers_are_counted() -> None:
    """More numbers than can be read are summed up."""
    assert markers((1, 2)) == "[1] [2]"
    assert markers(tuple(range(1, 13))) == "[1] [2] [3] [4] [5] [6] [7] [8] [+4]"


def test_custom_ids_are_remembered() -> None:
    """A custom_id gives back what it was made of, and garbled ones match nothing."""
    assert shown_by(["show:3:99:a1", "show:0:0:b2", "dismiss:7"]) == [
        ("a1", Span(3, 99)),
        ("b2", None),
    ]
    assert DismissButton.shape.fullmatch(DismissButton.action("dismiss", 2**64 - 1).custom_id)
    for garbled in ("show:1:2", "show:-1:2:a", "show:1:2:a b", "show:1:2:" + "a" * 90, "dismiss:x"):
        assert not ShowInContextButton.shape.fullmatch(garbled)
        assert not DismissButton.shape.fullmatch(garbled)
    assert not fits(ShowInContextButton.action("show", 0, 0, "a" * 99))


def test_choices_name_title_and_first_author() -> None:
    """A choice shows title and first author; its value is the abstract's id."""
    (choice,) = choices([abstract()])
    assert (choice.name, choice.value) == ("Tidal: A Model of the Sea · Ada North et al.", "a1b2c3")
    assert choices([abstract("x" * 101)]) == []


def test_about_says_what_is_held_and_how_fast() -> None:
    """The reply counts papers and sources, and words the times once there are any."""
    held = Statistics(1, 34, "v1", "rank-bm25")
    assert "**1 paper** from 34 sources" in _text(about.page(held, "0.1.0", None))
    assert "check a claim with `/check`" in _text(about.page(held, "0.1.0", None))
    assert "Nothing was asked yet" in _text(about.page(held, "0.1.0", None))
    assert "-# Footnote 0.1.0 · engine rank-bm25" in _text(about.page(held, "0.1.0", None))
    assert "The last command took 3 ms." in _text(about.page(held, "0.1.0", Latency(1, 3.2, 3.2)))
    assert "median 3 ms, 95 % within 9 ms" in _text(about.page(held, "0.1.0", Latency(2, 3.2, 9.1)))
