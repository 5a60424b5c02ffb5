"""Formats: from a raw page to records, each with its file and line.

A module for each format, beside `pages`, which reads a page whatever it is in, `recognition`, which
finds out what that is, by what the page holds and where that leaves it open by its name, and
`intake`, which takes what was read to the store:

- `json_lines`, `json_array`: arXiv's dump, Semantic Scholar, BEIR, SciFact, Footnote's own lines;
- `table`, `spreadsheets`: CSV and TSV with a header, and the same as Excel and its like save it;
- `bibtex`, `ris`, `medline`, `tagged`, `endnote_xml`: bibliographies;
- `arxiv_atom`, `oai_pmh`, `pubmed_xml`, `jats`: what services answer and publishers keep, in XML;
- `listing/`: groups of header, title with authors, and abstract; and lines that begin with
  `Abstract:`.

`streams/` finds, opens, unpacks and decodes pages and cuts them into lines and records; `fields/`
makes records of what they state.
"""
