"""What Discord shows: pure, and the only place that knows Discord's limits and escaping.

discord_limits.py  how long a message and its parts may be: Discord's limits, counted as it counts
escapes.py         stored or typed text as Discord text that shows itself and does nothing
truncation.py      text cut to a given length, whole words, the marked part kept
reply.py           the records that a handler presents: blocks of text, and what they are about
layout.py          boxes, lines, rows and styles of buttons: a reply as Discord's components
answers.py         an answer or an abstention as a reply: what is shown, and how long it may be
verdicts.py        checked claims as a reply: how many quotes, how long
paper.py           one paper with its abstract and sources; a quote in its abstract
paper_changes.py   what `/knowledge` shows
citations.py       footnotes: title, authors, date and link of a cited paper; "et al."
small_print.py     what stands small below: what was asked, and how it was read
bibtex.py          a paper as BibTeX: its key and fields
choices.py         suggestions while one types
links.py           where a paper is on the web
amounts.py         percentages, durations, ages and counts in words
notes.py           short private notes: too fast, too much, closed, out of order, apologies
courtesies.py      what is said to greetings, thanks and objections
"""
