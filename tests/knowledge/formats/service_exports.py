"""The files of `exports/` that services answer or give away, each with fields of its own names."""

from tests.knowledge.formats.right import Right

SERVICES: dict[str, tuple[Right, ...]] = {
    "s2orc.jsonl": (
        Right(("Anna B. Rowe", "Carl Lund Jr."), "2010", None, ("doi:10.1000/x", "pmid:20860001")),
    ),
    "cord19_parse.json": (Right(("Anna B Rowe", "Carl Lund"), None, None, ()),),
    "semantic_scholar_dump.jsonl": (
        Right(("Anna B. Rowe",), "2010-09-22", "2010-09-22", ("arxiv:1009.12345", "doi:10.1000/x")),
    ),
    "aminer_v12.json": (
        Right(
            ("Anna B. Rowe", "Carl Lund"),
            "2010",
            None,
            ("doi:10.1000/x",),
            text="We measure how tidal turbines age. They lost 12%.",
        ),
        Right(("Bo Ek",), None, None, (), title="Other", text="Second text."),
    ),
    "zenodo_api.json": (
        Right(
            ("Anna B. Rowe", "Carl Lund"), "2010-09-22", "2010-09-22", ("doi:10.5281/zenodo.123",)
        ),
    ),
    "schema_org.json": (
        Right(("Anna B. Rowe", "Tide Group"), "2010-09-22", "2010-09-22", ("doi:10.1000/x",)),
    ),
    "schema_org_list.json": (Right(("Anna B. Rowe",), "2010", None, ("doi:10.1000/x",)),),
    "scopus_api.json": (
        Right(
            ("Anna B. Rowe", "Carl Lund"),
            "2010-09-22",
            "2010-09-22",
            ("doi:10.1000/x", "pmid:20860001"),
        ),
    ),
    "ads_api.json": (
        Right(
            ("Anna B. Rowe", "Carl Lund"), "2010-09", None, ("arxiv:1009.12345", "doi:10.1000/x")
        ),
    ),
    "hal_api.json": (
        Right(("Anna B. Rowe", "Carl Lund"), "2010-09-22", "2010-09-22", ("doi:10.1000/x",)),
    ),
    "plos_api.json": (
        Right(
            ("Anna B. Rowe", "Carl Lund"),
            "2010-09-22",
            "2010-09-22",
            ("doi:10.1371/journal.pone.0012345",),
        ),
    ),
    "springer_api.json": (
        Right(("Anna B. Rowe", "Carl Lund"), "2010-09-22", "2010-09-22", ("doi:10.1000/x",)),
        Right(("Bo Ek",), "2011-01-01", "2011-01-01", (), title="Second", text="Second text."),
    ),
    "lens.jsonl": (
        Right(
            ("Anna B. Rowe", "Tide Group", "Carl Lund"),
            "2010-09-22",
            "2010-09-22",
            ("doi:10.1000/x", "pmid:20860001"),
        ),
    ),
    "openreview.json": (
        Right(("Anna B. Rowe", "Carl Lund"), None, None, ()),
        Right(("Bo Ek",), None, None, (), title="Second", text="Second text."),
    ),
    "hf_daily.json": (Right(("Anna B. Rowe",), "2024-01-01", "2024-01-01", ()),),
    "datacite_dates.json": (
        Right(("Anna B. Rowe", "Tide Group"), "2010-09-22", "2010-09-22", ("doi:10.1000/x",)),
    ),
}
