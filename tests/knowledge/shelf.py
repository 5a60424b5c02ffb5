"""Abstracts, engines and bases made for tests of answering."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from knowledge.answers.pipeline import Pipeline
from knowledge.base import KnowledgeBase
from knowledge.dedup import abstract_id
from knowledge.model import Abstention, Abstract, Answer, Bibliography, Source
from knowledge.questions.question import Question, analyse
from knowledge.reader import Reader
from knowledge.reader.reading import Reading, read
from knowledge.search.engines.rank_bm25 import RankBM25
from knowledge.text.tokens import index_terms
from tests.knowledge.lexical import Lexical

ZEBRA = (
    "We introduce Zebrafish, a compact model for river forecasts. It has 12 layers and was trained "
    "on 40 million gauge readings from Kenya. Because sensors fail often, we fill gaps by "
    "interpolating. The weights are released under the MIT license at https://example.org/zebra."
)
OTTER = (
    "Otters eat fish in cold water. We present OtterBench, a benchmark of feeding behaviour with "
    "three tasks: diving, grasping, and sharing. OtterBench was recorded in March 2019."
)


def abstract(text: str, *, file: str = "folder/page.txt", line: int = 3, **stated: Any) -> Abstract:
    """An abstract with this text; `stated` are fields of its bibliography."""
    return Abstract(abstract_id(text), text, Bibliography(**stated), (Source(file, line),))


def document_terms(made: Abstract) -> list[str]:
    """The terms under which an abstract is found, by the book: those of its title count twice."""
    terms = index_terms(made.title or "") * 2 + index_terms(made.text)
    return terms + [term for name in made.bibliography.authors for term in index_terms(name)]


def engine(*texts: str) -> RankBM25:
    """The engine over untitled abstracts with these texts."""
    return RankBM25([abstract(text) for text in texts])


def question(text: str, *texts: str) -> Question:
    """A question read against abstracts with these texts (without: the two above)."""
    return analyse(text, engine(*(texts or (ZEBRA, OTTER))))


def reading(text: str, **stated: Any) -> Reading:
    """An abstract read closely."""
    return read(abstract(text, **stated))


def ask(
    text: str, abstracts: Sequence[Abstract], reader: Reader | None = None
) -> Answer | Abstention:
    """The answer to a question over a few abstracts, read by the words that they share with it."""
    return Pipeline("test", abstracts, reader=reader or Lexical()).ask(text, 0.0)


def listing_page(path: Path, *items: tuple[str, str, str]) -> Path:
    """A listing page with groups of header, title with authors, and abstract."""
    path.write_text("\n".join("\n".join(item) for item in items), encoding="utf-8")
    return path


def abstract_page(path: Path, *texts: str) -> Path:
    """A page with a line `Abstract:…` for each text."""
    path.write_text("\n\n".join(f"Abstract:{text}" for text in texts), encoding="utf-8")
    return path


def empty(data_dir: Path) -> KnowledgeBase:
    """A base without the seeds, read by the words that questions share with it."""
    return KnowledgeBase.open(data_dir, seed=False, reader=Lexical())


def assert_one_line(error: BaseException) -> None:
    """The message is one line that ends like a sentence."""
    assert "\n" not in str(error)
    assert str(error).endswith((".", "?”"))
