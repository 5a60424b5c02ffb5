import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.text.tokens import fold, index_terms, stem, tokenise
from tests.knowledge.shelf import abstract, document_terms

# Letters, digits and everything that joins words or is cleaned, in any mixture.
_CHARACTERS = st.one_of(
    st.characters(codec="utf-8"), st.sampled_from("aB3 .,-/'’%+\\$&{}_–—\"`:~\n\t\u200b\xad")
)
texts = st.text(_CHARACTERS, max_size=80)
plain_texts = st.text(st.sampled_from("abc DEF 012 .,;:!?()-+*=<>/é\n"), max_size=60)


def surfaces(text: str) -> list[str]:
    """The words of a text."""
    return [token.surface for token in tokenise(text)]


def terms(text: str) -> set[str]:
    """All terms of a text."""
    return {term for token in tokenise(text) for term in token.terms}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a 176B model", ["a", "176B", "model"]),
        ("Mistral 7B", ["Mistral", "7B"]),
        ("in v0.1.", ["in", "v0.1"]),
        ("a 1.6TB corpus", ["a", "1.6TB", "corpus"]),
        ("o1-preview, too", ["o1-preview", "too"]),
        ("with 5+ stars", ["with", "5+", "stars"]),
        ("by 68.4%.", ["by", "68.4%"]),
        (r"by 68.4\%.", ["by", r"68.4\%"]),
        ("iRoPE (new)", ["iRoPE", "new"]),
        ("on Multi-IF: fine", ["on", "Multi-IF", "fine"]),
        ("4,501 talks", ["4,501", "talks"]),
        ("1,000,000 hours", ["1,000,000", "hours"]),
        ("2.5, 3.5 and 4.", ["2.5", "3.5", "and", "4"]),
        ("red,green", ["red", "green"]),
        ("end.Start", ["end", "Start"]),
        ("routed/shared-expert", ["routed", "shared-expert"]),
        ("the U.S. army", ["the", "U.S", "army"]),
        ("it's Ann’s", ["it's", "Ann’s"]),
        ("“quoted” (and) [more]", ["quoted", "and", "more"]),
        ("one--two — three–four", ["one", "two", "three", "four"]),
        ("Gemma-2-9b-it", ["Gemma-2-9b-it"]),
        ("naïve café", ["naïve", "café"]),
        ("x_1 = y", ["x", "1", "y"]),
        ("... --- !!!", []),
        ("", []),
    ],
)
def test_words_are_found(text: str, expected: list[str]) -> None:
    """Numbers, versions and names of models stay whole; joints that join nothing cut."""
    assert surfaces(text) == expected


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("176B", "176b"),
        ("7b", "7b"),
        ("V0.1", "v0.1"),
        ("1.6TB", "1.6tb"),
        ("o1-preview", "o1preview"),
        ("5+", "5+"),
        ("68.4%", "68.4%"),
        (r"68.4\%", "68.4%"),
        ("Multi-IF", "multiif"),
        ("4,501", "4501"),
        ("1,000,000", "1000000"),
        ("models'", "model"),
        ("model's", "model"),
        ("Évaluation", "evalu"),
        ("straße", "strass"),
    ],
)
def test_the_first_term_is_the_word_itself(text: str, first: str) -> None:
    """A word's first term is the word folded, in one spelling and stemmed."""
    assert tokenise(text)[0].terms[0] == first


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        ("176-billion-parameter", "176B", "176b"),
        ("176 billion", "176B", "176b"),
        ("176 Billion parameters", "176-billion-parameter", "176b"),
        ("2.5 million", "2.5M", "2.5m"),
        ("80 thousand", "80K", "80k"),
        ("1 trillion tokens", "1T tokens", "1t"),
        ("6-bn", "6 billion", "6b"),
        ("Llama 3", "llama-3", "llama3"),
        ("llama-3", "Llama3", "llama3"),
        ("Llama 3", "LLAMA3", "llama3"),
        ("GPT 3.5 Turbo", "gpt-3.5", "gpt3.5"),
        ("Qwen 2.5-VL", "Qwen2.5", "qwen2.5"),
        ("Phi-3-mini", "phi 3", "phi3"),
        ("Gemma 7B", "gemma-7b", "gemma7b"),
        ("finetuning", "fine-tuning", "finetun"),
        ("fine-tune", "finetuned", "finetun"),
        ("finetune", "fine-tuned", "finetun"),
        ("data-set", "datasets", "dataset"),
        ("multi-lingual", "multilingual", "multilingu"),
        ("licence", "licenses", "licens"),
        ("68.4%", "68.4", "68.4"),
        (r"40\%", "40%", "40%"),
        ("5+", "5", "5"),
        ("GPT‑4", "GPT-4", "gpt4"),
        ("8x7B", "8 x 7B", "8x7b"),
        ("8x7b", "8 × 7B", "8x7b"),
        (r"8$\times$7B", "8×7B", "8x7b"),
        ("Mixtral 8 x 7B", "Mixtral-8x7B", "mixtral8x7b"),
        ("8x22B-Instruct", "8x22B", "8x22b"),
        ("224 x 224", "224x224", "224x224"),
        ("224 x 192 pixels", "192 pixels", "192"),
        ("1.6 TB", "1.6TB", "1.6tb"),
        ("40 GB", "40gb", "40gb"),
        ("5 mg", "5mg", "5mg"),
        ("3x3x3", "3x3x3", "3x3x3"),
        ("ﬁne-tuning", "fine-tuning", "finetun"),
        ("o1-preview", "o1", "o1"),
    ],
)
def test_however_it_is_written_it_shares_a_term(one: str, other: str, shared: str) -> None:
    """Compounds, magnitudes and numbered names are found however they are written."""
    assert shared in terms(one) & terms(other)


