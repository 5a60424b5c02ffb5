"""What can be pressed or chosen: one button, one file, with label, custom_id, style and handler.

To add a button, add a module with a class that derives from `press.Press`: `offered` says below
which replies it stands, `pressed` does what it is for. `registry` finds it by itself.

Buttons never expire, also over a restart: `bot/render/layout.py` gives their view no timeout.
"""
