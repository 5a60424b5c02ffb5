"""Running the bot inside Discord: settings, papers, gaps, figures, golden questions, privacy.

A module for each command; each checks who may use it, calls the core, and presents.

chart.py       the picture of `/stats`: its curves, colours and size
gaps.py        `/gaps`: what people asked for and did not get
golden.py      `/golden`: a server's own questions, with the papers that must answer them
health.py      `/health`: how the bot is doing; when it says "look": bot/service/checkup.py
knowledge.py   `/knowledge`: a server's own papers added, removed, brought back, looked up; uploads
live_reply.py  how far long work is, in a private reply
privacy.py     `/privacy`: what is kept about oneself, as a file; how to have it forgotten
settings.py    `/settings`: opens the panel of bot/buttons/settings_panel.py
stats.py       `/stats`: how the bot is used

Who may use a command is decided in `bot/service/permissions.py`, as buttons ask it, too. A setting
of a server is a field in `bot/ledger/server_settings.py`, its change in
`bot/service/settings_changes.py` and its menu in `bot/buttons/settings_panel.py`.
"""
