"""What a claim and a sentence agree and clash on, rule by rule."""

import pytest

from knowledge.contrasts import contrasts
from knowledge.facets import facets
from knowledge.features import LITTLE


def kinds(claim: str, sentence: str, *, agree: bool) -> set[str]:
    """The kinds of contrasts that agree, or clash, with some weight."""
    found = contrasts(facets(claim), facets(sentence), frozenset({"heron"}))
    return {c.kind for c in found if c.agree is agree and c.weight > LITTLE}


@pytest.mark.parametrize(
    ("claim", "sentence", "kind"),
    [
        ("Heron has 12 layers.", "It has 14 layers.", "number"),
        ("Heron knows 46 river names.", "It knows 46 lake names and 13 river names.", "number"),
        ("Heron has 20 billion parameters.", "Heron is a small 24B model.", "number"),
        ("A recall of 95% was seen.", "A precision of 95% and recall of 91% were seen.", "number"),
        ("Heron is decoder-only.", "Heron is an encoder-decoder model.", "category"),
        ("Heron is under the MIT license.", "We release it under Apache 2.0.", "category"),
        ("Heron is an offline model.", "Heron, unlike offline models, is streaming.", "category"),
        ("Heron was trained on Lakeset.", "Heron is trained on the Riverset corpus.", "name"),
        ("Pelican outperforms Heron Large.", "Heron Large outperforms Pelican.", "comparison"),
        ("Filtering improves recall.", "We see that filtering deteriorates recall.", "direction"),
        ("Salt increases the growth of algae.", "Salt reduced algae growth.", "direction"),
        ("Salt raises mortality.", "Of salt, the odds ratio of mortality was 0.61.", "direction"),
        ("The growth is salt-dependent.", "Growth was salt-independent in algae.", "opposite"),
        ("The nest is stable in wind.", "In wind the nest was unstable.", "opposite"),
        ("Salt does not harm the algae.", "Salt harms the algae.", "negation"),
        ("Salt harms the algae.", "Salt does not harm the algae.", "negation"),
    ],
)  # fmt: skip
def test_what_excludes_is_a_clash(claim: str, sentence: str, kind: str) -> None:
    """Each kind of contradiction is found."""
    assert kind in kinds(claim, sentence, agree=False)


@pytest.mark.parametrize(
    ("claim", "sentence", "kind"),
    [
        ("Heron has 12 layers.", "It has twelve layers.", "number"),
        ("Heron is under the MIT license.", "Released under the MIT license.", "category"),
        ("Heron was trained on Riverset.", "Heron is trained on the Riverset corpus.", "name"),
        ("Heron Large outperforms Pelican.", "Heron Large surpasses Pelican.", "comparison"),
        ("Pelican is worse than Heron Large.", "Heron Large surpasses Pelican.", "comparison"),
        ("Salt increases the growth of algae.", "Salt increased algae growth.", "direction"),
        ("Salt does not harm the algae.", "Salt did not harm the algae.", "negation"),
    ],
)
def test_what_is_the_same_agrees(claim: str, sentence: str, kind: str) -> None:
    """The same thing said in other words is no clash of its kind."""
    assert kind in kinds(claim, sentence, agree=True)
    assert kind not in kinds(claim, sentence, agree=False)


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("Heron was trained on 15 trillion words.", "It has a window of 128K words."),
        ("Heron has 12 layers.", "It covers 40 lakes."),
        ("Herons eat fish.", "Otters live in water."),
        ("Heron Large is slow.", "Heron Large has three heads."),
    ],
)
def test_other_things_are_no_sure_clash(claim: str, sentence: str) -> None:
    """What speaks of something else contradicts nothing for sure."""
    found = contrasts(facets(claim), facets(sentence), frozenset({"heron"}))
    assert all(c.agree or c.weight < 0.5 for c in found)
