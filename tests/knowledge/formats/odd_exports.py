"""The files of `exports/` with quirks: parents, strings, ranges, styles, other languages."""

from tests.knowledge.formats.right import BOTH, SEP_22, TITLE, Right, X

ODD: dict[str, tuple[Right, ...]] = {
    "arxiv_old_id.xml": (
        Right(
            ("Anna B. Rowe", "The ATLAS Collaboration"),
            "1999-01-02",
            "1999-01-02",
            ("arxiv:hep-th/9901001", "doi:10.1000/x"),
            "Ageing of tidal turbines in $\\mathcal{N}=2$",
            "We measure how tidal turbines age, $x < 5$. After 40 months they had lost 12% of "
            "mass.",
        ),
    ),
    "csl_names.json": (
        Right(
            ("World Health Organization", "Anna van den Berg", "Carl Lund III"),
            SEP_22,
            SEP_22,
            (X,),
            TITLE,
        ),
        Right(("王小明", "Solo"), "2010-09", None, (), "Second", "Second text."),
        Right(("Plato",), "circa 2010", None, (), "Third", "Third text."),
        Right(
            ("Anna Rowe", "Carl Lund"),
            "2010-09-22/2010-09-25",
            SEP_22,
            (),
            "Fourth",
            "Fourth text.",
        ),
        Right(("A Rowe",), "2010", None, (), "Fifth", "Fifth text."),
    ),
    "endnote_styles.xml": (
        Right(
            ("A. B. Rowe", "J. Müller", "World Health Organization"),
            "2010 Sep 22",
            SEP_22,
            BOTH,
            "Ageing of Zostera at 10^5 m",
            "BACKGROUND: We measure how tidal turbines age. METHODS: After 40 months the "
            "blades had lost 12% & more of their mass. P < 0.05.",
        ),
        Right(("Carl Lund Jr.",), "2010 Sep 22", SEP_22, (), "Second", "Second text."),
    ),
    "excel_german.csv": (
        Right(
            ("Jürgen Müller",),
            "2010",
            None,
            (X,),
            TITLE,
            "We measure; how tidal turbines age – in salt water.",
        ),
    ),
    "jats_structured.xml": (
        Right(
            ("Anna B. Rowe Jr.", "Tide Group"),
            "2010 Sep 22",
            SEP_22,
            BOTH,
            "Ageing of tidal turbines: A study",
            "Background: We measure how tidal turbines age in salt water at 10^5 Pa. Results: "
            "After 40 months the blades had lost 12% of their mass. One.",
        ),
    ),
    "medline_wrapped.nbib": (
        Right(
            ("Anna B Rowe", "Carl van den Berg 2nd", "Tide Study Group"),
            SEP_22,
            SEP_22,
            BOTH,
            "Ageing of tidal turbines: a study of blades in salt water and of what comes of them.",
            "BACKGROUND: We measure how tidal turbines age in salt water. METHODS: After 40 "
            "months the blades had lost 12% of their mass.",
        ),
        Right(
            ("Jürgen Müller",),
            "2010 Winter",
            None,
            ("pmid:20860002",),
            "[Second one].",
            "Second text of it.",
        ),
    ),
    "oai_years.xml": (
        Right(
            ("Anna B. Rowe", "The Tide Group", "Carl Lund"),
            SEP_22,
            SEP_22,
            ("arxiv:1009.12345", "doi:10.1000/x"),
            TITLE,
        ),
    ),
    "odd_dates.ris": (
        Right(("Anna B. Rowe",), "2010 Sep 22", SEP_22, (X,), TITLE),
        Right(
            ("A. van den Berg", "C. Lund Jr."),
            "2010 Sep",
            None,
            ("pmid:20860001",),
            "Second",
            "Second text of it.",
        ),
        Right(("A. Rowe",), "2011", None, (), "Third", "Third text of it."),
        Right(("A. Rowe",), "2010", None, (), "Fourth", "Fourth text of it."),
        Right(("A B Rowe",), "2010 Sep-Oct", None, (), "Fifth", "Fifth text of it."),
    ),
    "strings_and_parents.bib": (
        Right(
            ("Carl Lund", "Ánna B. Rowe"),
            "2010 Sep 22",
            SEP_22,
            (),
            "Ageing of Tidal Turbines: a $\\beta$-study",
        ),
        Right(
            ("Jürgen Müller", "Petr Škoda", "Øyvind Ångström", "José María Nuñez", "Çiğdem Özgür"),
            "2010-09",
            None,
            ("arxiv:1009.1234",),
            "Third one",
            'Third text stands here, with "quoted" words and a bold claim.',
        ),
        Right(
            ("Anna B. Rowe Jr.", "María de la Cruz"),
            "2011 Nov 3",
            "2011-11-03",
            ("doi:10.1000/four",),
            "Fourth",
            "Fourth text.",
        ),
        Right(
            ("Anna van den Berg", "Charles Rowe", "The Tide Group"),
            "2010 Jul",
            None,
            (),
            "Second Paper",
            "Salt is bad for blades; 12% were lost — at 5 °C. øre costs £5 & more. "
            "Temperatures of $T_c \\approx 4$ K matter.",
            et_al=True,
        ),
    ),
    "wordings.csv": (
        Right(
            ("Anna B. Rowe", "Carl Lund"),
            "Sept. 22nd, 2010",
            SEP_22,
            ("arxiv:1009.12345",),
            TITLE,
            "We measure how tidal turbines age.",
        ),
        Right(
            ("Anna B. Rowe", "Carl Lund", "Jürgen Müller"),
            "22/09/2010",
            SEP_22,
            ("arxiv:hep-th/9901001",),
            "Second",
            "Second text.",
        ),
        Right(("A. B. Rowe", "C. Lund", "J. Müller"), "2010", None, (), "Third", "Third text."),
        Right(("AB Rowe", "C Lund"), "2010-09", None, (), "Fourth", "Fourth text.", et_al=True),
    ),
    "zotero_extra.csv": (
        Right(
            ("Anna van den Berg", "World Health Organization", "Carl Lund"),
            SEP_22,
            SEP_22,
            BOTH,
            TITLE,
            "We measure how tidal turbines age in salt water. After 40 months the blades had "
            'lost 12% of their mass, "all" of it.',
        ),
        Right(
            ("Anna B. Rowe",),
            "2010-09",
            None,
            ("arxiv:1009.12345",),
            "Second",
            "Comment: 5 pages Second text of it.",
        ),
        Right((), "September 22, 2010 9/22/2010", None, (), "Third", "Third text."),
    ),
    "asreview_pairs.csv": (
        Right(("Anna B. Rowe", "Carl Lund"), "2010", None, (X,), TITLE),
        Right(("Carl Lund",), None, None, (), "Second", "Second text."),
    ),
    "bars.csv": (
        Right(
            ("Anna Rowe", "Carl Lund"),
            SEP_22,
            SEP_22,
            (),
            TITLE,
            'We measure, "how" tidal turbines age.',
        ),
        Right(("Anna Maria Rowe",), "Sep-10", None, (), "Second", "Second text."),
        Right(("C Lund",), "10/2010", None, (), "Third", "Third text."),
        Right(
            ("Jan de Vries", "Anna van den Berg"),
            "22 September 2010",
            SEP_22,
            (),
            "Fourth",
            "Fourth text.",
        ),
        Right(("J. Smith", "K. Jones"), "2010 Sep 22", SEP_22, (), "Fifth", "Fifth text."),
        Right(("O. Ek", "B. Li", "C. Yu"), "Spring 2010", None, (), "Sixth", "Sixth text."),
        Right(("Consortium for Tides",), "2010-13-45", None, (), "Seventh", "Seventh text."),
    ),
    "crossref_work.json": (
        Right(
            ("Anna B. Rowe Jr.", "The Tide Group", "Lund"),
            SEP_22,
            SEP_22,
            (X,),
            "Ageing of tidal turbines: A study",
            "Aims: We measure how tidal turbines age at 10^5 Pa. Results: They lost 12% (p < "
            "0.05).",
        ),
    ),
    "jats_eastern.xml": (
        Right(
            ("王小明", "Carl Lund"),
            "2010 Sep 22",
            SEP_22,
            (X,),
            "Ageing of tidal turbines: a study of H2O",
            "Background. We measure how tidal turbines age. See Rowe 2009. Results: They lost "
            "$12$%.",
        ),
    ),
    "old_mac.csv": (
        Right(("A.B. Rowe", "C. Lund"), "2010", None, (), TITLE),
        Right(("Anna Rowe", "Carl O'Neil"), "2011", None, (), "Second", "Second text."),
    ),
    "ovid.ris": (
        Right(("A.B. Rowe", "C. Lund"), "2010 Sep 22", SEP_22, (), TITLE),
        Right(
            ("Anna Rowe",),
            "2010 Sep 22",
            SEP_22,
            ("doi:10.1000/second", "pmid:20860001"),
            "Second",
            "Second text.",
        ),
        Right(("World Health Organization",), None, None, (), "Third book", "Third text."),
        Right(("王小明",), "22.09.2010", SEP_22, (), "Fourth", "Fourth text."),
    ),
    "scopus_groups.csv": (
        Right(
            ("A.B. Rowe", "C. van den Berg", "P. O'Neil"),
            "2010",
            None,
            BOTH,
            TITLE,
            "We measure how tidal turbines age. © 2010 The Author(s).",
        ),
        Right((), "2011", None, (), "Second", "Second text."),
        Right(("WHO Group", "A. Rowe"), "2011", None, (), "Third", "Third text."),
    ),
    "zotero_partial.json": (
        Right(("Anna B. Rowe", "World Health Organization"), "2010-09", None, BOTH, TITLE),
    ),
}
