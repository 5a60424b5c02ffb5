from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from knowledge.evaluation import synthetic
from knowledge.model import Abstract, Bibliography
from knowledge.text.indexing.batch import Gatherer
from knowledge.text.indexing.contents import contents_of
from knowledge.text.indexing.pieces import pieces
from knowledge.text.indexing.totals import Totals

SEEDS = Path(__file__).parents[4] / "seeds"
WORDS = (
    *("the", "The", "model", "Model", "models.", "BLOOM", "GPT-4", "Llama", "3", "3.1", "v0.1"),
    *("176", "billion", "GB", "40", "8", "x", "×", "$\\times$", "7B", "8x7B", "2.5", "10", "10−11"),
    *("(we", "use", "e.g.", "and/or", "fine-tuned", "U.S.", "naïve", "don't", "l’eau", "state-of-"),
    *(
        "data:",
        "Why?",
        "—",
        "",
        "\n",
        "\t",
        "68.4\\%",
        "5+",
        "1,000",
        "licence",
        "语言",
        "ﬁne",
        "'",
    ),
    *(
        "'",
        "\x1f",
        "\xa0",
        "1985.",
        "a",
        "A",
        "I",
        "Devstral-Small",
        "2x",
        "x3",
        "3x4-b",
        "organised,",
    ),
)
TEXTS = st.lists(
    st.one_of(st.sampled_from(WORDS), st.text(max_size=6), st.text("8x×. 7B,-\n", max_size=9))
).map(" ".join)
ABSTRACTS = st.builds(
    lambda title, names, text: Abstract("0", text, Bibliography(title, tuple(names)), ()),
    st.none() | TEXTS,
    st.lists(TEXTS, max_size=2),
    TEXTS,
)


def agrees(gatherer: Gatherer, abstracts: Sequence[Abstract]) -> None:
    """Whether abstracts gathered together are as each is by itself, and so are the totals."""
    found = gatherer.gather(abstracts)
    totals: list[Counter[str]] = [Counter() for _ in range(4)]
    begin = 0
    for place, abstract in enumerate(abstracts):
        alone = contents_of(abstract)
        end = begin + int(found.entries[place])
        terms = [gatherer.spelt[term] for term in found.terms[begin:end].tolist()]
        assert dict(zip(terms, found.counts[begin:end].tolist(), strict=True)) == alone.terms
        assert found.lengths[place] == alone.length
        whole = " ".join(alone.terms.elements())
        assert Counter(found.texts[place].split()) == Counter(whole.split())
        assert found.runs[place] == " . ".join(map(" ".join, alone.runs))
        each = (alone.terms.keys(), alone.capital, alone.lower, alone.words)
        for total, more in zip(totals, each, strict=True):
            total.update(more)
        begin = end
    assert counted(gatherer) == [+total for total in totals]


def counted(gatherer: Gatherer) -> list[Counter[str]]:
    """The totals: of terms, of their capitals and small letters, and of words."""
    return spelt_out(gatherer.totals())


def spelt_out(totals: Totals) -> list[Counter[str]]:
    """Totals as how often terms are held, have capitals and small letters, and words are met."""
    terms = dict(totals.terms)
    assert list(terms) == sorted(terms)
    each = ({t: total[kind] for t, total in terms.items()} for kind in (1, 2, 3))
    words: Counter[str] = Counter()
    for word, met in totals.words:
        words[word] += met
    return [+Counter(counts) for counts in (*each, words)]


@given(st.lists(ABSTRACTS, min_size=1, max_size=4))
def test_what_is_gathered_is_what_each_abstract_holds(abstracts: list[Abstract]) -> None:
    """Terms, lengths, neighbours, words and how they are written: as `contents_of` says."""
    agrees(Gatherer(), abstracts)


@given(st.lists(ABSTRACTS, min_size=2, max_size=4))
def test_what_was_met_before_changes_nothing(abstracts: list[Abstract]) -> None:
    """Nor does what is forgotten in between."""
    gatherer = Gatherer()
    agrees(gatherer, abstracts[:1])
    agrees(gatherer, abstracts)
    gatherer.forget()
    agrees(gatherer, abstracts[1:])


def test_real_and_made_abstracts_are_gathered_alike() -> None:
    """Every line of the seeds, and abstracts made for measuring."""
    lines = [line for page in SEEDS.glob("*.txt") for line in page.read_text("utf-8").split("\n")]
    made = [
        Abstract("0", record.text, record.bibliography, ()) for record in synthetic.records(200)
    ]
    seeds = [Abstract("0", line, Bibliography(title=line[:60]), ()) for line in lines]
    agrees(Gatherer(), [*seeds, *made])


@given(TEXTS)
def test_pieces_are_the_whole_text(text: str) -> None:
    """Nothing is lost but that line breaks stand apart; words with spaces stay whole."""
    assert " ".join(pieces(text)).split() == text.split()


def test_a_full_gatherer_says_so() -> None:
    """It forgets when it is told to, and counts on."""
    gatherer = Gatherer(most=50)
    full = [gatherer.is_full]
    gatherer.gather([Abstract("0", "whale seal otter heron crane", Bibliography(), ())])
    full.append(gatherer.is_full)
    forgotten, _ = gatherer.forget()
    assert [*full, gatherer.is_full] == [False, True, False]
    each = zip(spelt_out(forgotten), counted(gatherer), strict=True)
    held, _, lower, words = (one + other for one, other in each)
    assert held == lower == words == Counter(["whale", "seal", "otter", "heron", "crane"])


def test_what_is_met_often_is_not_forgotten() -> None:
    """Its number is told, so that who keeps something by number can go on."""
    gatherer = Gatherer(most=60)
    text = "seals seals dive deeper deeper than whales"
    gatherer.gather([Abstract("0", text, Bibliography(), ())])
    before = list(gatherer.spelt)
    _, kept = gatherer.forget()
    assert [before[number] for number in kept.tolist()] == gatherer.spelt == ["seal", "deeper"]
