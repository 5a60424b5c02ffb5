"""What Discord shows: pure, and the only place that knows Discord's limits and escaping.

discord_limits.py   Discord's limits, and lengths as Discord counts them
escapes.py          stored or typed text as Discord text that shows itself and does nothing
truncation.py       text to a given length, whole words, the marked part kept
reply.py            the records that a handler presents: blocks of text, and what they are about
layout.py           a reply as Discord's components, with the buttons below it
citations.py, small_print.py, amounts.py, links.py   parts of replies
answers.py, verdicts.py, paper.py, bibtex.py, paper_changes.py, welcome.py, notes.py, choices.py
                    what is shown when
"""