@pytest.mark.parametrize(
    ("british", "american"),
    [
        ("licence", "license"),
        ("haemoglobin", "hemoglobin"),
        ("oesophagus", "esophagus"),
        ("paediatrics", "pediatrics"),
        ("ischaemic", "ischemic"),
        ("leucocytes", "leukocytes"),
        ("oestrogen", "estrogen"),
        ("sulphate", "sulfate"),
        ("kilometre", "kilometer"),
        ("fibres", "fibers"),
        ("artefacts", "artifacts"),
        ("judgement", "judgment"),
        ("defence", "defense"),
        ("organisation", "organization"),
        ("organisations", "organizations"),
        ("optimise", "optimize"),
        ("optimised", "optimized"),
        ("summarising", "summarizing"),
        ("analyse", "analyze"),
        ("analysed", "analyzed"),
        ("paralysing", "paralyzing"),
        ("colour", "color"),
        ("coloured", "colored"),
        ("behavioural", "behavioral"),
        ("neighbours", "neighbors"),
        ("modelling", "modeling"),
        ("labelled", "labeled"),
        ("traveller", "traveler"),
        ("centre", "center"),
        ("metres", "meters"),
        ("catalogue", "catalog"),
        ("dialogues", "dialogs"),
        ("programme", "program"),
        ("programmes", "programs"),
    ],
)
def test_british_and_american_spelling_are_one(british: str, american: str) -> None:
    """Both spellings give the same term."""
    assert stem(british) == stem(american)


@pytest.mark.parametrize(
    "word",
    ["four", "hour", "rise", "wise", "size", "prize", "tour", "sour", "bell", "rice", "acre"],
)
def test_short_words_keep_their_spelling(word: str) -> None:
    """What only looks British is left as it is."""
    assert fold(word) == word


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Llama 3", "Llama 2"),
        ("176B", "17B"),
        ("68.4%", "68.5%"),
        ("v0.1", "v0.2"),
        ("Gemma 7b", "Gemma 9b"),
        ("1,000", "1.000"),
        ("Multi-IF", "IFEval"),
        ("o1", "01"),
        ("T5", "T0"),
        ("3 in 4", "3in4"),
    ],
)
def test_different_things_share_no_whole_name(one: str, other: str) -> None:
    """What is different stays different: the last words share no term."""
    assert not set(tokenise(one)[-1].terms) & set(tokenise(other)[-1].terms)


