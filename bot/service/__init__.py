"""What the bot does that knows no Discord.

library.py, workers.py    the papers that each server sees; processes that answer
limits.py, lock.py        how much may be asked in a minute and a day; one bot to a data directory
additions.py              papers added, removed and brought back; submissions.py: what is added
golden_questions.py       judged, and what a change of the papers would change
usage.py, checkup.py, unmet.py   how the bot is used, how it is doing, what people did not get: pure
settings_changes.py, permissions.py   a server's settings changed; who may do what
examples.py, side_by_side.py, verification.py, courtesy.py   questions to begin with, comparisons,
                          answers looked at again, greetings
patience.py, closed_channels.py, clock.py   the ledger asked with little patience, and small things
"""
