import pytest

from knowledge.questions.question import analyse
from tests.knowledge.shelf import OTTER, ZEBRA, abstract, engine


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("finetuning", "fine-tuning"),
        ("finetuning", "fine tuning"),
        ("fine-tuning", "fine tuning"),
        ("StarCoderBase", "starcoder base"),
        ("StarCoderBase", "StarCoder-Base"),
        ("StarCoder", "star coder"),
        ("OpenWebText", "open web text"),
        ("dataset", "data set"),
        ("datasets", "data-set"),
        ("web page", "webpage"),
        ("licence", "licensing"),
        ("8x7B", "8 x 7B"),
        ("8x7B", "8×7B"),
        ("GPU-hours", "GPU hours"),
        ("pre-trained", "pretrained"),
        ("open source", "opensource"),
        ("decoder-only", "decoder only"),
        ("zero-shot", "zeroshot"),
        ("multi lingual", "multilingual"),
        ("text-to-speech", "text to speech"),
        ("Mixture-of-Experts", "mixture of experts"),
        ("Llama-3.1", "llama 3.1"),
        ("Qwen2.5-Coder", "qwen 2.5 coder"),
        ("DeepSeek-R1", "DeepSeekR1"),
        ("SWE-bench", "swebench"),
        ("Code Llama", "CodeLlama"),
        ("trade-off", "tradeoff"),
        ("nonlinear", "non-linear"),
        ("real time", "realtime"),
        ("auto-encoder", "autoencoder"),
        ("anti-inflammatory", "anti inflammatory"),
        ("meta-analysis", "metaanalysis"),
        ("interleukin-6", "interleukin 6"),
        ("IL-6", "il6"),
        ("COVID-19", "covid 19"),
        ("TNF-alpha", "TNF alpha"),
        ("10 billion", "10B"),
        ("1.6TB", "1.6 TB"),
        ("50 mg", "50mg"),
        ("haemorrhage", "hemorrhage"),
        ("tumour", "tumors"),
        ("fibre", "fiber"),
    ],
)
def test_compounds_are_found_however_they_are_written(one: str, other: str) -> None:
    """What one writes, the other finds, both ways, before all that does not speak of it."""
    for held, asked in ((one, other), (other, one)):
        speaks = abstract(f"We report on the {held} of lakes.")
        shelf = engine(speaks.text, OTTER, ZEBRA)
        found = shelf.search(analyse(f"What about {asked}?", shelf).concepts, 3)
        assert found[0].abstract_id == speaks.id


@pytest.mark.parametrize("asked", ["StarOtter", "WaterModel", "zebraotter"])
def test_a_name_made_up_of_known_words_stays_unknown(asked: str) -> None:
    """Two words of the collection that are never neighbours are no compound."""
    shelf = engine("A star is hot.", OTTER, ZEBRA)
    read = analyse(f"What is {asked}?", shelf)
    assert [focus.known for focus in read.foci] == [False]
    assert read.notes == ()