def test_a_stop_word_joins_no_number() -> None:
    """`the 3` is no name with its number."""
    assert tokenise("the 3")[1].terms == ("3",)


def test_a_number_and_a_single_letter_stay_two() -> None:
    """Only a written-out magnitude joins the number before it: `10 k` may be anything."""
    assert "10k" not in terms("10 k")


def test_words_across_a_line_or_a_joint_are_not_joined() -> None:
    """Only a single blank joins a name and its number."""
    assert "llama3" not in terms("Llama, 3")
    assert "llama3" not in terms("Llama\n3")


def test_stop_words_are_told_and_not_indexed() -> None:
    """A word without content is marked, and the index leaves it out."""
    assert [t.stop for t in tokenise("What is the Transformer?")] == [True, True, True, False]
    assert index_terms("What is the Transformer?") == ["transform"]


def test_stop_words_inside_a_compound_are_no_part_of_it() -> None:
    """`state-of-the-art` is found by `state` and `art`, not by `of`."""
    assert tokenise("state-of-the-art")[0].terms == ("stateoftheart", "state", "art")


def test_documents_and_queries_are_tokenised_alike() -> None:
    """The terms of a document are those of the same words in a query; its title counts twice."""
    text, title = "The 176-billion-parameter licence of Llama 3.", "Llama 3"
    held = document_terms(abstract(text, title=title, authors=("Ann Li",)))
    assert held == index_terms(title) * 2 + index_terms(text) + index_terms("Ann Li")


@given(texts)
def test_offsets_are_exact(text: str) -> None:
    """Every word stands where its offsets say, in order, without overlap, and has a term."""
    end = 0
    for token in tokenise(text):
        assert text[token.start : token.end] == token.surface
        assert end <= token.start < token.end
        assert token.terms
        assert all(token.terms)
        end = token.end


@given(texts)
def test_tokenising_repeats(text: str) -> None:
    """The same text gives the same words."""
    assert tokenise(text) == tokenise(text)


@given(st.text(st.characters(max_codepoint=0x24F), max_size=20))
def test_folding_is_lower_case_without_accents(word: str) -> None:
    """A folded word has no upper case and no apostrophe."""
    folded = fold(word)
    assert folded == folded.casefold()
    assert "'" not in folded
    assert "’" not in folded


_NUMBERED = st.lists(
    st.sampled_from([*"0189xkm .-/$", "×", "\\times", "GB", "million", "Llama", "the", "B", "  "]),
    max_size=12,
).map("".join)


@given(st.one_of(texts, _NUMBERED))
def test_the_index_holds_the_terms_of_every_word_that_has_content(text: str) -> None:
    """They are those of the words in order, wherever the spaces stand."""
    words = [t for k in tokenise(text) if not k.stop for t in k.terms]
    assert index_terms(text) == words


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("The tur\u00adbine dif\u00adfused", "turbine diffused"),
        ("salt\u200bwater", "saltwater"),
        ("It rose by 4·2% and 2·5 kg to 3·1 million", "rose by 4.2% and 2.5 kg to 3.1 million"),
        ("an e\ufb03cient \ufb02ow", "efficient flow"),
    ],
)
def test_what_is_written_is_found_as_it_is_read(written: str, asked: str) -> None:
    """Soft hyphens, ligatures and raised decimal points make no other words; the spans stay."""
    assert set(index_terms(asked)) <= set(index_terms(written))
    assert all(written[t.start : t.end] == t.surface for t in tokenise(written))
