"""Running the bot inside Discord: settings, papers, gaps, figures, golden questions, privacy.

A module for each command; each checks who may use it, calls the core, and presents.
chart.py draws the figures of `/stats`; live_reply.py says how far the work is.

Who may use a command is decided in `bot/service/permissions.py`, as buttons ask it, too. A setting
of a server is a field in `bot/ledger/records.py`, its change in `bot/service/settings_changes.py`
and its menu in `bot/buttons/settings_panel.py`.
"""
