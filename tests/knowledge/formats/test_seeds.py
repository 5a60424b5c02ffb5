"""The pages that come with Footnote: unchanged, and read to the last record."""

import datetime as dt
import hashlib
import json

import pytest

from knowledge.formats.pages import read
from knowledge.formats.streams.paths import expand
from knowledge.model import Bibliography, Published, Record
from knowledge.settings import resource

SEEDS = resource("seeds")
RECORDS = [entry for path, file in expand([SEEDS]) for entry in read(path, file)]

_LISTED = """
CL|2022-10-27|code|What Language Model to Train if You Have One Million GPU Hours?|Teven Le Scao|Daniel Hesslow|allen-ai, berkeley
CL|2022-04-12|code|What Language Model Architecture and Pretraining Objective Work Best for Zero-Shot Generalization?|Thomas Wang|Daniel Hesslow|allen-ai
CL|2022-11-09||BLOOM: A 176B-Parameter Open-Access Multilingual Language Model|BigScience Workshop|Angela Fan|allen-ai, berkeley
IR|2023-06-21||OBELICS: An Open Web-Scale Filtered Dataset of Interleaved Image-Text Documents|Hugo Laurençon|Léo Tronchon|stanford
CL|2022-11-03|code|Crosslingual Generalization through Multitask Finetuning|Niklas Muennighoff|Lintang Sutawika|berkeley, cambridge
CL|2023-10-10|code|Mistral 7B|Albert Q. Jiang|Arthur Mensch|cambridge
CL|2023-03-07||The BigScience ROOTS Corpus: A 1.6TB Composite Multilingual Dataset|Hugo Laurençon|Thomas Wang|huggingface
AI|Mar 26||Voxtral TTS|Alexander H. Liu|Andy Ehrenberg|deepmind, tsinghua
CL|2023-11-03||FinGPT: Large Generative Models for a Small Language|Risto Luukkonen|Jouni Luoma|
CL|Jan 13||Ministral 3|Alexander H. Liu|Sandeep Subramanian|
LG|Feb 12||DRACO: a Cross-Domain Benchmark for Deep Research Accuracy, Completeness, and Objectivity|Joey Zhong|Clare Southern|
OT|2025-12-09||Monitoring Deployed AI Systems in Health Care|Timothy Keyes|Abby S. Pandya|
LG|2024-01-08||Mixtral of Experts|Albert Q. Jiang|Antoine Roux|
CL|2025-06-12|code|Magistral|Mistral-AI|Albert Q. Jiang|
CR|2025-10-22|code|OpenGuardrails: A Configurable, Unified, and Scalable Guardrails Platform for Large Language Models|Thomas Wang|Haowen Li|
SE|2025-08-08|code|Devstral: Fine-tuning Language Models for Coding Agent Applications|Abhinav Rastogi|Albert Q. Jiang|deepmind
LG|2021-10-15|code|Multitask Prompted Training Enables Zero-Shot Task Generalization|Victor Sanh|Colin Raffel|
SD|2025-07-17||Voxtral|Alexander H. Liu|Andy Lo|deepmind
AI|Feb 11||Voxtral Realtime|Alexander H. Liu|Andy Lo|
SP|2024-12-02||High-Throughput Detection of Risk Factors to Sudden Cardiac Arrest in Youth Athletes: A Smartwatch-Based Screening Platform|Evan Xiang|Vivan Poddar|
CL|2023-05-09||StarCoder: may the source be with you!|Raymond Li|Yangtian Zi|
"""  # noqa: E501  # a row for each paper
EXPECTED = [row.split("|") for row in _LISTED.strip().splitlines()]


def _listed() -> list[Bibliography]:
    return [e.bibliography for e in RECORDS if isinstance(e, Record) and e.bibliography.title]


def test_every_record_is_read() -> None:
    """The five pages hold 34 records, none of them doubtful or rejected."""
    assert len(RECORDS) == 34
    assert all(isinstance(entry, Record) and entry.doubt is None for entry in RECORDS)
    assert len(_listed()) == len(EXPECTED) == 21


@pytest.mark.parametrize("row", range(21))
def test_bibliography(row: int) -> None:
    """Category, date, flag, title, first and last author shown, and affiliations are exact."""
    category, date, code, title, first, last, places = EXPECTED[row]
    found = _listed()[row]
    assert (found.categories, found.has_code, found.title) == ((category,), bool(code), title)
    assert (found.authors[0], found.authors[-1]) == (first, last)
    assert len(found.authors) == (2 if last == "Haowen Li" else 3)
    assert found.et_al == (last not in {"Haowen Li", "Vivan Poddar"})
    assert ", ".join(found.affiliations) == places
    assert (found.published.date, found.url) == (
        dt.date.fromisoformat(date) if date[0] == "2" else None,
        None,
    )
    assert date[0] == "2" or found.published == Published(date)


def test_sources_are_pages_and_lines() -> None:
    """A record's line is its first: the header, or the line of the abstract."""
    sources = {(e.source.file, e.source.line): e.text for e in RECORDS if isinstance(e, Record)}
    for (file, line), text in sources.items():
        rows = (SEEDS.parent / file).read_text(encoding="utf-8").splitlines()
        assert text in rows[line - 1] or rows[line + 1] == text
        assert not text.startswith("Abstract:")


def test_the_pages_are_as_given() -> None:
    """Every page has the hash that the manifest states, and the manifest is no page."""
    manifest = json.loads((SEEDS / "manifest.json").read_text(encoding="utf-8"))
    stated = {entry["name"]: entry["sha256"] for entry in manifest["files"]}
    pages = [path for path, _ in expand([SEEDS])]
    assert stated == {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in pages}
    for entry in manifest["files"]:
        assert entry["format"] in {"abstract page", "listing page"}
        assert entry["origin"] == "given with the project; the abstracts are their authors'"
