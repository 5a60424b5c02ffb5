"""What the reader is trained on: written items and public sets, in one form."""

import hashlib
import json
import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from pathlib import Path
from typing import Any

from knowledge.reader.training import ITEMS, REPORTED_FIELDS, TRAINED_HALF, TUNED_FIELDS, half_of

NEITHER, SUPPORTS, REFUTES = 0, 1, 2
"""The classes of stance; for a question that calls for yes or no: it does not say, yes, no."""
_VERDICTS = {"not_enough_info": NEITHER, "supported": SUPPORTS, "refuted": REFUTES}
_LABELS = {"SUPPORT": SUPPORTS, "REFUTE": REFUTES, "CONTRADICT": REFUTES}
_YES_NO = re.compile(
    r"^(so |and |but |is it true (that|teh) |hey,? )?"
    r"(do|does|did|is|are|was|were|can|could|has|have|had|will|would|should|any|anyone)\b",
    re.IGNORECASE,
)
_CITED = re.compile(r"[\[(]?<\|\w+\|>[\])]?")
_ENDS = re.compile(r'(?<=[.!?])["\')\]]*\s+(?=["\'(\[]?[A-Z0-9])')
_SHORTENED = re.compile(r"\b(e\.g|i\.e|al|vs|cf|Fig|St|Dr|Mr|Mrs|U\.S|[A-Z])\.$")
LEAST_SENTENCE = 15
MOST_SENTENCES, MOST_CHARACTERS = 24, 3000
"""A paragraph with more is left out."""
LONG_SPAN = 90
"""A longer span (in characters) is no short answer."""
FIELDS_OF_PARTS = frozenset({"biology", "health"})
"""The fields whose passages are parts of longer papers."""
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Example:
    """A question or a claim with the passage that is read for it, and what is right.

    `answerable`: whether the passage answers the question; None for a claim. `gold`: numbers of the
    sentences that answer. `span`: a sentence and the characters of the short answer in it;
    `span_known`: whether it is known that there is such a span, or none. `stance`: a class, None
    where it is not asked. `rationale`: numbers of the sentences that decide. `source`: the set;
    `field`: of the written ones. `passage`: names the passage. `weight`: what it counts.
    """

    text: str
    title: str
    sentences: tuple[str, ...]
    passage: str
    source: str
    answerable: bool | None = None
    gold: tuple[int, ...] = ()
    span: tuple[int, int, int] | None = None
    span_known: bool = False
    stance: int | None = None
    rationale: tuple[int, ...] = ()
    rationale_known: bool = False
    field: str = ""
    weight: float = 1.0

    @property
    def deciding(self) -> frozenset[int]:
        """The sentences that answer or decide."""
        return frozenset(self.gold) | frozenset(self.rationale)

    @property
    def positive(self) -> bool:
        """Whether the passage answers, supports or refutes."""
        return bool(self.answerable) or (self.answerable is None and bool(self.stance))

    @property
    def undecided(self) -> bool:
        """Whether it is a claim with a stance, and unknown which of the sentences decide it."""
        return self.answerable is None and bool(self.stance) and not self.rationale

    def negative(self, title: str, sentences: tuple[str, ...]) -> "Example":
        """The same, put to a passage that says nothing of it."""
        asked = self.stance is not None
        return replace(
            self,
            title=title,
            sentences=sentences,
            answerable=None if self.answerable is None else False,
            gold=(),
            span=None,
            span_known=False,
            stance=NEITHER if asked else None,
            rationale=(),
            rationale_known=asked,
        )


def written(shared: Path) -> Iterator[Example]:
    """The written items of the fields that are trained on: those here, and those in the folder."""
    held = {row["id"]: row for row in passages(shared)}
    for path in (shared / "written.jsonl", *sorted(ITEMS.glob("*.jsonl"))):
        for item in _lines(path):
            row = held[item["abstract"]]
            if row["field"] not in REPORTED_FIELDS | TUNED_FIELDS:
                yield from_item(item, row)


def passages(shared: Path) -> Iterator[Row]:
    """What items may be written on: `id`, `field`, `title`, `text`, and where its `sentences` are.

    Abstracts, and the passages of public sets that may be trained on; of these each set is a field.
    """
    yield from _lines(shared / "abstracts.jsonl")
    for field, name in (("computing", "scitldr"), ("biology", "citation_integrity")):
        for row in _lines(shared / f"{name}.jsonl"):
            text = " ".join(row["sentences"])
            yield _row(field, row.get("title", ""), text, _one_after_another(row["sentences"]))
    for field, name in (("health", "covid_qa"), ("encyclopedia", "squad2")):
        for row in _lines(shared / f"{name}.jsonl"):
            yield _row(field, row.get("title") or "", row["text"], split(row["text"]))


def _row(field: str, title: str, text: str, sentences: Sequence[tuple[int, int]]) -> Row:
    named = {"id": name_of(text), "field": field, "title": title}
    return {**named, "text": text, "sentences": sentences}


