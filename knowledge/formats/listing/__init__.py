"""Listing pages and abstract pages: where a line glues its facts together, and how it is parted.

listing_page.py   groups of three lines: when lines are one
abstract_page.py  lines that begin with `Abstract:`
header.py         the first line: category, date, flags
byline.py         the second line: title, authors, affiliations; when a cut is sure enough
boundary.py       where the title ends and authors begin: the candidates and the best
title_end.py      signs that a word is a title's last
names.py          signs that a piece is a name
shapes.py         what a word could be by its capitals and the lists of config/english/names.toml
evidence.py       what the rest of the page tells about words and names
weights.py        how much each sign weighs
"""
