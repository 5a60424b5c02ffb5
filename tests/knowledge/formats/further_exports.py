"""The files of `exports/` with other quirks: notes, formulas, entries without a line between."""

from tests.knowledge.formats.right import BOTH, ROWE, ROWE_LUND, SEP_22, SHORT, Right, X

FURTHER: dict[str, tuple[Right, ...]] = {
    "ads.bib": (
        Right(
            ("Tide Group", "Anna B. Rowe", "José L. Gómez"),
            "2010 Sep",
            None,
            ("arxiv:1009.12345", X),
            text="They weigh 42 ± 3 μg, ≲10$^{9}$ M$_{⊙}$ at $x_1$, 5 % of 10^5; see "
            "https://x.org/~a--b_c.",
        ),
    ),
    "arxiv_raw.xml": (
        Right(
            ("Anna B. Rowe", "Carl Lund", "Jérôme Po", "Li Ek"),
            "22 Sep 2010",
            SEP_22,
            ("arxiv:1009.12345",),
        ),
    ),
    "arxiv_rss.xml": (Right(ROWE_LUND, identifiers=("arxiv:1009.12345",)),),
    "biorxiv_rss.xml": (Right(SHORT, SEP_22, SEP_22, (X,)),),
    "cochrane.ris": (
        Right(("AB Rowe", "Tide Group"), "2010", None, BOTH),
        Right(("Carl Lund",), "2011", title="Second", text="Second text."),
    ),
    "datacite.xml": (Right((*ROWE, "Tide, Group of"), SEP_22, SEP_22, (X,)),),
    "datacite_oai.xml": (Right(ROWE, "2010", None, (X,)),),
    "elife.xml": (Right(ROWE, "2010 Sep 22", SEP_22, (X,)),),
    "ieee_glued.bib": (
        Right(("A. B. Rowe",), "2010 Sep"),
        Right(("C. Lund",), "2010 Sep 22-24", title="Second", text="Second text."),
    ),
    "jats_notes.nxml": (Right(ROWE, "2010 Sep 22", SEP_22, (X,)),),
    "paperpile.csv": (Right(("AB Rowe", "C van den Berg", "Tide Group"), SEP_22, SEP_22, BOTH),),
    "zotero_notes.bib": (
        Right(ROWE, "2010 Sep", None, ("arxiv:1009.12345",)),
        Right(
            ("Carl Lund",),
            "2010/2012",
            None,
            ("pmid:20860001",),
            title="Second",
            text="Second text.",
        ),
    ),
}
