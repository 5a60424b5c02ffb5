"""Running the bot inside Discord: settings, papers, gaps, figures, golden questions, privacy.

permissions.py  who may do what, checked for every command, button and menu
additions.py    papers added, removed and brought back: tried out first where it matters
gathering.py, trying.py, judging.py   from what is typed to records; a copy to try on; what changes
grouping.py, usage.py, checkup.py     what questions ask, how the bot is used, how it is doing: pure
picture.py      the figures drawn
pages/          what each command shows
panel.py        the panel of settings
commands/, buttons.py   the commands, and the buttons and menus below what they show
"""
