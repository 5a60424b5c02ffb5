"""Verdicts as replies say what they should, and nothing in them does anything in Discord."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.buttons.registry import with_buttons
from bot.render.answers import reply
from bot.render.discord_limits import width
from bot.render.reply import Reply
from bot.render.small_print import asked
from bot.render.verdicts import MOST_CLAIMS, checked
from knowledge.model import Citation, Evidence, Finding, Span, Stance, Verdict
from knowledge.reasons.remarks import NotCovered
from tests.bot.discord_text import active
from tests.bot.samples import HOSTILE, QUOTE, Saying, abstention, abstract, answer, texts, verdict
from tests.examples import times

_OURS = re.compile(
    r"^-# (?:• )?|^> |\*\*(?:Supported|Refuted|Not enough information|(?:\[[^]\n]*\] ?)+)\*\*"
    r"|<https://example\.org/tidal>|`/papers`",
    re.MULTILINE,
)
"""The formatting that a verdict has by itself."""


def _labels(shown: Reply) -> list[str]:
    return [each.label for each in with_buttons(shown).actions]


def _text(shown: Reply) -> str:
    return "\n".join(shown.blocks)


def _evidence(number: int, stance: Stance = Stance.SUPPORTS) -> Evidence:
    return Evidence(
        Citation(number, abstract(f"a{number}", title=f"Tidal {number}"), QUOTE), stance
    )


def _found(finding: Finding, *stances: Stance) -> Verdict:
    evidence = tuple(_evidence(n, stance) for n, stance in enumerate(stances, 1))
    return replace(verdict(of=abstract()), finding=finding, evidence=evidence)


def test_a_verdict_says_all_of_it() -> None:
    """The reply shows claim, notes, verdict, what decided it, quote and source, each once."""
    noted = replace(verdict(of=abstract()), notes=(Saying("Showing results for tidal."),))
    shown = checked([noted], 7)
    said, sources = shown.blocks
    assert said.splitlines() == [
        "-# Tidal has 176B parameters.",
        "-# Showing results for tidal.",
        "",
        "✓ **Supported** · The abstract says the same as the claim.",
        f"> {QUOTE.of(abstract().text)} [1]",
    ]
    assert sources.startswith("**[1]** Tidal: A Model of the Sea\n-# Ada North, Bo South et al.")
    assert "<https://example.org/tidal>" in sources
    assert _labels(shown) == ["Show in context", "BibTeX", "Dismiss"]


def test_what_nothing_is_known_of_is_not_called_wrong() -> None:
    """Not enough information has neither votes nor sources, and says what would help."""
    shown = checked([verdict()], 7)
    assert "? **Not enough information** · No abstract in the base says" in shown.blocks[0]
    assert "does not make a claim wrong. Name the paper or model" in shown.blocks[1]
    assert "paper for it" not in _text(shown)
    assert _labels(shown) == ["Dismiss"]


@pytest.mark.parametrize(
    ("stances", "words"),
    [
        ((Stance.SUPPORTS, Stance.SUPPORTS), "2 papers for it, none against it"),
        ((Stance.SUPPORTS, Stance.REFUTES), "1 paper for it, 1 against it"),
        ((Stance.REFUTES, Stance.REFUTES), "No paper for it, 2 against it"),
    ],
)
def test_papers_for_and_against_are_counted(stances: tuple[Stance, ...], words: str) -> None:
    """Each paper counts once on the side that it speaks for, quoted or not."""
    twice = _found(Finding.REFUTED, *stances)
    twice = replace(twice, evidence=(*twice.evidence, *twice.evidence))
    assert f"-# {words}" in checked([twice], 7).blocks[0].splitlines()


def test_what_decided_is_quoted_first() -> None:
    """A surer sentence against the verdict comes after the one that decided."""
    mixed = _found(Finding.SUPPORTED, Stance.REFUTES, Stance.SUPPORTS, Stance.SUPPORTS)
    alone = checked([mixed], 7).blocks[0]
    assert [line.startswith("> Against it: ") for line in _quotes(alone)] == [False, False, True]
    among_many = checked([mixed] * 3, 7)
    for block in among_many.blocks[:3]:
        assert [line.startswith("> Against it: ") for line in _quotes(block)] == [False]


def _quotes(block: str) -> list[str]:
    return [line for line in block.splitlines() if line.startswith("> ")]


def test_what_speaks_against_the_verdict_is_quoted_too() -> None:
    """Where only some sentences fit, one of them is from the other side."""
    mixed = _found(Finding.REFUTED, Stance.REFUTES, Stance.REFUTES, Stance.SUPPORTS)
    said = checked([mixed, mixed], 7).blocks[0]
    assert [line.startswith("> For it: ") for line in _quotes(said)] == [False, True]
    assert said.count("efuted") == 1
    assert "-# 1 paper for it, 2 against it" in said


def test_footnotes_are_numbered_through_all_claims() -> None:
    """Each quote has a number of its own, and a paper that is quoted twice stands once."""
    shown = checked([verdict(of=abstract())] * 2, 7)
    assert shown.blocks[0].endswith("[1]")
    assert shown.blocks[1].endswith("[2]")
    assert shown.blocks[2].startswith("**[1] [2]** Tidal")
    assert _labels(shown) == ["Show [1] in context", "BibTeX", "Dismiss"]


@pytest.mark.parametrize(("left_out", "words"), [(1, "1 more was"), (3, "3 more were")])
def test_claims_that_were_left_out_are_told(left_out: int, words: str) -> None:
    """Who sends more claims than are checked learns how many were not."""
    foot = checked([verdict(of=abstract())] * 5, 7, left_out).blocks[-1]
    assert f"I checked the first 5 claims; {words} left out." in foot


def test_a_verdict_without_explanation() -> None:
    """Where nothing of the explanation can be seen, the verdict stands alone."""
    assert (
        "\n✓ **Supported**\n"
        in checked([replace(verdict(of=abstract()), explanation=Saying("\u200b"))], 7).blocks[0]
    )


def test_the_longest_verdicts_fit_with_all_sources() -> None:
    """Five verdicts with everything at its longest fit into one message, each source named."""
    longest = replace(
        verdict("c" * 2000, abstract(text="潮" * 2000, title="潮" * 300)),
        explanation=Saying("why " * 300),
        notes=(Saying("n" * 300),) * 9,
    )
    found = [
        replace(
            longest,
            evidence=tuple(
                Evidence(
                    Citation(1, abstract(f"a{n}", "潮" * 2000, "潮" * 300), Span(0, 2000)), stance
                )
                for stance in Stance
            ),
        )
        for n in range(MOST_CLAIMS)
    ]
    shown = checked(found, 7, left_out=99)
    assert sum(map(width, shown.blocks)) <= 4000
    assert re.findall(r"\*\*\[(\d)\]\*\*", shown.blocks[-2]) == list("12345")


def test_all_notes_are_shown_or_counted() -> None:
    """The notes of answers and abstentions are all there; what does not fit is counted."""
    notes = tuple(NotCovered(f"thing {n}") for n in range(6))
    for outcome in (answer(), abstention()):
        shown = _text(reply(replace(outcome, notes=notes), 7))
        assert all(f"-# {note}" in shown for note in notes)
    many = asked("q", [Saying(f"Note {n}: {'w' * 150}") for n in range(9)])
    left = re.search(r"\n-# … and (\d) more notes$", many)
    assert left is not None
    assert many.count("-# Note ") + int(left[1]) == 9
    assert asked("\u200b", [Saying("\u200b")]) == ""


def _inert(shown: Reply) -> None:
    for block in shown.blocks:
        assert active(_OURS.sub("", block)) == []


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_do_nothing_in_a_verdict(text: str) -> None:
    """Claim, note, explanation, quote and title are shown as plain words."""
    cited = abstract(text=text + " It.", title=text, authors=(text,), url=text)
    evidence = Evidence(Citation(1, cited, Span(0, len(text) + 4)), Stance.SUPPORTS)
    _inert(
        checked(
            [
                replace(
                    verdict(text, cited),
                    explanation=Saying(text),
                    notes=(Saying(text),),
                    evidence=(evidence,),
                )
            ],
            7,
        )
    )


@times(2)
@given(st.lists(texts(), min_size=6, max_size=6), st.integers(1, MOST_CLAIMS))
def test_any_texts_do_nothing_in_a_verdict(given_texts: list[str], claims: int) -> None:
    """Nothing that was typed or retrieved formats, links or pings, wherever it is cut."""
    claim, note, why, quote, title, author = given_texts
    cited = abstract(text=f"{quote * 5}.", title=title, authors=(author,))
    evidence = Evidence(Citation(1, cited, Span(0, len(quote) * 5 + 1)), Stance.REFUTES)
    found = replace(
        verdict(claim, cited), explanation=Saying(why), notes=(Saying(note),), evidence=(evidence,)
    )
    _inert(checked([found] * claims, 7))
