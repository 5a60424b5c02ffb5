"""What the bot does that knows no Discord.

Its numbers: `config/tuned/limits.toml`, `config/tuned/work.toml`, `config/tuned/proposals.toml`.

library.py           the papers that each server sees; its strictness
workers.py           processes that answer beside the bot's own
limits.py            how much may be asked a minute (config/tuned/work.toml), and a day
permissions.py       who may do what
settings_changes.py  a server's settings changed: what may be set to what
additions.py         a server's papers added, removed, brought back; when that is only proposed
submissions.py       what is added: identifiers, uploads, and how large they may be
proposals.py         papers that wait for a decision, as they are kept
golden_questions.py  golden questions judged, and what a change of the papers would change
usage.py             how a server used the bot, in figures
checkup.py           how the bot is doing: which figure wants a look
unmet.py             gaps: unanswered questions grouped by what they ask
verification.py      whether a quote still stands, and an answer is the same
side_by_side.py      which question compares two things, and which are asked instead
examples.py          questions to begin with, made from a base's own papers
courtesy.py          greetings, thanks, calls for help, objections: what kind a message is
backup.py            backup, restore, verify and move of papers and ledger together
lock.py              one bot to a data directory
patience.py          how long somebody waits for the ledger before it is done without
closed_channels.py   channels in which Discord lets nothing be posted
clock.py             the time
"""
