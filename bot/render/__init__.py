"""What Discord shows: pure, and the only place that knows Discord's limits and escaping.

limits.py      Discord's limits, and lengths as Discord counts them
escaping.py    stored or typed text as Discord text that shows itself and does nothing
shortening.py  text to a given length, whole words, the marked part kept
replies.py     the records that a handler presents: blocks of text and buttons
custom_ids.py  what a button has to remember, inside its custom_id
citations.py   a cited paper as lines
listings.py    what stands around a list of papers
answers.py, papers.py, about.py, notes.py, choices.py   what is shown when
"""