def name_of(text: str) -> str:
    """Names a passage of a public set."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _one_after_another(sentences: Sequence[str]) -> list[tuple[int, int]]:
    """Where sentences stand in the text that they make, a blank between them."""
    ends = accumulate(len(sentence) + 1 for sentence in sentences)
    return [(end - 1 - len(s), end - 1) for s, end in zip(sentences, ends, strict=True)]


def from_item(item: Row, row: Row) -> Example:
    """A written item on its abstract."""
    sentences = tuple(row["text"][start:end] for start, end in row["sentences"])
    text = item["claim"] if item["kind"] == "claim" else item["q"]
    plain = Example(text, row["title"] or "", sentences, row["id"], "written", field=row["field"])
    chosen = tuple(item.get("sentences", ()))
    if item["kind"] == "claim":
        stance = _VERDICTS[item["verdict"]]
        return replace(plain, stance=stance, rationale=chosen, rationale_known=True)
    if item["kind"] == "near_miss":
        asked = _YES_NO.match(text.strip()) is not None and " or " not in text
        stance_of_none = NEITHER if asked else None
        return replace(
            plain,
            answerable=False,
            span_known=True,
            stance=stance_of_none,
            rationale_known=asked,
        )
    found = replace(
        plain,
        answerable=True,
        gold=chosen,
        span=_span(item["short"], sentences, chosen),
        span_known=True,
    )
    if "yes" not in item:
        return found
    stance = SUPPORTS if item["yes"] else REFUTES
    return replace(found, stance=stance, rationale=chosen, rationale_known=True)


def _span(
    short: str | None, sentences: tuple[str, ...], chosen: tuple[int, ...]
) -> tuple[int, int, int] | None:
    places = ((n, sentences[n].find(short)) for n in chosen) if short else ()
    return next(((n, at, at + len(short or "")) for n, at in places if at >= 0), None)


def questions(path: Path) -> Iterator[Example]:
    """Questions on paragraphs in the form of SQuAD 2.0: `text`, `questions` with `q`, `spans`."""
    for row in _lines(path):
        text: str = row["text"]
        places = split(text)
        if len(places) > MOST_SENTENCES or len(text) > MOST_CHARACTERS:
            continue
        sentences = tuple(text[start:end] for start, end in places)
        name = name_of(text)
        for asked in row["questions"]:
            plain = Example(asked["q"], row.get("title") or "", sentences, name, path.stem)
            found = _placed(plain, asked["spans"], places)
            if found is not None:
                yield found


def _placed(
    plain: Example, spans: list[list[int]], places: list[tuple[int, int]]
) -> Example | None:
    inside = [
        (n, start - begin, end - begin)
        for start, end in sorted(spans, key=lambda s: s[1] - s[0])
        for n, (begin, stop) in enumerate(places)
        if begin <= start and end <= stop
    ]
    if not spans:
        return replace(plain, answerable=False, span_known=True)
    if not inside:
        return None
    long = inside[0][2] - inside[0][1] > LONG_SPAN
    gold = tuple(dict.fromkeys(n for n, _, _ in inside))
    span = None if long else inside[0]
    return replace(plain, answerable=True, gold=gold, span=span, span_known=not long)


def split(text: str) -> list[tuple[int, int]]:
    """Where the sentences of a paragraph begin and end, roughly."""
    found, start = [], 0
    for match in _ENDS.finditer(text):
        if match.start() - start < LEAST_SENTENCE or _SHORTENED.search(text[start : match.start()]):
            continue
        found.append((start, match.start()))
        start = match.end()
    return [*found, (start, len(text))]


def citations(path: Path) -> Iterator[Example]:
    """Claims of citing papers with sentences of the cited one; noisy, so they count less."""
    for row in _lines(path):
        label = row["evidence"][0]["label"] if row["evidence"] else None
        stance = _LABELS.get(label or "", NEITHER)
        rationale = tuple(row["evidence"][0]["sentences"]) if row["evidence"] else ()
        claim = _CITED.sub("", row["claim"])[:400]
        yield Example(
            claim,
            "",
            tuple(row["sentences"]),
            row["claim"][:50],
            path.stem,
            stance=stance,
            rationale=rationale,
            weight=0.3 if stance == REFUTES else 0.5,
        )


def summaries(path: Path) -> Iterator[Example]:
    """One-sentence summaries of abstracts: claims that these support in other words.

    Of several of one abstract one is taken, by chance but always the same.
    """
    for row in _lines(path):
        yield Example(
            random.Random(row["title"]).choice(row["tldr"]),
            row["title"],
            tuple(row["sentences"]),
            name_of(" ".join(row["sentences"])),
            path.stem,
            stance=SUPPORTS,
            weight=0.3,
        )


def scifact(folder: Path, half: int) -> Iterator[Example]:
    """The claims of one half of SciFact's training part with each abstract that they cite."""
    corpus = {row["doc_id"]: row for row in _lines(folder / "corpus.jsonl")}
    for claim in _lines(folder / "claims_train.jsonl"):
        if half_of(claim["id"]) != half:
            continue
        for cited in claim["cited_doc_ids"]:
            found = claim["evidence"].get(str(cited))
            label = found[0]["label"] if found else None
            yield Example(
                claim["claim"],
                corpus[cited]["title"],
                tuple(s.strip() for s in corpus[cited]["abstract"]),
                str(cited),
                "scifact",
                stance=_LABELS.get(label or "", NEITHER),
                rationale=tuple(sorted({n for r in found or () for n in r["sentences"]})),
                rationale_known=True,
            )


def _lines(path: Path) -> Iterator[Any]:
    with path.open(encoding="utf-8") as file:
        yield from (json.loads(line) for line in file if line.strip())


SETS: Mapping[str, Callable[[Path], Iterator[Example]]] = {
    "written": written,
    "squad2": lambda shared: questions(shared / "squad2.jsonl"),
    "covid_qa": lambda shared: questions(shared / "covid_qa.jsonl"),
    "scifact": lambda shared: scifact(shared.parent / "eval" / "scifact", TRAINED_HALF),
    "citation_integrity": lambda shared: citations(shared / "citation_integrity.jsonl"),
    "scitldr": lambda shared: summaries(shared / "scitldr.jsonl"),
}
"""The sets by name, each read from the folder that holds the public data."""
