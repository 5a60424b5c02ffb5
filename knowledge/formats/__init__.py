"""Formats: from a raw page to records, each with its file and line.

A module for each format, and what they share.

pages.py         a page read, whatever format it is in
recognition.py   which format a page has, by content and name
intake.py        pages on their way into the store; what cannot be read put aside
json_lines.py    JSON Lines: arXiv's dump, BEIR, SciFact, one's own
json_array.py    a JSON document with an array: what services answer, such as Semantic Scholar
json_fields.py   by which names JSON objects give title, abstract, date …
json_people.py   and authors
crossref.py      Crossref's JSON
crossref_xml.py  and its XML
own_lines.py     what `footnote export` writes
table.py         CSV and TSV
spreadsheets.py  Excel, LibreOffice
columns.py       which column of a table is what, by its name
bibtex.py        BibTeX
ris.py           RIS
medline.py       MEDLINE, `.nbib`
tagged.py        Web of Science, RefWorks, EndNote's refer, Cochrane
endnote_xml.py   EndNote's XML
zotero_rdf.py    Zotero's RDF
mods.py          MODS, of libraries and the ACL Anthology
tei.py           TEI, of GROBID
web_page.py      saved web pages of articles, by their citation tags
web_markup.py    what the HTML of such a page holds
arxiv_atom.py    arXiv's API
rss.py           RSS, of arXiv and publishers
oai_pmh.py       OAI-PMH: Dublin Core, arXiv
datacite_xml.py  DataCite's XML
pubmed_xml.py    PubMed's XML
europe_pmc.py    Europe PMC's XML
jats.py          JATS, of publishers and PubMed Central
xml_entries.py   the records of a document in XML, whichever of these it is
listing/         listing pages (header, title with authors, abstract), lines with `Abstract:`
streams/         pages found, opened, unpacked, decoded, cut into lines and records
fields/          what formats state in one form: dates, people, identifiers, plain text
"""
