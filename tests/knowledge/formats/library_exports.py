"""The files of `exports/` that are saved web pages, and what libraries hand out in XML."""

from tests.knowledge.formats.right import (
    ABSTRACT,
    BOTH,
    GROUP,
    ROWE,
    ROWE_LUND,
    SEP_22,
    TITLE,
    Right,
    X,
)

STRUCTURED = ABSTRACT.replace("We", "Aims: We").replace("After", "Results: After")

LIBRARY: dict[str, tuple[Right, ...]] = {
    "crossref_unixref.xml": (
        Right(
            ("Anna B. Rowe Jr.", "Tide Group"),
            SEP_22,
            SEP_22,
            (X,),
            title=f"{TITLE}: A study",
            text=STRUCTURED.replace("water.", "water at 10^5 Pa."),
        ),
        Right(("Carl Lund",), "2011", title="Second", text="Second text."),
    ),
    "europe_pmc.xml": (
        Right(("Anna B Rowe", "The Tide Group"), SEP_22, SEP_22, BOTH, text=f"Aims: {ABSTRACT}"),
    ),
    "grobid.tei.xml": (
        Right(
            ("Anna B Rowe", "Carl Lund Jr"),
            SEP_22,
            SEP_22,
            ("arxiv:1009.12345", X),
            text=STRUCTURED.replace("water.", "water. See [1]."),
        ),
    ),
    "mods_acl.xml": (Right(ROWE_LUND, "2010-09", None, (X,)),),
    "mods_library.xml": (
        Right((*ROWE, GROUP), "2010", None, (X,), title="The ageing of tidal turbines: a study"),
    ),
    "mods_zotero.xml": (Right(ROWE, SEP_22, SEP_22, (X,)),),
    "page_acl.html": (Right(ROWE_LUND, "2010 Sep", None, (X,)),),
    "page_arxiv.html": (Right(ROWE_LUND, "2010 Sep 22", SEP_22, ("arxiv:1009.12345",)),),
    "page_biorxiv.html": (Right((*ROWE, "The Tide Group"), "2010 Sep 22", SEP_22, (X,)),),
    "page_pubmed.html": (
        Right(
            ("AB Rowe", "C Lund"),
            "09/22/2010",
            SEP_22,
            BOTH,
            text=STRUCTURED.replace("water.", "water at 10^5 Pa.").replace(
                "mass.", "mass (p < 0.05)."
            ),
        ),
    ),
    "zotero.rdf": (
        Right((*ROWE, GROUP), SEP_22, SEP_22, BOTH),
        Right(("Carl Lund",), None, None, ("doi:10.1000/z",), title="Second", text="Second text."),
    ),
}
