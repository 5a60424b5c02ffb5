"""What formats state of a paper, in one form: dates, people, identifiers, plain text.

facts.py        what a record needs to be one, and why it is refused
dates.py        dates, in whatever form; which part is the year: `knowledge.model.Published`
people.py       authors: given name first, initials, "and others"
identifiers.py  arXiv ids, DOIs, PMIDs in one spelling
latex.py        LaTeX made plain
markup.py       JATS, HTML and MathML made plain
"""
