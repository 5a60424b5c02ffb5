"""A shelf with some abstracts more and some less, told from what lies beneath: nothing is built.

overlaid.py  the shelf
finding.py   its retriever: scores as they would be
filing.py    its catalogue
"""
