"""The tiny writers that put made-up papers into XML of libraries, and into web pages."""

from xml.sax.saxutils import escape, quoteattr

from tests.knowledge.formats.works import Work


def mods(made: list[Work]) -> str:
    """A collection as the ACL Anthology hands it out."""
    collection = "\n".join(map(_mods, made))
    return f"<modsCollection xmlns='http://www.loc.gov/mods/v3'>\n{collection}\n</modsCollection>"


def _mods(work: Work) -> str:
    names = "".join(
        f"<name type='personal'><namePart type='given'>{given}</namePart>"
        f"<namePart type='family'>{family}</namePart>"
        "<role><roleTerm>author</roleTerm></role></name>"
        for given, family in work.authors
    )
    return (
        f"<mods><titleInfo><title>{escape(work.title)}</title></titleInfo>{names}"
        f"<originInfo><dateIssued>{work.date}</dateIssued></originInfo>"
        "<relatedItem type='host'><titleInfo><title>Host</title></titleInfo></relatedItem>"
        f"<abstract>{escape(work.abstract)}</abstract>"
        f"<identifier type='doi'>{work.doi}</identifier></mods>"
    )


def tei(made: list[Work]) -> str:
    """What GROBID has found, one after the other."""
    return f"<teiCorpus>\n{''.join(map(_tei, made))}</teiCorpus>"


def _tei(work: Work) -> str:
    authors = "".join(
        f"<author><persName><forename type='first'>{given}</forename><surname>{family}</surname>"
        "</persName></author>"
        for given, family in work.authors
    )
    return (
        "<TEI xmlns='http://www.tei-c.org/ns/1.0'><teiHeader><fileDesc><titleStmt>"
        f"<title level='a' type='main'>{escape(work.title)}</title></titleStmt><publicationStmt>"
        f"<date type='published' when='{work.date}'/></publicationStmt><sourceDesc><biblStruct>"
        f"<analytic>{authors}</analytic><idno type='DOI'>{work.doi}</idno>"
        f"<idno type='arXiv'>arXiv:{work.arxiv}v1[cs.CL]</idno></biblStruct></sourceDesc>"
        f"</fileDesc><profileDesc><abstract><div><p>{escape(work.abstract)}</p></div></abstract></profileDesc>"
        "</teiHeader><text><body><div><p>Body.</p></div></body></text></TEI>\n"
    )


def europe_pmc(made: list[Work]) -> str:
    """An answer of Europe PMC."""
    results = "\n".join(map(_result, made))
    return f"<responseWrapper><resultList>{results}</resultList></responseWrapper>"


def _result(work: Work) -> str:
    authors = "".join(
        f"<author><firstName>{given}</firstName><lastName>{family}</lastName></author>"
        for given, family in work.authors
    )
    return (
        f"<result><pmid>{work.pmid}</pmid><doi>{work.doi}</doi><title>{escape(work.title)}</title>"
        f"<authorList>{authors}</authorList><pubYear>{work.date.year}</pubYear>"
        f"<abstractText>{escape(escape(work.abstract))}</abstractText>"
        f"<firstPublicationDate>{work.date}</firstPublicationDate></result>"
    )


def crossref(made: list[Work]) -> str:
    """An answer of Crossref in XML."""
    return f"<doi_records>\n{''.join(map(_doi_record, made))}</doi_records>"


def _doi_record(work: Work) -> str:
    authors = "".join(
        f"<person_name contributor_role='author'><given_name>{given}</given_name>"
        f"<surname>{family}</surname></person_name>"
        for given, family in work.authors
    )
    return (
        f"<doi_record><crossref><journal><journal_article><titles><title>{escape(work.title)}"
        f"</title></titles><contributors>{authors}</contributors><jats:abstract><jats:p>"
        f"{escape(work.abstract)}</jats:p></jats:abstract><publication_date media_type='online'>"
        f"<month>{work.date.month:02}</month><day>{work.date.day:02}</day>"
        f"<year>{work.date.year}</year></publication_date><doi_data><doi>{work.doi}</doi></doi_data>"
        "</journal_article></journal></crossref></doi_record>\n"
    )


def zotero_rdf(made: list[Work]) -> str:
    """A library as Zotero exports it."""
    return (
        "<rdf:RDF xmlns:rdf='r' xmlns:z='http://www.zotero.org/namespaces/export#'>\n"
        f"{''.join(map(_item, made))}</rdf:RDF>"
    )


def _item(work: Work) -> str:
    authors = "".join(
        f"<rdf:li><foaf:Person><foaf:surname>{family}</foaf:surname><foaf:givenName>{given}"
        "</foaf:givenName></foaf:Person></rdf:li>"
        for given, family in work.authors
    )
    return (
        f"<bib:Article rdf:about='http://arxiv.org/abs/{work.arxiv}'><bib:authors><rdf:Seq>{authors}"
        f"</rdf:Seq></bib:authors><dc:title>{escape(work.title)}</dc:title><dcterms:abstract>"
        f"{escape(work.abstract)}</dcterms:abstract><dc:date>{work.date}</dc:date>"
        f"<dc:identifier>DOI {work.doi}</dc:identifier></bib:Article>\n"
    )


def web_page(work: Work) -> str:
    """A page that cites its article in tags."""
    tags = (
        ("title", work.title), ("abstract", work.abstract), ("pmid", str(work.pmid)),
        ("publication_date", f"{work.date:%Y/%m/%d}"), ("doi", work.doi),
        ("arxiv_id", work.arxiv), *(("author", name) for name in work.reversed_names),
    )  # fmt: skip
    metas = "\n".join(f"<meta name='citation_{k}' content={quoteattr(text)}>" for k, text in tags)
    return f"<!DOCTYPE html>\n<html><head>\n{metas}\n</head><body></body></html>"
