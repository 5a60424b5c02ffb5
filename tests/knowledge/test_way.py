"""The way of a question, as docs/architecture.md has it, followed."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

import pytest

import knowledge
from knowledge.base import KnowledgeBase

ROOT = Path(__file__).parents[2]
CORE = Path(knowledge.__file__).parent
MOST_HOPS = 15


def hops() -> list[str]:
    """The steps of the list, in order."""
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    listed = text.partition("## The way of a question")[2].partition("\n## ")[0]
    return re.split(r"^\d+\. ", listed, flags=re.MULTILINE)[1:]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    """A base on the seeds that has answered before."""
    with KnowledgeBase.open(tmp_path_factory.mktemp("way")) as opened:
        opened.ask("How many languages does BLOOM cover?")
        yield opened


def entered(base: KnowledgeBase, question: str, *context: str) -> set[str]:
    """The modules of the core in which something is called for a question."""
    found: set[str] = set()

    def note(frame: FrameType, event: str, _: object) -> None:
        if event == "call":
            found.add(frame.f_code.co_filename)

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        base.ask(question, context)
    finally:
        sys.setprofile(before)
    paths = (Path(name) for name in found)
    return {p.relative_to(CORE).as_posix() for p in paths if p.is_relative_to(CORE)}


def test_the_way_is_short_and_its_modules_are_there() -> None:
    """It has a few hops, and names nothing that is gone."""
    assert 5 <= len(hops()) <= MOST_HOPS
    named = set(re.findall(r"`([\w/]+\.py)`", "".join(hops())))
    assert all((CORE / name).is_file() for name in named)


@pytest.mark.parametrize(
    ("question", "context"),
    [
        ("How many programming languages does BLOOM cover?", ()),
        ("Does BLOOM cover 46 natural languages?", ()),
        ("who wrote the mistral 7b paper and how many parameters does BLOOM have?", ()),
        ("papers since 2023", ()),
        ("Which has more parameters, BLOOM or Mistral 7B?", ()),
        ("and its license?", ("what is starcoder",)),
        ("How many GPUs was GPT-5 trained on?", ()),
    ],
)
def test_a_question_goes_no_other_way(
    base: KnowledgeBase, question: str, context: tuple[str, ...]
) -> None:
    """Every module that one `ask` enters is named by the list."""
    named = set(re.findall(r"`([\w/]+\.py)`", "".join(hops()))) | {"model.py"}
    assert {"base.py", "answers/pipeline.py", "questions/question.py"} <= entered(base, question)
    others = {m for m in entered(base, question, *context) if not m.startswith("text/")}
    assert others - named == set()
